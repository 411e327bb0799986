package import Domain

extension Words {
    /// What people call a label (A11, AF1).
    package func label(_ label: Label) -> String { self["common.label.\(label.rawValue)"] }

    package func priority(_ priority: Priority) -> String { self["common.priority.\(priority.rawValue)"] }

    /// "Work order", "Quote request" (B31).
    package func kind(_ kind: TicketKind) -> String { self["common.kind.\(kind.rawValue)"] }

    /// The limit with its words (A8): "450,00 € TTC, toutes charges comprises", or that there is none.
    package func limit(_ limit: Money?) -> String {
        guard let limit else { return self["common.limit.none"] }
        return self("common.limit.amount", ["amount": formats.money(limit)])
    }

    /// The words of a default reason to decline; a reason of the organization's own is its own words (E14).
    package func declineReason(_ key: String) -> String { ifAny("exchange.declined.\(key)") ?? key }

    /// A problem in the reader's language; one without words of its own is named in general terms and reported.
    package func problem(_ problem: Problem) -> String {
        guard ifAny("problems.\(problem.key)") != nil else {
            _ = self["problems.\(problem.key)"]
            return self["problems.unknown"]
        }
        return self("problems.\(problem.key)", problem.arguments.mapValues(readable))
    }

    /// Arguments are machine-readable; a date such as `2028-11-22` is written as people of this language do.
    private func readable(_ argument: String) -> String {
        guard let day = LocalDateTime(date: argument, time: "00:00") else { return argument }
        return formats.date(day)
    }
}

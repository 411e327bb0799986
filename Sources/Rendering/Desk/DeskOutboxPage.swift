package import Domain

/// Every message of the organization and its fate, failed ones first to be looked at (E4).
package struct DeskOutboxPage: Page {
    package static var template: String { "desk/outbox" }

    package struct Line: Hashable, Sendable {
        package var delivery: DeskDelivery
        package var ticketNumber: String?
        package var ticketTitle: String?
        package init(_ delivery: DeskDelivery, ticketNumber: String? = nil, ticketTitle: String? = nil) {
            self.delivery = delivery
            self.ticketNumber = ticketNumber
            self.ticketTitle = ticketTitle
        }
    }

    package var frame: DeskFrame
    package var onlyFailed: Bool
    package var lines: [Line]
    package var next: String?
    /// What the small forms' ids begin with.
    package var submission: String

    package init(frame: DeskFrame, onlyFailed: Bool, lines: [Line], next: String? = nil, submission: String) {
        self.frame = frame
        self.onlyFailed = onlyFailed
        self.lines = lines
        self.next = next
        self.submission = submission
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        var context = frame.context(words, title: words["desk.outbox"], column: .sheet)
        let show = onlyFailed ? "&show=failed" : ""
        let more: [String: Any] = [
            "onlyFailed": onlyFailed, "allHref": DeskPath.outbox, "failedHref": "\(DeskPath.outbox)?show=failed",
            "isEmpty": lines.isEmpty,
            "emptyText": words[onlyFailed ? "desk.outboxNoFailed" : "desk.outboxEmpty"],
            "lines": lines.map { line in
                var item = line.delivery.context(
                    words, in: frame.timeZone, mayAct: frame.mayAct, submission: submission)
                item["ticketNumber"] = line.ticketNumber ?? false
                item["ticketTitle"] = line.ticketTitle ?? ""
                item["ticketHref"] = line.ticketNumber.map { DeskPath.ticket($0) } ?? ""
                return item
            },
            "more": next.map { "\(DeskPath.outbox)?after=\(DeskPath.escaped($0))\(show)" } ?? false,
        ]
        context.merge(more) { _, new in new }
        return context
    }
}

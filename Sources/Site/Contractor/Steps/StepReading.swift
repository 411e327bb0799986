import Domain
import Intake
import Rendering
import Workflow

/// Fields that several steps have. What cannot be read is named, all of it at once, and nothing is stored.
extension SubmittedForm {
    func text(_ field: String, maximum: Int = 2000, _ problems: inout Problems) -> String? {
        problems.collect { () throws(Problem) in
            try Text.clean(fields[field], field: field, maximum: maximum)
        }
    }

    func amount(_ field: String, currency: String, _ problems: inout Problems) -> Money? {
        problems.collect { () throws(Problem) in
            let amount = try AmountText.read(fields[field], field: field, currency: currency)
            guard amount.amount > 0 else { throw Problem(field: field, key: "amount.zero") }
            return amount
        }
    }

    /// Whatever is no place is nothing (E8).
    var place: PlaceShare? {
        guard let text = fields["place"] else { return nil }
        return text == PlaceText.unavailable ? .unavailable : PlaceText.read(text).map(PlaceShare.position)
    }

    func isBlank(_ field: String) -> Bool { !(fields[field] ?? "").contains { !$0.isWhitespace } }

    /// A date and a time that may be left out, but not half said.
    func visit(_ exchange: Exchange, now: Instant, _ problems: inout Problems) -> Appointment? {
        let (fields, zone) = (fields, exchange.ticket.timeZone)
        return problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(date: fields["date"], time: fields["time"], timeZone: zone, now: now)
        }
    }

    /// Nil with what is wrong, where it cannot be read (B30).
    func invoice(_ exchange: Exchange, _ problems: inout Problems) -> InvoiceForm? {
        let number = problems.collect { () throws(Problem) in
            try Text.clean(fields["number"], field: "number", maximum: 60, required: true, lines: .one)
        }
        let date = problems.collect { () throws(Problem) in try DateText.day(fields["date"], field: "date") }
        let total = amount("total", currency: exchange.currency, &problems)
        let files = files(in: "invoiceFile")
        if files.isEmpty, !self.problems.contains(where: { $0.field == "invoiceFile" }) {
            problems.append(Problem(field: "invoiceFile", key: "invoice.fileMissing"))
        }
        guard let number, let date, let total, !files.isEmpty else { return nil }
        return InvoiceForm(number: number, date: date, total: total, files: files)
    }

    /// Whether the part of a report that is its invoice was left alone (B27).
    var hasNoInvoice: Bool {
        ["number", "date", "total"].allSatisfy(isBlank) && files(in: "invoiceFile").isEmpty
            && !problems.contains { $0.field == "invoiceFile" }
    }
}

extension Exchange {
    /// In which his prices are meant.
    var currency: String { order.notToExceed?.currency ?? organization.currency }
}

extension ExchangePage {
    /// E10: an invoice above the limit is refused, and a higher price can be asked for in the same place, with the total
    /// as it was typed: as a higher limit, or as a quote while the work is not reported as done.
    mutating func offerHigherPrice(_ total: String, after index: Int) {
        steps[index].isWanted = true
        steps[index].isFolded = false
        guard
            let other = steps.firstIndex(where: { $0.step == .limit }) ?? steps.firstIndex(where: { $0.step == .quote })
        else { return }
        var offer = steps.remove(at: other)
        offer.isWanted = true
        offer.isFolded = false
        offer.set("amount", to: total)
        steps.insert(offer, at: other < index ? index : index + 1)
    }
}

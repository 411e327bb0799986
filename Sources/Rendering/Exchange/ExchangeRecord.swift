package import Domain

extension ExchangePage {
    /// What was sent and told so far, with what became of it. Prices are for the office's eyes alone (E1): for a
    /// technician whoever fills this in leaves them out.
    package struct Record: Hashable, Sendable {
        package var quote: Quoted?
        package var report: Report?
        package var invoice: Billed?
        /// Nothing more is owed: the invoice is accepted, or none is wanted.
        package var isBillingOver = false
        /// A higher limit that was asked for and not answered yet (E10).
        package var limitAsked: Money?

        package init() {}
    }

    package struct Quoted: Hashable, Sendable {
        package var amount: Money?
        package var validUntil: Instant?
        package var fate: Quote.Status
        /// The manager's, where he refused.
        package var reason: String?
        package var files: [FileLink] = []

        package init(amount: Money?, validUntil: Instant?, fate: Quote.Status) {
            self.amount = amount
            self.validUntil = validUntil
            self.fate = fate
        }
    }

    package struct Report: Hashable, Sendable {
        package var by: String
        package var at: Instant
        package var text: String?
        package var files: [FileLink] = []
        /// Who signed for the work, if anybody did; empty for a drawn signature without a name (E9).
        package var signedBy: String?

        package init(by: String, at: Instant, text: String?) {
            self.by = by
            self.at = at
            self.text = text
        }
    }

    package struct Billed: Hashable, Sendable {
        package enum Fate: String, Hashable, Sendable { case sent, accepted, rejected, waived }
        package var invoice: Invoice
        package var fate: Fate
        package var reason: String?
        package var files: [FileLink] = []

        package init(_ invoice: Invoice, fate: Fate) {
            self.invoice = invoice
            self.fate = fate
        }
    }
}

extension ExchangePage {
    /// The rows of `exchange/record.mustache`.
    func recordContext(_ words: Words) -> [String: Any] {
        var rows: [[String: Any]] = []
        if let quote = record.quote { rows.append(row(of: quote, words)) }
        if let report = record.report { rows += self.rows(of: report, words) }
        if let asked = record.limitAsked {
            rows.append(
                row("limitAsked", words.formats.money(asked), more: words["exchange.record.limitAsked.open"], words))
        }
        if let billed = record.invoice { rows.append(row(of: billed, words)) }
        return ["record": rows, "hasRecord": !rows.isEmpty]
    }

    private func row(of quote: Quoted, _ words: Words) -> [String: Any] {
        var more = words["exchange.record.quote.\(quote.fate.rawValue)"]
        if quote.fate == .pending, let until = quote.validUntil {
            let day = words.formats.date(Appointment(until, in: timeZone).local)
            more += " · " + words("exchange.record.quote.validUntil", ["date": day])
        }
        let amount = quote.amount.map { words.formats.money($0) } ?? words["exchange.record.quote.inFile"]
        return row("quote", amount, more: more, text: quote.reason, files: quote.files, words)
    }

    private func rows(of report: Report, _ words: Words) -> [[String: Any]] {
        let more = words("exchange.own.by", ["name": report.by, "when": moment(report.at, words)])
        let what = words["exchange.fact.completed"]
        let told = row("report", what, more: more, text: report.text, files: report.files, words)
        guard let signer = report.signedBy else { return [told] }
        return [told, row("signature", signer.isEmpty ? words["exchange.fact.signed"] : signer, words)]
    }

    private func row(of billed: Billed, _ words: Words) -> [String: Any] {
        let invoice = billed.invoice
        let what = words(
            "exchange.record.invoice.text",
            [
                "number": invoice.number, "date": words.formats.date(invoice.date),
                "amount": words.formats.money(invoice.total),
            ])
        let fate = words["exchange.record.invoice.\(billed.fate.rawValue)"]
        return row("invoice", what, more: fate, text: billed.reason, files: billed.files, words)
    }

    private func row(
        _ name: String, _ what: String, more: String? = nil, text: String? = nil, files: [FileLink] = [], _ words: Words
    ) -> [String: Any] {
        [
            "name": words["exchange.record.\(name)"], "what": what, "more": more ?? false,
            "words": text.flatMap { $0.isEmpty ? nil : $0 } ?? false, "files": files.map { file($0, words) },
        ]
    }
}

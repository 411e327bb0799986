package import Domain

// The panels of a ticket, each there only while the life cycle has its act; what somebody waits for comes first.
extension DeskTicketPage {
    func actPanels(_ words: Words) -> [ActPanel] {
        [
            quotePanel(words), reportPanel(words), limitPanel(words), invoicePanel(words), askPanel(words),
            schedulePanel(words), resolutionPanel(words),
        ].compactMap { $0 }
    }

    /// Whether the page has that panel now; where it is gone, what is wrong with its form is told above.
    package func shows(_ panel: Panel, _ words: Words) -> Bool {
        switch panel {
        case .message: acts.contains(.message)
        case .offer: acts.contains(.offer)
        case .withdrawal: canWithdraw
        case .quote, .report, .limit, .invoice, .ask, .schedule, .resolution:
            actPanels(words).contains { $0.panel == panel }
        }
    }

    private func reason(_ hint: String) -> FieldSpec {
        FieldSpec(name: "reason", control: .area(rows: 3), isRequired: true, hint: hint, maximumLength: 2000)
    }

    private func fact(_ key: String, _ value: String, _ words: Words, isBad: Bool = false) -> ActPanel.Fact {
        ActPanel.Fact(term: words["desk.fact.\(key)"], value: value, isBad: isBad)
    }

    private var ledger: DeskLedger { DeskLedger(ticket.dealt) }
    private var firm: String { ticket.contractor?.name ?? "—" }

    // MARK: What waits for a decision

    /// T32, T33.
    private func quotePanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.refuseQuote), let order = ticket.ticket.activeOrder, let quote = order.quote else {
            return nil
        }
        let sent = ticket.quote(of: order.id)
        let canApprove = acts.contains(.approveQuote)
        // A quote that is only a file: the manager says what it comes to, and that becomes the limit.
        let amount = FieldSpec(
            name: "amount", label: "approvedAmount", isRequired: true, hint: "approvedAmount", maximumLength: 64)
        let approve = ActPanel.Step(
            fields: quote.amount == nil ? [amount] : [],
            buttons: [ActPanel.Button(name: "decision", value: "approve", label: words["desk.act.approveQuote"])])
        let refuse = ActPanel.Step(
            summary: words["desk.act.refuseQuoteMore"], fields: [reason("quoteRefusal")],
            buttons: [
                ActPanel.Button(
                    name: "decision", value: "refuse", label: words["desk.act.refuseQuote"], style: .danger)
            ])
        return ActPanel(
            panel: .quote, action: .quoteDecision, title: words("desk.quoteFrom", ["contractor": firm]),
            link: words["desk.act.decideQuote"], facts: quoteFacts(quote, of: order, words), note: sent?.note,
            files: sent?.files ?? [], hint: words[canApprove ? "desk.hint.quoteApproval" : "desk.hint.quoteExpired"],
            steps: canApprove ? [approve, refuse] + approverSteps(quote, words) : [refuse], isWanted: true)
    }

    private func quoteFacts(_ quote: Quote, of order: Order, _ words: Words) -> [ActPanel.Fact] {
        var facts: [ActPanel.Fact] = []
        if let amount = quote.amount {
            let limit = order.notToExceed.map { DeskLedger.Agreed(limit: $0, isQuote: false) }
            let isOver = limit.map { amount.amount > $0.limit.amount } ?? false
            facts.append(fact("amount", words.amount(amount, against: limit), words, isBad: isOver))
        }
        if let until = quote.validUntil {
            let time = words.formats.shortDateTime(until, in: ticket.ticket.timeZone)
            let isOver = until < frame.now
            facts.append(
                fact("validUntil", isOver ? "\(time) · \(words["desk.expired"])" : time, words, isBad: isOver))
        }
        if let asked = quote.approver, quote.status == .pending {
            facts.append(fact("approver", ticket.personNames[asked] ?? "—", words))
        }
        return facts
    }

    /// T40 with one press, or T27.
    private func reportPanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.sendBack), let order = ticket.ticket.activeOrder else { return nil }
        let sent = ticket.report(of: order.id)
        let signature = sent.flatMap(ticket.signature)
        let accept = ActPanel.Step(
            buttons: [ActPanel.Button(name: "decision", value: "accept", label: words["desk.act.acceptReport"])])
        let reject = ActPanel.Step(
            summary: words["desk.act.sendBackMore"], fields: [reason("sendBack")],
            buttons: [
                ActPanel.Button(name: "decision", value: "reject", label: words["desk.act.sendBack"], style: .danger)
            ])
        let open = openWork(words)
        return ActPanel(
            panel: .report, action: .report, title: words("desk.reportFrom", ["contractor": firm]),
            link: words["desk.act.checkReport"], facts: signatureFacts(signature, words), note: sent?.note,
            files: (sent?.files ?? []) + (signature?.files ?? []),
            hint: open.isEmpty
                ? words["desk.hint.acceptReport"]
                : words("desk.stillOpen", ["tasks": open.joined(separator: ", ")]),
            steps: acts.contains(.resolve) ? [accept, reject] : [reject], isWanted: true)
    }

    /// That the occupant signed, and the name under it (E9).
    private func signatureFacts(_ signature: DeskSent<String?>?, _ words: Words) -> [ActPanel.Fact] {
        guard let signature else { return [] }
        let name = signature.value.flatMap { $0.isEmpty ? nil : $0 }
        return [fact("signature", name ?? words["desk.signedUnnamed"], words)]
    }

    /// What keeps the ticket from being resolved (D16).
    private func openWork(_ words: Words) -> [String] {
        ticket.ticket.openTasks.filter(\.kind.isWork).map { words.task($0.kind) }
    }

    /// E10: only where the contractor asked for more.
    private func limitPanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.raiseLimit), let order = ticket.ticket.activeOrder,
            let asked = ticket.askedLimit(of: order.id), let limit = order.notToExceed
        else { return nil }
        let amount = FieldSpec(name: "amount", label: "limit", isRequired: true, hint: "newLimit", maximumLength: 64)
        return ActPanel(
            panel: .limit, action: .limit, title: words("desk.limitFrom", ["contractor": firm]),
            link: words["desk.act.decideLimit"],
            facts: [
                fact("asked", words.formats.money(asked.value), words),
                fact("limit", words.formats.money(limit), words),
            ], note: asked.note,
            steps: [ActPanel.Step(fields: [amount], buttons: [ActPanel.Button(label: words["desk.act.raiseLimit"])])],
            isWanted: true)
    }

    /// T42, T43.
    private func invoicePanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.waiveInvoice), let order = ticket.ticket.billedOrder else { return nil }
        let isSent = acts.contains(.acceptInvoice)
        let waive = ActPanel.Button(
            name: "decision", value: "waive", label: words["desk.act.waiveInvoice"], style: .plain)
        guard isSent, let sent = ticket.invoice(of: order.id) else {
            return ActPanel(
                panel: .invoice, action: .invoiceDecision, title: words["desk.task.invoice"],
                link: words["desk.act.waiveInvoice"], hint: words["desk.hint.waiveInvoice"],
                steps: [ActPanel.Step(buttons: [waive])])
        }
        let reject = ActPanel.Step(
            summary: words["desk.act.rejectInvoiceMore"], fields: [reason("invoiceRejection")],
            buttons: [
                ActPanel.Button(
                    name: "decision", value: "reject", label: words["desk.act.rejectInvoice"], style: .danger)
            ])
        let accept = ActPanel.Button(name: "decision", value: "accept", label: words["desk.act.acceptInvoice"])
        return ActPanel(
            panel: .invoice, action: .invoiceDecision,
            title: words("desk.invoiceFrom", ["contractor": ticket.contractorNames[order.id] ?? firm]),
            link: words["desk.act.checkInvoice"], facts: invoiceFacts(sent, words), files: sent.files,
            steps: [ActPanel.Step(buttons: [accept, waive]), reject], isWanted: true)
    }

    private func invoiceFacts(_ sent: DeskSent<Invoice>, _ words: Words) -> [ActPanel.Fact] {
        let agreed = ledger.agreed(before: sent.event)
        let isOver = agreed.map { sent.value.total.amount > $0.limit.amount } ?? false
        return [
            fact("invoiceNumber", sent.value.number, words),
            fact("invoiceDate", words.formats.date(sent.value.date), words),
            fact("total", words.amount(sent.value.total, against: agreed), words, isBad: isOver),
        ]
    }

    // MARK: What the manager may want

    /// T28, T30: one press each; only a question needs a text.
    private func askPanel(_ words: Words) -> ActPanel? {
        let asks = DeskActs.asks.filter { acts.contains($0.act) }
        guard !asks.isEmpty else { return nil }
        let fields = [
            FieldSpec(name: "text", label: "askText", control: .area(rows: 3), hint: "askText", maximumLength: 5000),
            FieldSpec(name: "dueDate", control: .input(type: "date"), hint: "dueDate", isHalf: true),
            FieldSpec(name: "dueTime", control: .input(type: "time"), isHalf: true),
        ]
        let buttons = asks.map { ask in
            ActPanel.Button(
                name: "kind", value: ask.kind.askName ?? "", label: words["desk.ask.\(ask.kind.askName ?? "")"],
                style: ask.kind == .message ? .primary : .plain)
        }
        return ActPanel(
            panel: .ask, action: .asks, title: words("desk.askOf", ["contractor": firm]), link: words["desk.act.ask"],
            steps: [ActPanel.Step(fields: fields, buttons: buttons)])
    }

    /// T21.
    private func schedulePanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.moveVisit) else { return nil }
        let fields = [
            FieldSpec(name: "date", control: .input(type: "date"), isRequired: true, hint: "siteTime", isHalf: true),
            FieldSpec(name: "time", control: .input(type: "time"), isRequired: true, isHalf: true),
            FieldSpec(name: "note", label: "visitNote", control: .area(rows: 2), maximumLength: 2000),
        ]
        return ActPanel(
            panel: .schedule, action: .schedule, title: words["desk.act.moveVisit"], link: words["desk.act.moveVisit"],
            hint: words["desk.hint.moveVisit"],
            steps: [ActPanel.Step(fields: fields, buttons: [ActPanel.Button(label: words["desk.act.saveVisit"])])])
    }

    /// T40; where a report is to be checked, its panel does the same with one press.
    private func resolutionPanel(_ words: Words) -> ActPanel? {
        guard acts.contains(.resolve) else { return nil }
        let methods = Resolution.choices.map { ($0.name, words["desk.method.\($0.name)"]) }
        let fields = [
            FieldSpec(name: "method", control: .select([("", words["desk.choose"])] + methods), isRequired: true),
            FieldSpec(name: "note", label: "resolutionNote", control: .area(rows: 3), maximumLength: 5000),
        ]
        return ActPanel(
            panel: .resolution, action: .resolution, title: words["desk.act.resolveTicket"],
            link: words["desk.act.resolve"], hint: words["desk.hint.resolve"],
            steps: [ActPanel.Step(fields: fields, buttons: [ActPanel.Button(label: words["desk.act.resolve"])])])
    }
}

extension TicketTask.Kind {
    /// As the forms, the API and the catalogs name what can be asked for; nil for what is not asked of a contractor.
    var askName: String? {
        switch self {
        case .quote, .presence, .completion, .invoice, .message: name
        case .answer, .quoteDecision, .custom: nil
        }
    }

    package init?(askName: String) {
        guard let kind = DeskActs.asks.map(\.kind).first(where: { $0.askName == askName }) else { return nil }
        self = kind
    }
}

extension Resolution {
    /// What a person may choose (C30).
    package static let choices: [(name: String, method: Resolution)] = [
        ("communicated", .communicated), ("noResponse", .noResponse), ("rejected", .rejected),
    ]

    var name: String {
        switch self {
        case .communicated: "communicated"
        case .noResponse: "noResponse"
        case .rejected: "rejected"
        case .spam: "spam"
        case .unknownAddress: "unknownAddress"
        case .merged: "merged"
        case .split: "split"
        }
    }
}

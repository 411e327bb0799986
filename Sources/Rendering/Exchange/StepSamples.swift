import Domain

/// The states after the answer, each with the steps that it offers.
extension ExchangePage {
    static func stepSamples(_ accepted: ExchangePage, _ names: ExampleNames) -> [ExchangePage] {
        let planned = planned(accepted, names)
        let done = done(planned, names)
        return [
            planned, late(planned), moved(planned, names), quoteAsked(planned, names),
            quoteExpired(planned, names), onSite(planned, names),
            refusedReport(onSite(planned, names)), sentBack(planned, names), done, refusedInvoice(done),
            billed(done, names), technician(planned, names), approved(accepted, names), asked(planned, names),
            awaitingDecision(planned, names), awaitingParts(planned, names), resolved(done, names),
        ]
    }

    private static let limit = Money(amount: 45_000, currency: "EUR")
    private static let moment = Instant(milliseconds: 1_795_420_800_000)

    private typealias Forms = StepFormSamples

    private static func planned(_ accepted: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = accepted
        page.status = .accepted
        page.ownAnswer?.undo = nil
        page.steps =
            Forms.visitForms(isTime: false) + [
                Forms.schedule(names), Forms.completionForm(names, isWanted: false), Forms.quoteForm(names),
            ]
        page.job?.dateChanges = 1
        return page
    }

    private static func late(_ planned: ExchangePage) -> ExchangePage {
        var page = planned
        page.job?.isLate = true
        page.job?.dateChanges = 3
        page.job?.isMovedTooOften = true
        page.steps = Forms.visitForms(isTime: true) + page.steps.filter { $0.step == .schedule || $0.step == .quote }
        if let index = page.steps.firstIndex(where: { $0.step == .schedule }) {
            page.steps[index].isWanted = true
            page.steps[index].isFolded = false
            page.steps[index].variant = "past"
        }
        page.thread += [ThreadEntry(at: moment, .fact(.presenceAsked)), ThreadEntry(at: moment, .fact(.late))]
        return page
    }

    private static func moved(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        var form = Forms.schedule(names, isWanted: true, variant: "confirm")
        form.note = names.messages[0]
        page.steps = [form] + Forms.visitForms(isTime: false)
        if let visit = names.visit {
            var entry = ThreadEntry(at: moment, .fact(.moved(visit)))
            entry.by = names.manager
            entry.text = names.messages[0]
            page.thread += [entry, ThreadEntry(at: moment, .fact(.delayed(visit)))]
        }
        return page
    }

    private static func quoteAsked(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.label = .waitingQuote
        var form = Forms.quoteForm(names, isAsked: true)
        form.note = names.messages[0]
        page.steps = [form, Forms.schedule(names)]
        page.record.quote = Quoted(amount: limit, validUntil: moment, fate: .refused)
        page.record.quote?.reason = names.messages[0]
        page.thread += [ThreadEntry.Fact.quoteWanted, .quoted(nil), .quoted(limit), .quoteRefused, .quoteExpired]
            .map { ThreadEntry(at: moment, .fact($0)) }
        return page
    }

    private static func quoteExpired(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = quoteAsked(planned, names)
        page.label = .waitingDecision
        page.steps[0].variant = "expired"
        page.steps[0].note = nil
        page.record.quote = Quoted(amount: limit, validUntil: moment, fate: .expired)
        return page
    }

    private static func onSite(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.label = .onSite
        page.status = .onSite
        page.steps = [Forms.completionForm(names, isWanted: true), Forms.departureForm(), Forms.quoteForm(names)]
        page.thread += [ThreadEntry.Fact.arrived, .placeShared].map { ThreadEntry(at: moment, .fact($0)) }
        page.confirmation = Confirmation(.arrived, at: moment, isPlaced: true)
        return page
    }

    /// A 422 of the fullest form: everything typed is kept, the folded invoice stands open.
    private static func refusedReport(_ onSite: ExchangePage) -> ExchangePage {
        var page = onSite
        page.confirmation = nil
        page.refused = .completion
        page.problems = [
            Problem(field: "files", key: "proofs.missing"), Problem(field: "signedBy", key: "signature.missing"),
            Problem(field: "total", key: "amount.ambiguous"), Problem(field: "invoiceFile", key: "invoice.fileMissing"),
        ]
        page.steps[0].set("total", to: "1.234")
        page.steps[0].set("report", to: "…")
        return page
    }

    private static func sentBack(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.label = .incomplete
        page.status = .incomplete
        var form = Forms.completionForm(names, isWanted: true, variant: "again")
        form.note = names.messages[0]
        page.steps = [form, Forms.schedule(names, isWanted: true, variant: "first")]
        page.thread += [
            ThreadEntry.Fact.completed, .signed(by: names.contact), .signed(by: nil), .sentBack,
            .left(.returnVisit, next: names.visit), .left(.parts, next: nil), .left(.authorization, next: nil),
        ].map { ThreadEntry(at: moment, .fact($0)) }
        return page
    }

    private static func done(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.label = .toCheck
        page.status = .done
        var ask = Forms.form(
            .limit, isWanted: true, isFolded: true,
            [StepField("amount", .amount(currency: names.currency)), Forms.note])
        ask.arguments["limit"] = "450"
        page.steps = [Forms.form(.invoice, isWanted: true, Forms.invoiceFields(names.currency)), ask]
        page.record.report = Report(by: names.contractor, at: moment, text: names.messages[1])
        page.record.report?.signedBy = names.contact
        page.record.report?.files = [FileLink(name: "IMG_2044.jpg", size: 2_310_000, address: "/t/example/files/3")]
        var entry = ThreadEntry(at: moment, .fact(.completed))
        (entry.isOwn, entry.text, entry.files) = (true, names.messages[1], page.record.report?.files ?? [])
        page.thread.append(entry)
        return page
    }

    private static func refusedInvoice(_ done: ExchangePage) -> ExchangePage {
        var page = done
        page.refused = .invoice
        page.problems = [
            Problem(field: "number", key: "invoice.numberUsed"),
            Problem(field: "total", key: "invoice.aboveLimit", arguments: ["limit": "450"]),
            Problem(field: "date", key: "invoice.beforeCompletion", arguments: ["date": "2026-11-23"]),
        ]
        page.record.limitAsked = limit
        page.thread += [ThreadEntry.Fact.limitAsked(limit), .limitRaised(limit)].map {
            ThreadEntry(at: moment, .fact($0))
        }
        return page
    }

    private static func billed(_ done: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = done
        var again = Forms.form(.invoice, variant: "corrected", Forms.invoiceFields(names.currency))
        again.note = names.messages[0]
        page.steps = [again]
        if let day = names.visit?.local {
            page.record.invoice = Billed(Invoice(number: "F-2026-17", date: day, total: limit), fate: .sent)
        }
        page.confirmation = Confirmation(.invoiced, at: moment)
        page.thread += [
            ThreadEntry.Fact.invoiced(number: "F-2026-17", limit), .invoiceRejected, .invoiceAccepted, .invoiceWaived,
        ].map { ThreadEntry(at: moment, .fact($0)) }
        return page
    }

    private static func technician(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = onSite(planned, names)
        page.job?.limit = nil
        page.steps = [Forms.departureForm()]
        page.confirmation?.isPlaced = false
        page.thread += [ThreadEntry.Fact.passedOn(to: names.contact), .passedOn(to: nil), .takenBack, .gaveBack]
            .map { ThreadEntry(at: moment, .fact($0)) }
        return page
    }

    private static func approved(_ accepted: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = accepted
        page.kind = .quote
        page.isQuoteApproved = true
        page.label = .toDoOffered
        page.ownAnswer = nil
        page.answerForm = AnswerForm(submission: "2")
        page.record.quote = Quoted(amount: nil, validUntil: moment, fate: .approved)
        page.thread.append(ThreadEntry(at: moment, .fact(.quoteApproved)))
        return page
    }

    private static func asked(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.questions = [names.messages[0]]
        page.record.quote = Quoted(amount: limit, validUntil: moment, fate: .pending)
        let kinds: [TicketTask.Kind] = [.quote, .presence, .completion, .invoice, .message]
        page.thread += kinds.flatMap { [ThreadEntry.Fact.asked($0), .notWanted($0)] }.map {
            ThreadEntry(at: moment, .fact($0))
        }
        return page
    }

    private static func awaitingDecision(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = planned
        page.label = .waitingDecision
        page.steps = [Forms.schedule(names), Forms.quoteForm(names)]
        page.record.quote = Quoted(amount: limit, validUntil: moment, fate: .pending)
        page.confirmation = Confirmation(.quoted, at: moment)
        page.thread.append(ThreadEntry(at: moment, .fact(.quoted(limit))))
        return page
    }

    private static func awaitingParts(_ planned: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = sentBack(planned, names)
        page.label = .waitingParts
        page.steps = [
            Forms.schedule(names, isWanted: true, variant: "first"), Forms.completionForm(names, isWanted: false),
        ]
        page.thread = planned.thread + [ThreadEntry(at: moment, .fact(.left(.parts, next: nil)))]
        return page
    }

    /// All is done and paid for: nothing is wanted, everything can still be read.
    private static func resolved(_ done: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = billed(done, names)
        page.label = .resolved
        page.steps = []
        page.confirmation = nil
        page.record.invoice?.fate = .accepted
        return page
    }
}

package import Domain

/// One ticket beside the list it came from.
package struct DeskTicketPage: Page {
    package static var template: String { "desk/ticket" }

    package var frame: DeskFrame
    package var queue: DeskQueue
    package var ticket: DeskTicket
    package var acts: DeskActs
    /// Contractors to choose from, by name.
    package var contractors: [Contractor] = []
    package var message: FormState
    package var offer: FormState
    package var withdrawal: FormState
    /// Of the panels that are `ActPanel`s.
    package var forms: [Panel: FormState] = [:]
    package var fileLimits = FileLimits()
    /// For the acts that are one button, and for sending again.
    package var submission: String
    /// The panel that is open: after a refusal, the one that was sent.
    package var open: Panel?
    /// Why an act was refused, or all that a draft lacks (C9).
    package var alert: Alert?

    package enum Panel: String, Hashable, Sendable, CaseIterable {
        case message, offer, withdrawal, quote, report, limit, invoice, ask, schedule, resolution
    }

    package struct Alert: Hashable, Sendable {
        package var text: String
        package var items: [String]
        package init(_ text: String, items: [String] = []) {
            self.text = text
            self.items = items
        }
    }

    package init(
        frame: DeskFrame, queue: DeskQueue, ticket: DeskTicket, acts: DeskActs, newSubmission: () -> String
    ) {
        self.frame = frame
        self.queue = queue
        self.ticket = ticket
        self.acts = acts
        submission = newSubmission()
        message = FormState(submission: newSubmission())
        offer = FormState(submission: newSubmission())
        withdrawal = FormState(submission: newSubmission())
        for panel in Panel.allCases { forms[panel] = FormState(submission: newSubmission()) }
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let details = ticket.details
        let title = details.title.isEmpty ? words["desk.untitled"] : details.title
        var context = frame.context(words, title: title, column: .sheet)
        var queue = queue
        queue.current = details.number
        context.merge(queue.context(words, now: frame.now)) { _, new in new }
        context["queueIsMain"] = false
        context.merge(header(words, title: title)) { _, new in new }
        let facts = DeskFacts(
            ticket: ticket, words: words, now: frame.now, mayAct: frame.mayAct, submission: submission)
        context.merge(facts.context()) { _, new in new }
        let timeline = DeskTimeline(
            ticket: ticket, words: words, now: frame.now, mayAct: frame.mayAct, submission: submission,
            folder: queue.folder)
        context.merge(timeline.context()) { _, new in new }
        context["messagePanel"] = acts.contains(.message) ? messagePanel(words) : false
        context["offerPanel"] = acts.contains(.offer) ? offerPanel(words) : false
        context["withdrawalPanel"] = canWithdraw ? withdrawalPanel(words) : false
        let panels = actPanels(words)
        context["actPanels"] = panels.map { panel in
            panel.context(
                forms[panel.panel] ?? FormState(submission: submission), number: details.number,
                isOpen: open == panel.panel, words)
        }
        context["panelLinks"] = panels.map { panel in
            ["panelHref": "#\(panel.panel.rawValue)", "panelName": panel.link, "isWantedLink": panel.isWanted]
                as [String: Any]
        }
        context["hasWanted"] = panels.contains(where: \.isWanted)
        context["warnings"] = DeskWarnings(ticket: ticket, acts: acts, words: words, now: frame.now).context()
        return context
    }

    var canWithdraw: Bool { acts.contains(.withdrawOffer) || acts.contains(.withdrawJob) }

    private func header(_ words: Words, title: String) -> [String: Any] {
        let number = ticket.details.number
        let isReassignment = !ticket.ticket.orders.isEmpty
        return [
            "ticketTitle": title, "ticketNumber": number, "ticketID": ticket.ticket.id.description,
            "label": ticket.ticket.label.rawValue,
            "labelName": words.label(ticket.ticket.label), "labelClass": tone,
            "ticketPriority": words.priority(ticket.ticket.priority), "priorityClass": ticket.ticket.priority.rawValue,
            "ticketKind": words.kind(ticket.ticket.kind),
            "ownerNote": ticket.isOwn
                ? words["desk.ownedByYou"]
                : ticket.ownerName.map { words("desk.ownedBy", ["name": $0]) } ?? words["desk.ownedByNobody"],
            "backHref": DeskPath.folder(queue.folder), "backName": words["desk.folder.\(queue.folder.rawValue)"],
            "ticketHref": DeskPath.ticket(number, in: queue.folder), "ticketSubmission": submission,
            "canMessage": acts.contains(.message), "canOffer": acts.contains(.offer),
            "offerName": words[isReassignment ? "desk.act.reassign" : "desk.act.offer"],
            "offerIsFirst": acts.contains(.offer),
            "canWithdraw": canWithdraw,
            "editHref": acts.contains(.edit) ? DeskPath.ticket(number, .edit) : false,
            "submitAction": acts.contains(.submit) ? DeskPath.ticket(number, .submission) : false,
            "takeAction": acts.contains(.take) ? DeskPath.ticket(number, .ownership) : false,
            "hasActs": !acts.isEmpty, "printHref": DeskPath.printout(number),
            "alert": alert.map {
                ["alertText": $0.text, "alertItems": $0.items, "hasItems": !$0.items.isEmpty] as [String: Any]
            }
                ?? false,
        ]
    }

    private var tone: String {
        switch ticket.ticket.label {
        case .toDoDeclined, .toDoLapsed: "bad"
        case .toDoNew, .toDoReturned, .toDoOffered, .waitingDecision: "warn"
        case .draft, .resolved, .closed, .withdrawn: "dim"
        case .inProgressOwn, .dispatchConfirmed, .onSite, .incomplete, .toCheck, .waitingInformation, .waitingUntil,
            .waitingQuote, .waitingParts, .waitingSplit, .waitingCase:
            "calm"
        }
    }
}

extension DeskTicketPage {
    private func panel(
        _ panel: Panel, _ state: FormState, _ fields: [FieldSpec], _ words: Words, action: DeskPath.TicketAct
    ) -> [String: Any] {
        var context: [String: Any] = [
            "panelAction": DeskPath.ticket(ticket.details.number, action), "isOpenPanel": open == panel,
            "panelSubmission": state.submission,
            "panelProblems": state.summary(
                in: panel.rawValue, fields: Set(fields.map(\.name) + ["ways", "channels"]), words),
            "chosenWays": WaysField.chosen.context(state, in: panel.rawValue, words),
        ]
        for field in fields { context[field.name] = state.context(field, in: panel.rawValue, words) }
        return context
    }

    private func messagePanel(_ words: Words) -> [String: Any] {
        let text = FieldSpec(name: "text", label: "message", control: .area(rows: 4), isRequired: true)
        var context = panel(.message, message, [text], words, action: .messages)
        context["toContractor"] = false
        context["hasWays"] = acts.contains(.writeToContractor)
        if acts.contains(.writeToContractor), let name = ticket.contractor?.name { context["toContractor"] = name }
        context["toIsInternal"] = message["to"] == "internal" || !acts.contains(.writeToContractor)
        context["files"] = fileLimits.field("message", words)
        context["fileProblem"] = message.problems.first { $0.field == "files" }.map { words.problem($0) } ?? false
        return context
    }

    private func offerPanel(_ words: Words) -> [String: Any] {
        let options =
            [("", words["desk.chooseContractor"])] + contractors.map { ($0.id.description, name(of: $0, words)) }
        let languages = Language.allCases.map { ($0.rawValue, $0.endonym) }
        let fields: [FieldSpec] = [
            FieldSpec(name: "contractor", control: .select(options), isRequired: true),
            FieldSpec(name: "name", label: "companyName", isRequired: true, autocomplete: "off", maximumLength: 200),
            FieldSpec(name: "contactName", isHalf: true, maximumLength: 200),
            FieldSpec(name: "language", control: .select(languages), isRequired: true, isHalf: true),
            FieldSpec(name: "phone", control: .input(type: "tel"), hint: "phone", isHalf: true, maximumLength: 40),
            FieldSpec(name: "email", control: .input(type: "email"), isHalf: true, maximumLength: 254),
            FieldSpec(name: "answerDate", control: .input(type: "date"), hint: "answerDate", isHalf: true),
            FieldSpec(name: "answerTime", control: .input(type: "time"), isHalf: true),
        ]
        var state = offer
        if state["language"].isEmpty { state.values["language"] = frame.language.rawValue }
        let isNew = state["who"] == "new" || (contractors.isEmpty && state["who"].isEmpty)
        if state.values["who"] == nil { state.values["sms"] = "on"; state.values["mail"] = "on" }
        var context = panel(.offer, state, fields, words, action: .offer)
        context["isNew"] = isNew
        context["channels"] = WaysField.wanted().context(state, in: Panel.offer.rawValue, words)
        context["hasContractors"] = !contractors.isEmpty
        return context
    }

    /// With the ways in which the firm can be reached, so that the manager knows what will happen.
    private func name(of contractor: Contractor, _ words: Words) -> String {
        let ways = Set(contractor.reachableOffice.flatMap(\.usableChannels))
        let names = Contact.Way.allCases.filter(ways.contains).map { words["desk.way.\($0.rawValue)"] }
        return names.isEmpty
            ? "\(contractor.name) · \(words["desk.unreachable"])"
            : "\(contractor.name) · \(names.joined(separator: ", "))"
    }

    private func withdrawalPanel(_ words: Words) -> [String: Any] {
        let reason = FieldSpec(name: "reason", control: .area(rows: 2), isRequired: true, hint: "withdrawal")
        var context = panel(.withdrawal, withdrawal, [reason], words, action: .withdrawal)
        context["withdrawalHeading"] = words(
            acts.contains(.withdrawOffer) ? "desk.withdrawOfferFrom" : "desk.withdrawJobFrom",
            ["contractor": ticket.contractor?.name ?? "—"])
        return context
    }
}

import Domain

extension DeskSamples {
    func events(_ state: State) -> [DeskEvent] {
        guard state != .draft else { return [entry(1, 60, .created(draft: true, by: ManagerID(3)))] }
        let order = OrderID(51)
        var events = [
            entry(1, 60, .created(draft: true, by: ManagerID(3))),
            entry(2, 58, .submitted(description: TextID(1)), text: texts.description),
        ]
        switch state {
        case .draft, .new: return events
        case .own: return events + [entry(3, 50, .taken(by: ManagerID(3)))]
        case .waiting, .deferred:
            let began = Change.waitBegan(wait(state), question: state == .waiting ? TextID(4) : nil)
            return events + [entry(3, 50, began, text: state == .waiting ? texts.question : nil)]
        case .accepted, .declined, .resolved, .offered, .late, .quoted, .expired, .reported, .invoiced, .lapsed,
            .returned, .onSite, .incomplete, .parts, .quoteAsked, .closed:
            break
        }
        var offered = entry(3, 40, offer)
        offered.deliveries = deliveries(isFailed: state == .offered)
        events.append(offered)
        events.append(
            entry(4, 38, .messageWritten(TextID(2), attachments: [], order: order, isInternal: false), text: texts.note)
        )
        events.append(
            entry(5, 35, .messageWritten(TextID(3), attachments: [], order: nil, isInternal: true), text: texts.inside))
        switch state {
        case .offered: events.append(entry(6, 20, .reminded(order), by: .clock))
        case .accepted, .resolved:
            events.append(
                entry(
                    6, 12,
                    .messageWritten(TextID(4), attachments: [AttachmentID(91)], order: order, isInternal: false),
                    by: .contact(ContactID(41), of: ContractorID(31)), text: texts.question, files: [photo]))
            events.append(
                entry(
                    7, 8, .accepted(order, by: ContactID(41), appointment: visit(1), comment: TextID(5), tasks: []),
                    by: .contact(ContactID(41), of: ContractorID(31)), text: texts.comment))
        case .declined:
            events.append(
                entry(
                    6, 8, .declined(order, by: ContactID(41), reasonKey: "busy", reason: TextID(5)),
                    by: .contact(ContactID(41), of: ContractorID(31)), text: texts.comment))
        case .lapsed: events.append(entry(6, 15, .lapsed(order), by: .clock))
        case .returned: events.append(entry(6, 8, .jobWithdrawn(order, reason: TextID(5)), text: texts.inside))
        case .late, .quoted, .expired, .reported, .invoiced, .onSite, .incomplete, .parts, .quoteAsked, .closed:
            events += steps(state)
        case .draft, .new, .own, .waiting, .deferred: break
        }
        return events
    }

    /// What came after the acceptance.
    private func steps(_ state: State) -> [DeskEvent] {
        let order = OrderID(51)
        let firm = Actor.contact(ContactID(41), of: ContractorID(31))
        var steps = [
            entry(8, 7, .passedOn(order, to: ContactID(42)), by: firm),
            entry(
                9, 7, .dateChanged(order, to: visit(1), note: TextID(5), told: ManagerID(3), attachments: nil),
                by: firm,
                text: texts.comment),
        ]
        if state == .quoted || state == .expired {
            let task = TicketTask(
                id: TaskID(65), kind: .quoteDecision, order: order, assignee: .manager(ManagerID(3)), due: nil)
            let quoted = Change.quoted(
                order, quote(isOver: state == .expired), note: TextID(5), attachments: [AttachmentID(91)], task: task)
            steps.append(entry(10, 6, quoted, by: firm, text: texts.comment, files: [photo]))
            if state == .quoted { steps += asked(order) }
        }
        switch state {
        case .onSite:
            var shared = entry(12, 5, .placeShared(order, PositionID(95)), by: firm)
            shared.position = Coordinates(latitude: 45.75713, longitude: 4.84671).flatMap {
                Position($0, accuracy: 15)
            }
            return steps + [entry(11, 5, .arrived(order), by: firm), shared]
        case .incomplete, .parts:
            let outcome = state == .parts ? VisitOutcome.parts : .returnVisit
            let left = Change.leftIncomplete(
                order, outcome, next: state == .parts ? nil : visit(2), note: TextID(5))
            return steps + [entry(11, 5, .arrived(order), by: firm), entry(12, 4, left, by: firm, text: texts.comment)]
        case .quoteAsked:
            let task = TicketTask(
                id: TaskID(67), kind: .quote, order: order, assignee: .contractor(ContractorID(31)),
                due: now + .days(2))
            return steps + [entry(11, 5, .asked(task, text: TextID(5)), text: texts.note)]
        case .reported, .invoiced, .closed: return steps + finished(state)
        case .draft, .new, .offered, .accepted, .declined, .resolved, .late, .quoted, .expired, .lapsed, .returned,
            .own, .waiting, .deferred:
            return steps
        }
    }

    /// First one was asked to decide on the quote, then another (T32).
    private func asked(_ order: OrderID) -> [DeskEvent] {
        [
            entry(11, 5, .approverAsked(order, QuoteID(55), PersonID(44), note: TextID(5)), text: texts.note),
            entry(12, 4, .approverDismissed(order, QuoteID(55), PersonID(44))),
            entry(13, 3, .approverAsked(order, QuoteID(55), PersonID(45), note: nil)),
        ]
    }

    private func wait(_ state: State) -> Wait {
        state == .waiting
            ? .moreInformation(until: now + .days(4), closeIfSilent: true) : .until(now + .days(30))
    }

    private func finished(_ state: State) -> [DeskEvent] {
        let order = OrderID(51)
        let firm = Actor.contact(ContactID(41), of: ContractorID(31))
        let completed = Change.completed(
            order, report: TextID(5), attachments: [AttachmentID(91)], invoiceTask: nil)
        let more = Money(amount: 61_000, currency: "EUR")
        let done = entry(11, 5, completed, by: firm, text: texts.comment, files: [photo])
        guard state != .reported else {
            return [done, entry(12, 4, .limitAsked(order, more, note: TextID(5)), by: firm, text: texts.comment)]
        }
        let invoice = Invoice(number: "F-2026/17", date: visit(0).local, total: more)
        let invoiced = entry(
            13, 3, .invoiced(order, invoice, attachments: [AttachmentID(91)], task: nil), by: firm, files: [photo])
        guard state == .closed else { return [done, invoiced] }
        return [
            done, invoiced, entry(14, 2, .invoiceAccepted(order)), entry(15, 1, .closed(.communicated), by: .clock),
        ]
    }

    private var offer: Change {
        let task = TicketTask(
            id: TaskID(61), kind: .answer, order: OrderID(51), assignee: .contractor(ContractorID(31)),
            due: now + .minutes(25))
        return .offered(
            Order(
                id: OrderID(51), contractor: ContractorID(31), offeredAt: now - .minutes(40),
                answerBy: now + .minutes(25), scheduledAt: visit(1), notToExceed: Money(amount: 45_000, currency: "EUR")
            ),
            task: task)
    }

    func deliveries(isFailed: Bool) -> [DeskDelivery] {
        let sms = DeskDelivery(
            notice: NoticeID(101), kind: .offer, way: .sms, status: isFailed ? .failed : .delivered,
            recipient: "Karim Martin", address: "+33612345621", at: now - .minutes(39), parts: 1,
            reason: isFailed ? "EC 21: absent subscriber" : nil, otherWay: .email)
        let mail = DeskDelivery(
            notice: NoticeID(102), kind: .offer, way: .email, status: isFailed ? .queued : .sent,
            recipient: "Karim Martin", address: "karim@plomberie-martin.example", at: now - .minutes(39))
        guard isFailed else { return [sms, mail] }
        return [sms, mail]
            + [DeskDelivery.Sibling.byItself, .asWell].map { sibling in
                var other = sms
                other.sibling = sibling
                return other
            }
    }

    private func entry(
        _ id: Int64, _ minutes: Int64, _ change: Change, by actor: Actor = .manager(ManagerID(3)), text: String? = nil,
        files: [Attachment] = []
    ) -> DeskEvent {
        let channel: Channel
        let (name, company): (String, String?)
        switch actor {
        case .manager: (channel, name, company) = (.desk, "Claire Dumas", nil)
        case .contact: (channel, name, company) = (.link, "Karim Martin", "Plomberie Martin")
        case .program: (channel, name, company) = (.api, "Immogest", nil)
        case .person: (channel, name, company) = (.link, "Hélène Roux", nil)
        case .clock: (channel, name, company) = (.clock, "", nil)
        }
        var texts: [TextID: String] = [:]
        if let text { for id in 1...5 { texts[TextID(Int64(id))] = text } }
        return DeskEvent(
            event: Event(
                id: EventID(id), ticket: TicketID(7), version: Int(id), at: now - .minutes(minutes),
                timeZone: details.scheduledAt?.timeZone ?? "UTC", actor: actor, channel: channel, link: nil,
                change: change),
            texts: texts, files: files, actorName: name, actorCompany: company)
    }

    var texts: Texts {
        switch language {
        case .fr:
            Texts(
                title: "Fuite d’eau sous évier, appartement 3B",
                titles: [
                    "Ascenseur bloqué au 4e", "Repeindre la cage B", "Badge de parking", "Ampoule du hall",
                    "Entretien chaudière",
                ],
                description:
                    "L’occupante signale une fuite continue au niveau du siphon. L’arrivée d’eau a été coupée.",
                category: "Plomberie", note: "Bonjour, le gardien peut vous ouvrir dès 8 h 30.",
                inside: "Assurance prévenue, dossier 88-B.", question: "Merci, bien noté. Y a-t-il un parking ?",
                comment: "Je passe demain à la première heure.")
        case .el:
            Texts(
                title: "Διαρροή νερού κάτω από τον νεροχύτη, διαμ. 3Β",
                titles: [
                    "Ο ανελκυστήρας κόλλησε στον 4ο", "Βάψιμο κλιμακοστασίου", "Τηλεχειριστήριο γκαράζ",
                    "Λάμπα εισόδου", "Συντήρηση λέβητα",
                ],
                description: "Η ένοικος αναφέρει συνεχή διαρροή στο σιφόνι. Η παροχή νερού έκλεισε.",
                category: "Υδραυλικά",
                note: "Καλησπέρα, ο θυρωρός ανοίγει από τις 8:30.", inside: "Ενημερώθηκε η ασφάλεια.",
                question: "Ευχαριστώ. Υπάρχει πάρκινγκ;", comment: "Έρχομαι αύριο το πρωί.")
        case .pl:
            Texts(
                title: "Wyciek wody pod zlewem, mieszkanie 3B",
                titles: [
                    "Winda stoi na 4. piętrze", "Malowanie klatki B", "Pilot do garażu", "Żarówka w holu",
                    "Przegląd kotła",
                ],
                description: "Lokatorka zgłasza ciągły wyciek przy syfonie. Dopływ wody zamknięty.",
                category: "Hydraulika",
                note: "Dzień dobry, dozorca otworzy od 8:30.", inside: "Ubezpieczyciel powiadomiony.",
                question: "Dziękuję. Czy jest parking?", comment: "Będę jutro z samego rana.")
        case .en:
            Texts(
                title: "Leak under the sink, flat 3B",
                titles: [
                    "Lift stuck on 4th floor", "Repaint stairwell B", "Garage door remote", "Bulb in the hall",
                    "Boiler yearly service",
                ],
                description: "The tenant reports a steady leak at the trap. The water has been turned off.",
                category: "Plumbing", note: "Hello, the caretaker can let you in from 8:30.",
                inside: "Insurance informed, file 88-B.", question: "Thanks, noted. Is there parking?",
                comment: "On my way first thing.")
        }
    }

    struct Texts {
        let title: String
        let titles: [String]
        let description, category, note, inside, question, comment: String
    }
}

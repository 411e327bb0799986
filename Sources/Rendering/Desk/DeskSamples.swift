import Domain

/// A believable day at a desk, for tests, the start-up check and the preview; every name belongs to nobody.
struct DeskSamples {
    let language: Language
    let now = Instant(milliseconds: 1_795_366_800_000)  // 2026-11-22 17:00 in Paris
    private var zone: String { language == .el ? "Europe/Athens" : language == .pl ? "Europe/Warsaw" : "Europe/Paris" }

    func frame(_ folder: DeskFolder? = .inbox, mayAct: Bool = true) -> DeskFrame {
        let organization =
            switch language {
            case .fr: "Cabinet Lenoir"
            case .el: "Διαχείριση Αττικής"
            case .pl: "Zarząd Wiślany"
            case .en: "Harbour Estates"
            }
        var frame = DeskFrame(
            language: language, organization: organization, brand: language == .el ? .ocean : .pine, timeZone: zone,
            managerName: "Claire Dumas", mayAct: mayAct, now: now)
        frame.counts = DeskCounts(inbox: 7, owned: 5, toDo: 3, waiting: 24, drafts: 1, failed: 2)
        frame.folder = folder
        return frame
    }

    func ago(_ minutes: Int64) -> Instant { now - .minutes(minutes) }

    func visit(_ days: Int64) -> Appointment { Appointment(now + .days(days), in: zone) }

    func queue(
        _ folder: DeskFolder = .inbox, search: String = "", source: Source? = nil, isEmpty: Bool = false
    ) -> DeskQueue {
        var queue = queue(folder, search, isEmpty: isEmpty)
        queue.source = source
        return queue
    }

    private func queue(_ folder: DeskFolder, _ search: String, isEmpty: Bool) -> DeskQueue {
        guard !isEmpty else { return DeskQueue(folder: folder, search: search, rows: []) }
        func row(
            _ number: Int, _ title: String, _ label: Label, _ priority: Priority, _ attention: Attention?,
            _ firm: String?,
            _ minutes: Int64
        ) -> DeskRow {
            DeskRow(
                id: TicketID(Int64(number)), number: "2026-00\(number)", title: title, label: label, priority: priority,
                attention: attention,
                contractor: firm, site: "12 rue des Lilas", timeZone: zone,
                answerBy: ago(label == .toDoLapsed ? 32 : -95), appointment: visit(1), updatedAt: ago(minutes))
        }
        return DeskQueue(
            folder: folder, search: search,
            rows: [
                row(417, texts.title, .dispatchConfirmed, .emergency, .answered, "Plomberie Martin", 2),
                row(416, texts.titles[0], .toDoLapsed, .emergency, .lapsed, "Ascenseurs Vial", 14),
                row(415, texts.titles[1], .toDoDeclined, .high, .refused, "Peintures Roux", 61),
                row(412, texts.titles[2], .toDoOffered, .normal, .notReached, "Fermatic", 190),
                row(409, texts.titles[3], .toDoNew, .low, .new, nil, 1300),
                row(402, texts.titles[4], .toDoOffered, .normal, nil, "Chauffage Plus", 3000),
            ], next: "1795366800000-7")
    }

    var contractor: Contractor {
        let id = ContractorID(31)
        return Contractor(
            id: id, organization: OrganizationID(1), name: "Plomberie Martin",
            contacts: [
                Contact(
                    id: ContactID(41), contractor: id, name: "Karim Martin", role: .office, phone: "+33612345621",
                    email: "karim@plomberie-martin.example", language: .fr, channels: [.sms, .email])
            ])
    }

    var order: Order {
        var order = Order(
            id: OrderID(51), contractor: ContractorID(31), offeredAt: ago(40), answerBy: now + .minutes(25),
            scheduledAt: visit(1), notToExceed: Money(amount: 45_000, currency: "EUR"))
        order.answeredAt = ago(8)
        return order
    }

    func ticket(_ state: State) -> DeskTicket {
        var ticket = Ticket(
            id: TicketID(7), organization: OrganizationID(1), kind: .order, timeZone: zone, priority: .emergency)
        ticket.phase = phase(state)
        ticket.isReturned = state == .returned
        if let order = order(state) {
            ticket.orders = [order]
            ticket.tasks = tasks(state)
        }
        var shown = DeskTicket(ticket: ticket, details: details)
        shown.ownerName = state == .draft || state == .new ? nil : "Claire Dumas"
        shown.isOwn = state == .accepted
        shown.contractor = ticket.orders.isEmpty ? nil : contractor
        shown.contractorNames = [OrderID(51): "Plomberie Martin"]
        shown.managerNames = [ManagerID(3): "Claire Dumas"]
        shown.contactNames = [ContactID(42): "Sami Petit"]
        shown.personNames = [PersonID(44): "Paul Girard", PersonID(45): "Hélène Roux"]
        shown.askerNames = [PersonID(44): "Claire Dumas", PersonID(45): "Claire Dumas"]
        shown.technicianName = state == .late ? "Sami Petit" : nil
        shown.events = events(state)
        shown.files = [photo, damagedPhoto]
        shown.showsPhotoPlace = state == .accepted
        return shown
    }

    var details: TicketDetails {
        var details = TicketDetails(
            number: "2026-00417", source: .phone, title: texts.title, description: texts.description,
            category: texts.category, createdAt: ago(60), updatedAt: ago(2))
        details.site = Site(
            id: SiteID(71), name: "Résidence Les Lilas", address: "12 rue des Lilas, 69003 Lyon", phone: "+33478000021",
            timeZone: zone, coordinates: Coordinates(latitude: 45.75685, longitude: 4.84702))
        details.mainContact = Person(id: PersonID(81), name: "Mme Ferrand", phone: "+33612345678")
        details.requester = Person(id: PersonID(82), name: "M. Aubry", email: "aubry@lilas.example")
        details.notToExceed = Money(amount: 45_000, currency: "EUR")
        details.scheduledAt = visit(1)
        return details
    }

    var photo: Attachment {
        Attachment(
            id: AttachmentID(91), sha256: String(repeating: "a", count: 64), name: "IMG_2041.jpg", type: "image/jpeg",
            size: 1_240_000,
            rendition: .ready(
                .init(
                    thumbnail: String(repeating: "b", count: 64), copy: String(repeating: "c", count: 64), width: 3024,
                    height: 4032, takenAt: "2026-11-21T18:04:09",
                    place: .init(latitude: 45.74846, longitude: 4.84671))))
    }

    /// A picture that broke on its way.
    var damagedPhoto: Attachment {
        Attachment(
            id: AttachmentID(92), sha256: String(repeating: "d", count: 64), name: "IMG_2042.jpg", type: "image/jpeg",
            size: 88_000, rendition: .failed(.unreadable))
    }
}

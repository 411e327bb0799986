import Domain
import Store
import Testing

@Suite("Tickets and their history")
struct TicketTests {
    @Test("A7 numbers count by organization and year, and never twice")
    func numbers() async throws {
        let office = try await Office()
        let other = try await Office(in: office.store, time: office.time, name: "Other")
        let ids = (office.organization.id, other.organization.id)
        let numbers = try await office.store.write { transaction in
            [
                try transaction.nextTicketNumber(of: ids.0, year: 2026),
                try transaction.nextTicketNumber(of: ids.0, year: 2026),
                try transaction.nextTicketNumber(of: ids.1, year: 2026),
                try transaction.nextTicketNumber(of: ids.0, year: 2027),
            ]
        }
        #expect(numbers == ["2026-00001", "2026-00002", "2026-00001", "2027-00001"])
    }

    @Test("what was stored is read back the same: ticket, orders, tasks, details")
    func roundTrip() async throws {
        let office = try await Office()
        let ticket = try await office.ticket(externalID: "ERP-1")
        var offered = try await office.offer(ticket.id, to: office.plumber)
        let order = try #require(offered.orders.first)
        let local = try #require(LocalDateTime("2026-11-23T09:00"))
        let visit = try Appointment.resolve(local, in: "Europe/Paris")
        let contact = office.plumber.contacts[0].id
        offered = try await office.change(ticket.id, by: .contact(contact, of: office.plumber.id)) { transaction in
            let title = try transaction.text("Bring the keys")
            let tasks = [
                TicketTask(
                    id: transaction.newID(), kind: .presence, order: order.id,
                    assignee: .contractor(order.contractor), due: visit.instant),
                TicketTask(
                    id: transaction.newID(), kind: .custom(title: title), order: nil,
                    assignee: .manager(nil), due: nil),
            ]
            return [.accepted(order.id, by: contact, appointment: visit, comment: nil, tasks: tasks)]
        }
        let expected = offered
        let (stored, details, problems) = try await office.store.read { reader in
            (try reader.ticket(ticket.id), try reader.details(ticket.id), try reader.verify(ticket.id))
        }
        #expect(stored == expected)
        #expect(stored?.orders.first?.appointment == visit)
        #expect(problems == [])
        #expect(details?.category == "Plomberie")
        #expect(details?.site == office.site)
        #expect(details?.requester?.name == "Mme Ferrand")
        #expect(details?.notToExceed == Money(amount: 45000, currency: "EUR"))
        let organization = office.organization.id
        #expect(try await office.store.read { try $0.ticketID(externalID: "ERP-1", of: organization) } == ticket.id)
    }

    @Test("every stored property of a ticket, an order and a task has its column")
    func columns() {
        let ticket = Ticket(
            id: TicketID(1), organization: OrganizationID(1), kind: .order, timeZone: "Europe/Paris", priority: .low)
        #expect(
            Set(Mirror(reflecting: ticket).children.compactMap(\.label)) == [
                "id", "organization", "kind", "timeZone", "priority", "phase", "phaseBeforeWait", "owner", "isReturned",
                "orders", "tasks", "attention", "feedbackUntil", "version",
            ])
        let order = Order(
            id: OrderID(1), contractor: ContractorID(1), offeredAt: Instant(milliseconds: 0), answerBy: nil,
            scheduledAt: nil, notToExceed: nil)
        let task = TicketTask(id: TaskID(1), kind: .answer, order: nil, assignee: .manager(nil), due: nil)
        #expect(
            Set(Mirror(reflecting: order).children.compactMap(\.label)) == [
                "id", "contractor", "status", "offeredAt", "answerBy", "scheduledAt", "notToExceed", "answeredAt",
                "answeredBy", "answerVersion", "appointment", "dateChanges", "awaitsConfirmation", "movedAt",
                "technician", "presenceAskedAt", "awaitsParts", "completedAt", "isOver", "invoiceWaivedAt", "quote",
            ])
        #expect(
            Set(Mirror(reflecting: task).children.compactMap(\.label)) == [
                "id", "kind", "order", "status", "assignee", "due", "owedSince", "endedAt",
            ])
    }

    @Test("a timeline tells who did what, with the texts as they stand now")
    func timeline() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        try await office.write("Bonjour", on: ticket.id, order: nil, isInternal: true)
        let before = try await office.store.read { try $0.timeline(ticket.id) }
        #expect(before.map(\.type) == ["created", "messageWritten"])
        #expect(before.map(\.actorName) == ["", "Claire Dumas"])
        let text = try #require(before.last?.texts.first)
        #expect(text.value == "Bonjour")
        try await office.store.write { try $0.blank(text.key) }
        let after = try await office.store.read { try $0.timeline(ticket.id, after: 1) }
        #expect(after.map(\.texts) == [[text.key: ""]])
    }

    @Test("a contractor's thread holds his own order and nothing of others, nothing internal, nothing from before")
    func thread() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        try await office.write("before any offer", on: ticket.id, order: nil)
        var changed = try await office.offer(ticket.id, to: office.plumber)
        let first = try #require(changed.orders.last?.id)
        try await office.write("to the plumber", on: ticket.id, order: first)
        try await office.write("he is slow", on: ticket.id, order: first, isInternal: true)
        try await office.change(ticket.id, by: .manager(office.manager.id)) { transaction in
            [.offerWithdrawn(first, reason: try transaction.text("too slow"))]
        }
        changed = try await office.offer(ticket.id, to: office.painter)
        let second = try #require(changed.orders.last?.id)
        try await office.write("to the painter", on: ticket.id, order: second)

        let threads = try await office.store.read { reader in
            try [first, second].map { try reader.thread(ticket.id, order: $0) }
        }
        #expect(threads[0].map(\.type) == ["offered", "messageWritten", "offerWithdrawn"])
        #expect(threads[0].flatMap(\.texts.values) == ["to the plumber", "too slow"])
        #expect(threads[1].map(\.type) == ["offered", "messageWritten"])
        #expect(threads[1].flatMap(\.texts.values) == ["to the painter"])
    }

    @Test("files belong to the order that they were sent about, or to the ticket, and internal ones to nobody outside")
    func attachments() async throws {
        let office = try await Office()
        let ticket = try await office.ticket()
        let offered = try await office.offer(ticket.id, to: office.plumber)
        let order = try #require(offered.orders.last?.id)
        let hash = Digest.hex(of: "photo")
        func file(_ name: String) -> Domain.Attachment {
            Domain.Attachment(id: office.store.newID(), sha256: hash, name: name, type: "image/jpeg", size: 5)
        }
        let (job, sent, secret) = (file("job.jpg"), file("sent.jpg"), file("secret.jpg"))
        try await office.store.write { transaction in
            try transaction.attach(job, to: ticket.id)
            try transaction.attach(sent, to: ticket.id, order: order)
            try transaction.attach(secret, to: ticket.id)
        }
        try await office.change(ticket.id, by: .manager(office.manager.id)) { _ in
            [
                .messageWritten(nil, attachments: [sent.id], order: order, isInternal: false),
                .messageWritten(nil, attachments: [secret.id], order: nil, isInternal: true),
            ]
        }
        let (records, own, thread) = try await office.store.read { reader in
            (
                try reader.attachments(of: ticket.id), try reader.jobFiles(of: ticket.id),
                try reader.thread(ticket.id, order: order)
            )
        }
        #expect(own == [job])
        #expect(thread.flatMap(\.attachments) == [sent])
        #expect(records.map { $0.isVisible(to: order) } == [true, true, false])
        #expect(records.map { $0.isVisible(to: OrderID(5)) } == [true, false, false])
        #expect(try await office.store.read { try $0.isFileKnown(sha256: hash) })
    }
}

import Domain
import Foundation
import Store

/// A clock that stands still until it is moved.
final class StoppedClock: @unchecked Sendable {
    // `@unchecked`: the lock guards `moment`.
    private let lock = NSLock()
    private var moment = Instant(milliseconds: 1_795_000_000_000)

    var clock: Clock { Clock { self.now } }

    var now: Instant {
        lock.lock()
        defer { lock.unlock() }
        return moment
    }

    func advance(_ span: Span) {
        lock.lock()
        defer { lock.unlock() }
        moment = moment + span
    }
}

/// One organization with a manager, two contractors and a site, in a real database on disk.
struct Office {
    let store: Store
    let time: StoppedClock
    let organization: Organization
    let manager: Manager
    let plumber: Contractor
    let painter: Contractor
    let site: Site

    init(name: String = "Cabinet Lenoir") async throws {
        let time = StoppedClock()
        try await self.init(in: Store.temporary(clock: time.clock), time: time, name: name)
    }

    init(in store: Store, time: StoppedClock, name: String) async throws {
        self.store = store
        self.time = time
        let organization = Organization(
            id: store.newID(), name: name, language: .fr, timeZone: "Europe/Paris", currency: "EUR", region: "FR")
        manager = Manager(
            id: store.newID(), organization: organization.id, name: "Claire Dumas", email: "Claire@lenoir.example",
            language: .fr, role: .dispatcher)
        plumber = Self.contractor("Plomberie Martin", "+33612000021", store, organization.id)
        painter = Self.contractor("Żółć Malarz", "+48600000022", store, organization.id)
        site = Site(
            id: store.newID(), name: "Résidence Les Lilas", address: "12 rue des Lilas, Lyon",
            timeZone: "Europe/Paris")
        self.organization = organization
        let (manager, plumber, painter, site) = (manager, plumber, painter, site)
        try await store.write { transaction in
            try transaction.insert(organization)
            try transaction.insert(manager)
            try transaction.insert(plumber)
            try transaction.insert(painter)
            try transaction.insert(site, of: organization.id)
        }
    }

    private static func contractor(
        _ name: String, _ phone: String, _ store: Store, _ organization: OrganizationID
    ) -> Contractor {
        let id: ContractorID = store.newID()
        let contact = Contact(
            id: store.newID(), contractor: id, name: "Karim", role: .office, phone: phone,
            email: "Office\(phone)@firm.example", language: .fr, channels: [.sms, .email])
        return Contractor(id: id, organization: organization, name: name, contacts: [contact])
    }

    /// A new ticket, to-do and in everybody's Inbox.
    func ticket(
        _ title: String = "Leak under the sink", _ description: String = "It drips.", priority: Priority = .normal,
        externalID: String? = nil
    ) async throws -> Ticket {
        let (organization, site, now) = (organization.id, site, time.now)
        return try await store.write { transaction in
            var ticket = Ticket(
                id: transaction.newID(), organization: organization, kind: .order, timeZone: site.timeZone,
                priority: priority)
            let number = try transaction.nextTicketNumber(of: organization, year: 2026)
            let person = Person(id: transaction.newID(), name: "Mme Ferrand", phone: "+33612345678")
            try transaction.insertTicket(
                ticket,
                details: TicketDetails(
                    number: number, externalID: externalID, source: .phone, title: title, description: description,
                    category: "Plomberie", site: site, requester: person, mainContact: person,
                    notToExceed: Money(amount: 45000, currency: "EUR"), createdAt: now, updatedAt: now))
            try transaction.append(
                [.created(draft: false, by: nil)], to: &ticket, by: .program(APIKeyID(1)), channel: .api)
            return ticket
        }
    }

    /// Offers the ticket as its manager. Returns it with the new order last.
    func offer(_ id: TicketID, to contractor: Contractor) async throws -> Ticket {
        let manager = manager.id
        return try await change(id, by: .manager(manager)) { transaction in
            let order = Order(
                id: transaction.newID(), contractor: contractor.id, offeredAt: transaction.now,
                answerBy: transaction.now + .hours(4), scheduledAt: nil,
                notToExceed: Money(amount: 45000, currency: "EUR"))
            let task = TicketTask(
                id: transaction.newID(), kind: .answer, order: order.id, assignee: .contractor(contractor.id),
                due: order.answerBy)
            return [.taken(by: manager), .offered(order, task: task)]
        }
    }

    @discardableResult
    func change(
        _ id: TicketID, by actor: Actor, _ changes: @escaping @Sendable (Transaction) throws -> [Change]
    ) async throws -> Ticket {
        try await store.write { transaction in
            guard var ticket = try transaction.reader.ticket(id) else { throw StoreError.missing("tickets") }
            try transaction.append(try changes(transaction), to: &ticket, by: actor, channel: .desk)
            return ticket
        }
    }

    /// Writes a message as the manager; `order` nil and not internal means to the requester.
    func write(_ text: String, on id: TicketID, order: OrderID?, isInternal: Bool = false) async throws {
        try await change(id, by: .manager(manager.id)) { transaction in
            [.messageWritten(try transaction.text(text), attachments: [], order: order, isInternal: isInternal)]
        }
    }

    func numbers(_ query: TicketQuery) async throws -> [String] {
        try await store.read { try $0.tickets(query).tickets.map(\.number) }
    }

    func titles(matching words: String) async throws -> [String] {
        let query = TicketQuery(organization: organization.id, words: words)
        return try await store.read { try $0.tickets(query).tickets.map(\.title) }
    }
}

struct Mishap: Error {}

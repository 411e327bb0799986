import Domain
import Store
import Testing

@Suite("Links, submissions, sessions")
struct ExchangeTests {
    private func link(_ office: Office) async throws -> LinkRecord {
        let ticket = try await office.ticket()
        let order = try #require(try await office.offer(ticket.id, to: office.plumber).orders.last?.id)
        let link = LinkRecord(
            id: LinkID(7), ticket: ticket.id, order: order, contractor: office.plumber.id,
            contact: office.plumber.contacts[0].id, scope: .office, createdAt: office.time.now)
        try await office.store.write { try $0.insert(link) }
        return link
    }

    private func stored(_ id: LinkID, _ office: Office) async throws -> LinkRecord {
        let link = try await office.store.read { try $0.link(id) }
        return try #require(link)
    }

    @Test("a link lives until it expires or is revoked")
    func links() async throws {
        let office = try await Office()
        var link = try await link(office)
        let now = office.time.now
        #expect(try await stored(link.id, office) == link)
        #expect(link.isLive(at: now + .days(1000)))
        let id = link.id
        try await office.store.write { try $0.extend(id, until: now + .days(1)) }
        link = try await stored(link.id, office)
        #expect(link.isLive(at: now))
        #expect(!link.isLive(at: now + .days(1)))
        let (order, contact) = (link.order, link.contact)
        #expect(try await office.store.read { try $0.link(order: order, contact: contact) } == link)
        try await office.store.write { try $0.revokeLinks(of: order) }
        link = try await stored(link.id, office)
        #expect(!link.isLive(at: now))
        #expect(try await office.store.read { try $0.link(order: order, contact: contact) } == nil)
    }

    @Test("P37 changing a number kills the links that went to it; changing the name does not")
    func changedNumber() async throws {
        let office = try await Office()
        let link = try await link(office)
        var contact = office.plumber.contacts[0]
        contact.name = "Karim B."
        let renamed = contact
        try await office.store.write { try $0.update(renamed) }
        #expect(try await office.store.read { try $0.link(link.id)?.revokedAt } == nil)
        contact.phone = "+33612000099"
        let moved = contact
        try await office.store.write { try $0.update(moved) }
        #expect(try await office.store.read { try $0.link(link.id)?.revokedAt } != nil)
    }

    @Test("P18 a submission is remembered once; one that was refused does not spend its id")
    func submissions() async throws {
        let office = try await Office()
        let submission = Submission(scope: "link:7", id: "abc", fingerprint: "f", outcome: "{}")
        await #expect(throws: Mishap.self) {
            try await office.store.write { transaction in
                try transaction.remember(submission)
                throw Mishap()
            }
        }
        #expect(try await office.store.read { try $0.submission(scope: "link:7", id: "abc") } == nil)
        try await office.store.write { try $0.remember(submission) }
        await #expect(throws: (any Error).self) { try await office.store.write { try $0.remember(submission) } }
        let other = Submission(scope: "link:8", id: "abc", fingerprint: "g", outcome: "[]")
        try await office.store.write { try $0.remember(other) }
        #expect(try await office.store.read { try $0.submission(scope: "link:7", id: "abc") } == submission)
    }

    @Test("a sign-in link works once and in time; a session ends")
    func signingIn() async throws {
        let office = try await Office()
        let (manager, now) = (office.manager, office.time.now)
        try await office.store.write { transaction in
            try transaction.insertSignIn(hash: "a", manager: manager.id, expires: now + .minutes(15))
            try transaction.insertSignIn(hash: "b", manager: manager.id, expires: now + .minutes(15))
            try transaction.insertSession(hash: "s", manager: manager.id, expires: now + .days(14))
        }
        #expect(try await office.store.write { try $0.spendSignIn(hash: "a") } == manager.id)
        #expect(try await office.store.write { try $0.spendSignIn(hash: "a") } == nil)
        office.time.advance(.minutes(15))
        #expect(try await office.store.write { try $0.spendSignIn(hash: "b") } == nil)
        #expect(try await office.store.read { try $0.manager(session: "s", at: now) } == manager)
        #expect(try await office.store.read { try $0.manager(session: "s", at: now + .days(14)) } == nil)
        try await office.store.write { try $0.deleteSession(hash: "s") }
        #expect(try await office.store.read { try $0.manager(session: "s", at: now) } == nil)
        #expect(try await office.store.read { try $0.managers(email: "CLAIRE@lenoir.example") } == [manager])
    }

    @Test("an API key is known by its hash until it is revoked")
    func keys() async throws {
        let office = try await Office()
        let organization = office.organization.id
        let id: APIKeyID = office.store.newID()
        try await office.store.write { try $0.insertAPIKey(id, hash: "h", name: "ERP", of: organization) }
        #expect(try await office.store.read { try $0.apiKey(hash: "h")?.organization } == organization)
        try await office.store.write { try $0.revokeAPIKey(id) }
        #expect(try await office.store.read { try $0.apiKey(hash: "h") } == nil)
        #expect(try await office.store.read { try $0.apiKey(id)?.name } == "ERP")
    }

    @Test("an organization keeps its rules")
    func rules() async throws {
        let office = try await Office()
        var organization = office.organization
        organization.rules.feedbackDays = 9
        organization.rules.answerMinutes[.low] = 5
        let changed = organization
        try await office.store.write { try $0.update(changed) }
        #expect(try await office.store.read { try $0.organization(changed.id) } == changed)
        #expect(try await office.store.read { try $0.organization(named: "Cabinet Lenoir") } == changed)
    }
}

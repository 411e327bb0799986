import Domain
import Store
import Testing

@Suite("Lists")
struct ListTests {
    @Test("lists page by key, each ticket once, newest first")
    func paging() async throws {
        let office = try await Office()
        for index in 0..<25 { _ = try await office.ticket("Ticket \(index)") }
        for folder in [TicketQuery.Folder.all, .inbox(office.manager.id), .toDo] {
            var seen: [String] = []
            var query = TicketQuery(organization: office.organization.id, folder: folder, limit: 10)
            while true {
                let asked = query
                let page = try await office.store.read { try $0.tickets(asked) }
                seen += page.tickets.map(\.title)
                guard let next = page.next else { break }
                query.after = ListKey("\(next)" as String)
                #expect(query.after == next)
            }
            #expect(seen == (0..<25).reversed().map { "Ticket \($0)" })
        }
    }

    @Test("an Inbox shows its manager's tickets and nobody's, by when they last needed somebody")
    func inbox() async throws {
        let office = try await Office()
        let other = Manager(
            id: office.store.newID(), organization: office.organization.id, name: "Paul", email: "p@lenoir.example",
            language: .fr, role: .dispatcher)
        try await office.store.write { try $0.insert(other) }
        let mine = try await office.ticket("mine")
        office.time.advance(.minutes(1))
        _ = try await office.ticket("nobody's")
        office.time.advance(.minutes(1))
        let his = try await office.ticket("his")
        try await office.change(his.id, by: .manager(other.id)) { _ in [.taken(by: other.id)] }
        try await office.change(his.id, by: .clock) { _ in [.handedOver(to: other.id)] }
        let query = TicketQuery(organization: office.organization.id, folder: .inbox(office.manager.id))
        #expect(try await office.store.read { try $0.tickets(query).tickets.map(\.title) } == ["nobody's", "mine"])

        let offered = try await office.offer(mine.id, to: office.plumber)
        let order = try #require(offered.orders.last)
        #expect(try await office.store.read { try $0.tickets(query).tickets.map(\.title) } == ["nobody's"])
        office.time.advance(.minutes(1))
        let contact = office.plumber.contacts[0].id
        try await office.change(mine.id, by: .contact(contact, of: office.plumber.id)) { _ in
            [.declined(order.id, by: contact, reasonKey: nil, reason: nil)]
        }
        let found = try await office.store.read { try $0.tickets(query).tickets }
        #expect(found.map(\.title) == ["mine", "nobody's"])
        #expect(found.first?.attention == .refused)
        #expect(found.first?.contractorName == "Plomberie Martin")
        #expect(found.first?.orderStatus == .declined)
        #expect(found.first?.siteName == "Résidence Les Lilas")
        let (organization, manager) = (office.organization.id, office.manager.id)
        let counts = try await office.store.read { try $0.folderCounts(of: organization, for: manager) }
        #expect(counts.inbox == 2)
        #expect(counts.owned == 1)
        #expect(counts.drafts == 0)
    }

    @Test("filters combine, and another organization's tickets are in no list")
    func filters() async throws {
        let office = try await Office()
        let other = try await Office(in: office.store, time: office.time, name: "Other")
        _ = try await other.ticket("foreign")
        let urgent = try await office.ticket("urgent", priority: .emergency)
        _ = try await office.ticket("normal")
        _ = try await office.offer(urgent.id, to: office.plumber)
        var query = TicketQuery(
            organization: office.organization.id, label: .toDoOffered, site: office.site.id,
            contractor: office.plumber.id, priority: .emergency)
        #expect(try await office.numbers(query) == ["2026-00001"])
        query.priority = .low
        #expect(try await office.numbers(query) == [])
        query = TicketQuery(organization: office.organization.id)
        #expect(try await office.numbers(query) == ["2026-00002", "2026-00001"])
        query.words = "foreign"
        #expect(try await office.numbers(query) == [])
    }

    @Test("every list has its index: no table is scanned and nothing is sorted")
    func plans() async throws {
        let office = try await Office()
        _ = try await office.ticket()
        let organization = office.organization.id
        let after = ListKey(at: office.time.now, ticket: TicketID(5))
        let folders: [TicketQuery.Folder] = [
            .all, .toDo, .waiting, .drafts, .resolved, .inbox(office.manager.id), .owned(office.manager.id),
        ]
        var queries = folders.flatMap { folder in
            [
                TicketQuery(organization: organization, folder: folder),
                TicketQuery(organization: organization, folder: folder, after: after),
                TicketQuery(organization: organization, folder: folder, priority: .emergency, after: after),
                TicketQuery(organization: organization, folder: folder, words: "leak", after: after),
            ]
        }
        queries += [
            TicketQuery(organization: organization, label: .toDoNew, after: after),
            TicketQuery(organization: organization, site: office.site.id, after: after),
            TicketQuery(organization: organization, contractor: office.plumber.id, after: after),
            TicketQuery(organization: organization, label: .closed, site: office.site.id, priority: .low),
        ]
        for query in queries {
            let plan = try await office.store.read { try $0.plan(of: query) }
            #expect(!plan.isEmpty)
            for step in plan {
                #expect(!step.contains("TEMP B-TREE"), "\(query.folder): \(step)")
                let isScan = step.hasPrefix("SCAN") && !step.contains("VIRTUAL TABLE")
                #expect(!isScan, "\(query.folder): \(step)")
            }
        }
    }
}

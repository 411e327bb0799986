import Domain
import GRDB
import Testing

@testable import Store

@Suite("Search")
struct SearchTests {
    @Test(
        "folding evens out case, accents and letters that only look apart",
        arguments: [
            ("ΑΝΤΛΊΑ", "αντλια"), ("αντλία", "αντλια"), ("ΰ ΐ Ϊ", "υ ι ι"), ("Οδός", "οδοσ"), ("ΟΔΟΣ", "οδοσ"),
            ("Żółć, Łódź", "zolc, lodz"), ("Œuvre, ÇA, naïf, Lætitia", "oeuvre, ca, naif, laetitia"),
            ("Strasse ß 42", "strasse ss 42"), ("e\u{301}te\u{301}", "ete"),
        ])
    func folding(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test("a ticket is found in Greek, Polish and French, with accents and without, by the start of a word")
    func words() async throws {
        let office = try await Office()
        _ = try await office.ticket("Αντλία στον δεύτερο όροφο", "Δεν λειτουργεί ο λέβητας της οδός")
        _ = try await office.ticket("Cieknący kran w łazience", "Proszę o żółtą uszczelkę")
        _ = try await office.ticket("Dégât des eaux", "L'œil-de-bœuf est cassé")
        for words in ["αντλια", "ΑΝΤΛΙΑ", "Αντλία", "όροφο λειτουργει", "λεβητ", "οδος", "ΟΔΟΣ"] {
            #expect(try await office.titles(matching: words) == ["Αντλία στον δεύτερο όροφο"], "\(words)")
        }
        for words in ["cieknacy", "CIEKNĄCY", "lazien", "zolta uszczelke", "żółtą"] {
            #expect(try await office.titles(matching: words) == ["Cieknący kran w łazience"], "\(words)")
        }
        for words in ["degat", "DÉGÂT", "oeil boeuf", "œil", "casse eaux"] {
            #expect(try await office.titles(matching: words) == ["Dégât des eaux"], "\(words)")
        }
        #expect(try await office.titles(matching: "degat kran") == [])
    }

    @Test("a word that two organizations use is sought in the rows of one")
    func scope() async throws {
        let office = try await Office()
        let other = try await Office(in: office.store, time: office.time, name: "Régie Bellecour")
        _ = try await office.ticket("Leak in the cellar")
        _ = try await other.ticket("Leak on the roof")
        for words in ["le", "lea", "leak", "leak ro"] {
            let match = SQLite.match(Folding.words(words), of: other.organization.id)
            let found = try await office.store.read { reader in
                try reader.all("SELECT rowid AS id FROM search WHERE search MATCH :match", ["match": match]) { row in
                    try row.get("id") as TicketID
                }
            }
            #expect(found.count == 1, "\(words)")
        }
        #expect(try await office.titles(matching: "leak") == ["Leak in the cellar"])
        #expect(try await other.titles(matching: "leak") == ["Leak on the roof"])
    }

    @Test("what was found before its organization stood in each word is found after")
    func migration() throws {
        let database = try DatabaseQueue()
        try SQLite.migrator.migrate(database, upTo: "10 sessions of a manager")
        try database.write { database in
            try database.execute(
                sql: """
                    PRAGMA defer_foreign_keys = ON;
                    INSERT INTO organizations (id, name, language, time_zone, currency, region, brand, rules)
                    VALUES (7000000000000000001, 'Lenoir', 'fr', 'Europe/Paris', 'EUR', 'FR', 0, '{}');
                    INSERT INTO tickets (id, organization, number, source, kind, time_zone, priority, phase, phase_data,
                        is_returned, version, label, folder, title, description, created_at, updated_at)
                    VALUES (9, 7000000000000000001, '2026-00001', 'phone', 'order', 'Europe/Paris', 'normal', 'draft',
                        '{}', 0, 1, 'draft', 'draft', 'Leak', '', 0, 0);
                    INSERT INTO search (rowid, scope, words) VALUES (9, 'o7000000000000000001', '2026 00001 leak 1');
                    """)
        }
        try SQLite.migrator.migrate(database)
        let match = SQLite.match(["leak", "1"], of: OrganizationID(7_000_000_000_000_000_001))
        let found = try database.read { database in
            try Int64.fetchAll(database, sql: "SELECT rowid FROM search WHERE search MATCH ?", arguments: [match])
        }
        #expect(found == [9])
    }

    @Test("what somebody types is never read as search syntax")
    func syntax() async throws {
        let office = try await Office()
        _ = try await office.ticket("Leak")
        for words in [
            "\"", "leak OR", "leak*", "NEAR(leak", "words:leak", "(leak)", "- leak", "leak\u{0}", "'; DROP TABLE x",
        ] {
            _ = try await office.titles(matching: words)
        }
        #expect(try await office.titles(matching: "(\"leak\")*") == ["Leak"])
        #expect(try await office.titles(matching: "***") == [])
    }

    @Test(
        "A20 a pasted number opens its ticket whatever is around it",
        arguments: [
            "2026-00001", " 2026-00001 ", "#2026-00001", "# 2026-00001", "No. 2026-00001", "n° 2026-00001",
            "2026 00001",
            "2026-1", "2026–00001", "202600001", "αρ. 2026-00001",
        ])
    func number(pasted: String) async throws {
        let office = try await Office()
        _ = try await office.ticket("first")
        _ = try await office.ticket("second")
        let organization = office.organization.id
        let found = try await office.store.read { try $0.ticketID(pasted: pasted, of: organization) }
        #expect(found != nil)
        #expect(try await office.titles(matching: pasted) == ["first"])
    }

    @Test("A20 an unknown number finds nothing, and a street number is no ticket number")
    func unknownNumber() async throws {
        let office = try await Office()
        _ = try await office.ticket("first")
        #expect(try await office.titles(matching: "2026-00999") == [])
        #expect(try await office.titles(matching: "12 rue des lilas") == ["first"])
    }

    @Test("a changed title and a new contractor are found at once, and the old title no more")
    func reindexing() async throws {
        let office = try await Office()
        let ticket = try await office.ticket("Leak")
        #expect(try await office.titles(matching: "martin") == [])
        _ = try await office.offer(ticket.id, to: office.plumber)
        #expect(try await office.titles(matching: "plomberie martin") == ["Leak"])
        try await office.store.write { transaction in
            guard var details = try transaction.reader.details(ticket.id) else { throw Mishap() }
            details.title = "Flood"
            try transaction.updateDetails(details, of: ticket.id)
        }
        #expect(try await office.titles(matching: "leak") == [])
        #expect(try await office.titles(matching: "flood") == ["Flood"])
    }

    @Test("contractors are found by name without accents, by an office's number or mail, never across organizations")
    func contractors() async throws {
        let office = try await Office()
        let organization = office.organization.id
        let (found, byPhone, byMail, foreign) = try await office.store.read { reader in
            (
                try reader.contractors(of: organization, matching: "zolc"),
                try reader.contractor(of: organization, externalID: "?", phones: ["+33612000021"], emails: []),
                try reader.contractor(
                    of: organization, externalID: nil, phones: [], emails: ["OFFICE+48600000022@FIRM.example"]),
                try reader.contractor(of: OrganizationID(1), externalID: nil, phones: ["+33612000021"], emails: [])
            )
        }
        #expect(found == [office.painter])
        #expect(byPhone == office.plumber)
        #expect(byMail == office.painter)
        #expect(foreign == nil)
        let all = try await office.store.read { reader in
            let first = try reader.contractors(of: organization, limit: 1)
            return try first + reader.contractors(of: organization, after: first.last?.id)
        }
        #expect(all == [office.plumber, office.painter])
    }
}

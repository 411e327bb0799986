import Courier
import Domain
import Foundation
import Gateways
import Intake
import Media
import RelaisTesting
import Store
import Testing

/// Everything that a request, a timer or the Courier asks the database is asked of an index: with a million tickets a
/// page costs what it costs with ten.
@Suite("Query plans")
struct QueryPlanTests {
    /// What may be read from one end to the other, and why.
    private static let bounded: [(table: String, why: String)] = [
        ("notices USING INDEX notices_queued", "the claim takes the head of a partial index"),
        ("notices USING COVERING INDEX notices_queued", "the same"),
        ("notices USING INDEX notices_next", "the next due moment is at its head"),
        ("notices USING COVERING INDEX notices_next", "the same"),
        ("timers USING COVERING INDEX timers_due", "the same for timers"),
        ("organizations", "a handful of rows, for tools and for signing in"),
        ("CONSTANT ROW", "no table"),
        ("some", "a counted part of at most 999 rows"),
        ("main.search_config", "a row of the full-text index about itself"),
    ]

    @Test("no request, timer or sending scans a table")
    func plans() async throws {
        let heard = Locked<Set<String>>([])
        let portal = try await TestPortal.start(onStatement: { sql in heard.with { _ = $0.insert(sql) } })
        // What the migrations did is no request.
        heard.with { $0 = [] }
        do {
            try await Self.everything(portal)
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
        let statements = heard.with { $0 }.filter { sql in
            let verb = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
            // Of an insertion of values the plan names the tables that point to its own: they are looked through only
            // while a foreign key is broken, which none ever is at that moment (SQLite's OP_FkIfZero).
            return ["SELECT", "UPDATE", "DELETE", "WITH"].contains(verb)
                || verb == "INSERT" && !sql.contains("VALUES (")
        }
        #expect(statements.count > 70, "the story asked too little: \(statements.count)")
        for sql in statements.sorted() where !Self.isOfSchema(sql) {
            for step in try await portal.office.store.plan(of: sql) where step.hasPrefix("SCAN") {
                let isBounded =
                    Self.bounded.contains { step.hasPrefix("SCAN " + $0.table) }
                    || step.contains("VIRTUAL TABLE INDEX") || step.hasPrefix("SCAN (")
                    || step.hasPrefix("SCAN json_each")
                #expect(isBounded, "\(step)\n\(sql)")
            }
        }
    }

    /// Of the database itself, once at the start.
    private static func isOfSchema(_ sql: String) -> Bool {
        sql.contains("sqlite_master") || sql.contains("grdb_migrations") || sql.contains("pragma_")
            || sql.contains("max(id)")
    }

    /// A story that comes by every door.
    private static func everything(_ portal: TestPortal) async throws {
        let owner = try await portal.office.organization("Régie Bellecour")
        let (desk, program, phone) = (
            try await portal.signIn(owner), portal.client(key: owner.key), portal.client()
        )
        let number = try await portal.createTicket(
            for: owner, TestPortal.ticketBody(offerTo: ExchangeStage.number, email: "contact@martin.example"))
        let path = try portal.page(sms: ExchangeStage.number)
        _ = try await phone.get(path)
        for (address, fields) in [
            ("answer", [("decision", "accept"), ("date", "2026-11-23"), ("time", "09:00")]),
            ("messages", [("message", "Bonjour")]), ("schedule", [("date", "2026-11-24"), ("time", "10:00")]),
            ("quote", [("amount", "300")]), ("technician", [("name", "Luc"), ("phone", "06 39 98 00 77")]),
        ] {
            let answer = try await phone.post(
                "\(path)/\(address)", form: fields + [("submission", UUID().uuidString)])
            if let done = answer.header("Location") { _ = try await phone.get(done) }
        }
        _ = try await phone.send(
            "PATCH", "\(path)/uploads/key-1?size=4&name=a.pdf", headers: ["Upload-Offset": "0"],
            body: Data("%PDF".utf8),
            type: "application/octet-stream")
        for query in [
            "", "?folder=inbox", "?folder=to-do", "?folder=in-progress", "?folder=waiting", "?folder=resolved",
            "?q=fuite", "?q=2026-00001", "?label=to-do%2Foffered", "?priority=high", "?owner=me", "?sort=due",
            "?attention=reply", "?contractor=1",
        ] {
            _ = try await desk.get("/desk\(query)")
            _ = try await program.get("/api/v1/tickets\(query)")
        }
        for page in [
            "tickets/\(number)", "tickets/\(number)/print", "tickets/\(number)/edit", "tickets/new", "contractors",
            "contractors?q=martin", "outbox", "outbox?state=failed", "menu",
        ] {
            _ = try await desk.get("/desk/\(page)")
        }
        for page in [
            "tickets/\(number)", "tickets/\(number)/events", "tickets/\(number)/messages", "messages", "managers",
            "contractors", "contractors?q=martin", "tickets?externalId=1",
        ] {
            _ = try await program.get("/api/v1/\(page)")
        }
        _ = try await program.post("/api/v1/tickets/\(number)/asks", json: ["kind": "presence"])
        _ = try await program.post("/api/v1/tickets/\(number)/quote-decision", json: ["decision": "approve"])
        _ = try await portal.client().post(
            "/sign-in", form: [("email", owner.manager.email), ("submission", UUID().uuidString)])
        _ = try await portal.client().get("/readyz")
        _ = try await portal.office.store.read { try $0.queueState(at: portal.office.travel.now) }
        for _ in 0..<6 { try await portal.office.advance(.hours(12)) }
        try await portal.office.darkroom.drain()
        _ = try await phone.get(path)
    }
}

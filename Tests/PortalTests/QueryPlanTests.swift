import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing

/// Everything that a request, a timer or the Courier asks the database is asked of an index: with a million tickets a
/// page costs what it costs with ten.
@Suite("Query plans")
struct QueryPlanTests {
    /// A step that reads something from one end to the other, word for word, and of which statement it may be one.
    private struct Bounded {
        let step: String
        let statement: String
        let why: String
    }

    private static let bounded = [
        Bounded(
            step: "SCAN some", statement: "LIMIT 999) AS some", why: "a folder's count, of at most 999 rows"),
        Bounded(
            step: "SCAN notices USING INDEX notices_next", statement: "GROUP BY way",
            why: "for whoever watches: counts what waits, of which there is an index of its own"),
        Bounded(
            step: "SCAN timers USING INDEX timers_due",
            statement: "SELECT id, due FROM timers WHERE done_at IS NULL ORDER BY due, id LIMIT :limit",
            why: "the next timer stands at the head of those that have not run"),
        Bounded(
            step: "SCAN organizations USING INDEX sqlite_autoindex_organizations_1",
            statement: "SELECT * FROM organizations ORDER BY name", why: "the demo's first page and its phone"),
        Bounded(
            step: "SCAN n", statement: "n.recipient_id ORDER BY n.id DESC LIMIT :limit",
            why: "the demo's phone: the newest so many of all"),
        // Whoever names a person as parent is looked for only while a foreign key is broken, which none ever is at that
        // moment (SQLite's OP_FkIfZero).
        Bounded(step: "SCAN tickets", statement: "INSERT INTO persons (", why: "not carried out"),
        Bounded(
            step: "SCAN main.search_config", statement: "'search_config'",
            why: "the full-text index about itself: a row"),
        Bounded(step: "SCAN sqlite_master", statement: "FROM sqlite_master", why: "GRDB, of a new connection: a row"),
        Bounded(step: "SCAN CONSTANT ROW", statement: "SELECT", why: "no table"),
    ]

    /// What the portal has and does not open here, by each of its methods.
    private static let closed: [Door: String] = [
        Door("GET", "/hooks/sms/{name}/{secret}/inbound"): "nobody reads yet what is written to a gateway's number",
        Door("POST", "/hooks/sms/{name}/{secret}/inbound"): "the same",
        Door("GET", "/metrics"): "this portal counts nothing; what a count would ask is asked below",
    ]

    @Test("no request, timer or sending scans a table, at whatever address and by whatever method")
    func plans() async throws {
        let heard = Locked<Set<String>>([])
        let portal = try await TestPortal.start(
            isDemo: true, gateway: { _, _ in DoorGateway() }, onStatement: { sql in heard.with { _ = $0.insert(sql) } })
        // What the migrations did is no request.
        heard.with { $0 = [] }
        do {
            try await Self.everything(portal)
        } catch {
            await portal.stop()
            throw error
        }
        await portal.stop()
        let statements = heard.with { $0 }.filter(Self.asks)
        #expect(statements.count > 120, "the tour asked too little: \(statements.count)")
        for sql in statements.sorted() {
            for step in try await portal.office.store.plan(of: sql) where step.hasPrefix("SCAN") {
                #expect(Self.isBounded(step, of: sql), "\(step)\n\(sql)")
            }
        }
    }

    @Test("E4 what did not arrive is sought among what did not arrive, and not among all that was ever sent")
    func failures() async throws {
        let heard = Locked<Set<String>>([])
        let office = try TestOffice(onStatement: { sql in heard.with { _ = $0.insert(sql) } })
        let organization = try await office.organization().organization.id
        _ = try await office.store.read { try $0.failedDeliveries(of: organization) }
        let found = heard.with { $0 }.first { $0.contains("n.status = 'failed'") }
        let plan = try await office.store.plan(of: try #require(found))
        #expect(plan.contains { $0.contains("INDEX notices_failed") }, "\(plan)")
    }

    /// All but what begins and ends transactions, settings, and what the full-text index asks its own tables on the way,
    /// by their keys: SQLite tells of that as of a comment.
    private static func asks(_ sql: String) -> Bool {
        let verb = sql.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }.uppercased()
        return !["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "--"].contains(verb)
    }

    private static func isBounded(_ step: String, of sql: String) -> Bool {
        // Of the full-text index: the words that match, or one row by its number.
        if step.wholeMatch(of: /SCAN search VIRTUAL TABLE INDEX [0-9]+:(=?M1[<>]*|=)/) != nil { return true }
        // One SQLite says of the same index that it is enough, another does not.
        let index = step.replacing("USING COVERING INDEX", with: "USING INDEX")
        return bounded.contains { $0.step == index && sql.contains($0.statement) }
    }

    /// A tour through every door, with what belongs to one organization; then what only time brings about.
    private static func everything(_ portal: TestPortal) async throws {
        var rules = OrganizationRules()
        rules.checksPlace = true
        let organization = try await portal.office.organization("Régie Bellecour", rules: rules)
        let tour = DoorTour(portal, organization)
        try await tour.byAPI()
        try await tour.byLinks()
        try await tour.byDesk()
        try await tour.outside()
        _ = try await portal.office.store.read { try $0.queueState(at: portal.office.travel.now) }
        for _ in 0..<6 { try await portal.office.advance(.hours(12)) }
        try await tour.byOldLinks()
        try await check(tour)
    }

    /// A new address, or a new method, needs a step of the tour; and nearly all of them let it in.
    private static func check(_ tour: DoorTour) async throws {
        let doors = try await tour.portal.doors()
        let missed = doors.subtracting(tour.reached).sorted()
        #expect(missed.isEmpty, "no step of the tour goes there")
        let unknown = tour.reached.subtracting(doors).sorted()
        #expect(unknown.isEmpty, "there is no such address, or not by that method")
        let shut = doors.subtracting(tour.opened)
        #expect(shut == Set(closed.keys), "refused were: \(tour.refusals.joined(separator: "; "))")
    }
}

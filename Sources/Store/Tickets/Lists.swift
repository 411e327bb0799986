package import Domain
import GRDB

extension Reader {
    /// One page: the Inbox by when it last needed somebody, every other list by creation, newest first.
    package func tickets(_ query: TicketQuery) throws -> TicketPage {
        let list = try TicketList(query, in: self)
        guard let list else { return TicketPage(tickets: [], next: nil) }
        var found = try all(list.sql, list.values, TicketSummary.init)
        guard found.count > query.limit else { return TicketPage(tickets: found, next: nil) }
        found.removeLast()
        let next = found.last.map { last in
            ListKey(at: list.isByAttention ? last.attentionAt ?? last.createdAt : last.createdAt, ticket: last.id)
        }
        return TicketPage(tickets: found, next: next)
    }

    /// How much lies in each folder, 999 at most.
    package func folderCounts(of organization: OrganizationID, for manager: ManagerID) throws -> FolderCounts {
        let values: Values = ["organization": organization, "manager": manager]
        func count(_ condition: String, in table: String = "tickets") throws -> Int {
            try number(
                """
                SELECT count(*) AS n FROM
                (SELECT 1 FROM \(table) WHERE organization = :organization AND \(condition) LIMIT 999) AS some
                """, values)
        }
        let own = try count("owner = :manager AND attention IS NOT NULL")
        let nobodys = try count("owner IS NULL AND attention IS NOT NULL")
        return FolderCounts(
            inbox: min(999, own + nobodys), toDo: try count("folder = 'to-do'"),
            waiting: try count("folder = 'waiting'"), drafts: try count("folder = 'draft'"),
            owned: try count("owner = :manager AND folder <> 'resolved'"),
            failedDeliveries: try count("status = 'failed'", in: "notices"))
    }

    /// How SQLite would run a list: for the test that each has its index.
    package func plan(of query: TicketQuery) throws -> [String] {
        guard let list = try TicketList(query, in: self) else { return [] }
        return try all("EXPLAIN QUERY PLAN " + list.sql, list.values) { try $0.get("detail") }
    }
}

/// The SQL of one list. Conditions are put together, values are always bound.
struct TicketList {
    let sql: String
    let values: Reader.Values
    let isByAttention: Bool

    /// Nil where the words hold nothing that could be found.
    init?(_ query: TicketQuery, in reader: Reader) throws {
        var conditions: [String] = []
        var values: Reader.Values = ["organization": query.organization, "limit": query.limit + 1]
        if let label = query.label {
            conditions.append("t.label = :label")
            values["label"] = label
        }
        if let site = query.site {
            conditions.append("t.site = :site")
            values["site"] = site
        }
        if let contractor = query.contractor {
            conditions.append("t.contractor = :contractor")
            values["contractor"] = contractor
        }
        if let priority = query.priority {
            conditions.append("t.priority = :priority")
            values["priority"] = priority
        }
        if let source = query.source {
            conditions.append("t.source = :source")
            values["source"] = source
        }
        if let words = query.words, words.contains(where: { !$0.isWhitespace }) {
            if let ticket = try reader.ticketID(pasted: words, of: query.organization) {
                conditions.append("t.id = :ticket")
                values["ticket"] = ticket
            } else {
                let words = Folding.words(words).prefix(12)
                if words.isEmpty { return nil }
                values["match"] = SQLite.match(Array(words), of: query.organization)
            }
        }
        if let after = query.after {
            values["after"] = after.ticket
            values["at"] = after.at
        }
        self.init(query.folder, conditions, values, isAfter: query.after != nil)
    }

    private init(_ folder: TicketQuery.Folder, _ conditions: [String], _ values: Reader.Values, isAfter: Bool) {
        var values = values
        let hasWords = values["match"] != nil
        var isByAttention = false
        var variants = [[String]()]
        switch folder {
        case .inbox(let manager):
            values["manager"] = manager
            variants = ["t.owner = :manager", "t.owner IS NULL"].map { ["t.attention IS NOT NULL", $0] }
            if hasWords { variants = [["t.attention IS NOT NULL", "(t.owner = :manager OR t.owner IS NULL)"]] }
            isByAttention = !hasWords
        case .owned(let manager):
            values["manager"] = manager
            variants = [["t.owner = :manager", "t.folder <> 'resolved'"]]
        case .toDo: variants = [["t.folder = 'to-do'"]]
        case .waiting: variants = [["t.folder = 'waiting'"]]
        case .drafts: variants = [["t.folder = 'draft'"]]
        case .resolved: variants = [["t.folder = 'resolved'"]]
        case .all: break
        }
        let key = hasWords ? SQLite.matchKey : "t.id"
        let source = hasWords ? SQLite.matches : "tickets t"
        var common = (hasWords ? [SQLite.isMatch] : []) + ["t.organization = :organization"] + conditions
        if isAfter { common.append(isByAttention ? "(t.attention_at, t.id) < (:at, :after)" : "\(key) < :after") }
        let selects = variants.map { variant in
            "\(Self.columns), \(key) AS list_key FROM \(source)\(Self.joins) WHERE "
                + (common + variant).joined(separator: " AND ")
        }
        let order = isByAttention ? "attention_at DESC, list_key DESC" : "list_key DESC"
        sql = selects.joined(separator: " UNION ALL ") + " ORDER BY \(order) LIMIT :limit"
        self.values = values
        self.isByAttention = isByAttention
    }

    private static let columns = """
        SELECT t.id, t.number, t.title, t.label, t.kind, t.priority, t.attention, t.attention_at AS attention_at,
            t.owner, managers.name AS owner_name, contractors.name AS contractor_name, sites.name AS site_name,
            t.time_zone, o.id AS order_id, o.status AS order_status, o.answer_by, o.appointment, t.created_at,
            t.updated_at, t.version
        """
    private static let joins = """
         LEFT JOIN orders o ON o.id = t.current_order LEFT JOIN contractors ON contractors.id = t.contractor
        LEFT JOIN sites ON sites.id = t.site LEFT JOIN managers ON managers.id = t.owner
        """
}

extension TicketSummary {
    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        number = try row.get("number")
        title = try row.get("title")
        label = try row.get("label")
        kind = try row.get("kind")
        priority = try row.get("priority")
        attention = try row.get("attention")
        attentionAt = try row.get("attention_at")
        owner = try row.get("owner")
        ownerName = try row.get("owner_name")
        contractorName = try row.get("contractor_name")
        siteName = try row.get("site_name")
        timeZone = try row.get("time_zone")
        order = try row.get("order_id")
        orderStatus = try row.get("order_status")
        answerBy = try row.get("answer_by")
        appointment = try row.jsonIfPresent("appointment")
        createdAt = try row.get("created_at")
        updatedAt = try row.get("updated_at")
        version = try row.get("version")
    }
}

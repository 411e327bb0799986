package import Domain
import Foundation
import GRDB

extension Reader {
    package func organization(_ id: OrganizationID) throws -> Organization? {
        try first("SELECT * FROM organizations WHERE id = :id", ["id": id], Organization.init)
    }

    package func organization(named name: String) throws -> Organization? {
        try first("SELECT * FROM organizations WHERE name = :name", ["name": name], Organization.init)
    }

    package func organizations() throws -> [Organization] {
        try all("SELECT * FROM organizations ORDER BY name", [:], Organization.init)
    }
}

extension Transaction {
    package func insert(_ organization: Organization) throws {
        try insert(into: "organizations", organization.columns)
    }

    package func update(_ organization: Organization) throws {
        try update("organizations", organization.columns)
    }
}

extension Organization {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), name: try row.get("name"), language: try row.get("language"),
            timeZone: try row.get("time_zone"), currency: try row.get("currency"), phone: try row.get("phone"),
            region: try row.get("region"), brand: try row.get("brand"), smsSender: try row.get("sms_sender"),
            rules: try OrganizationRules(stored: row.get("rules")))
    }

    fileprivate var columns: ColumnValues {
        get throws {
            [
                "id": id, "name": name, "language": language, "time_zone": timeZone, "currency": currency,
                "phone": phone, "region": region, "brand": brand, "sms_sender": smsSender,
                "rules": try JSON.encode(rules),
            ]
        }
    }
}

extension OrganizationRules {
    private static let known = Known<OrganizationRules>(most: 1000)

    /// Rules that were stored before a new one was invented lack it: the default then holds.
    fileprivate init(stored text: String) throws {
        self = try Self.known.value(of: text) { text in
            do {
                let defaults = try JSONSerialization.jsonObject(with: Data(JSON.encode(OrganizationRules()).utf8))
                let stored = try JSONSerialization.jsonObject(with: Data(text.utf8))
                guard let defaults = defaults as? [String: Any], let stored = stored as? [String: Any] else {
                    throw StoreError.damaged("rules")
                }
                let merged = defaults.merging(stored) { _, new in new }
                return try JSONDecoder().decode(Self.self, from: JSONSerialization.data(withJSONObject: merged))
            } catch {
                throw StoreError.damaged("rules")
            }
        }
    }
}

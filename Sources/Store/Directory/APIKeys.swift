package import Domain
import GRDB

extension Reader {
    /// Nil for a revoked key.
    package func apiKey(hash: String) throws -> APIKey? {
        try first("SELECT * FROM api_keys WHERE hash = :hash AND revoked_at IS NULL", ["hash": hash], APIKey.init)
    }

    /// Those that still open something, the oldest first.
    package func apiKeys(of organization: OrganizationID) throws -> [APIKey] {
        try all(
            "SELECT * FROM api_keys WHERE organization = :organization AND revoked_at IS NULL ORDER BY id",
            ["organization": organization], APIKey.init)
    }

    /// Also of a revoked key: events keep naming it.
    package func apiKey(_ id: APIKeyID) throws -> APIKey? {
        try first("SELECT * FROM api_keys WHERE id = :id", ["id": id], APIKey.init)
    }
}

extension Transaction {
    package func insertAPIKey(_ id: APIKeyID, hash: String, name: String, of organization: OrganizationID) throws {
        try insert(
            into: "api_keys",
            ["id": id, "hash": hash, "organization": organization, "name": name, "created_at": now])
    }

    package func revokeAPIKey(_ id: APIKeyID) throws {
        try run("UPDATE api_keys SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL", ["now": now, "id": id])
    }
}

extension APIKey {
    fileprivate init(_ row: Row) throws {
        self.init(id: try row.get("id"), organization: try row.get("organization"), name: try row.get("name"))
    }
}

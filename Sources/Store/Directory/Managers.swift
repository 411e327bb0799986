package import Domain
import GRDB

extension Reader {
    package func manager(_ id: ManagerID) throws -> Manager? {
        try first("SELECT * FROM managers WHERE id = :id", ["id": id], Manager.init)
    }

    /// Case does not matter in the address.
    package func manager(email: String, of organization: OrganizationID) throws -> Manager? {
        try first(
            "SELECT * FROM managers WHERE email_key = :key AND organization = :organization",
            ["key": Folding.mail(email), "organization": organization], Manager.init)
    }

    /// One person may manage in several organizations under one address.
    package func managers(email: String) throws -> [Manager] {
        try all(
            "SELECT * FROM managers WHERE email_key = :key ORDER BY organization", ["key": Folding.mail(email)],
            Manager.init)
    }

    package func managers(of organization: OrganizationID) throws -> [Manager] {
        try all(
            "SELECT * FROM managers WHERE organization = :organization ORDER BY name",
            ["organization": organization], Manager.init)
    }

    /// Nil once the session has expired or ended.
    package func manager(session hash: String, at now: Instant) throws -> Manager? {
        try first(
            """
            SELECT managers.* FROM sessions JOIN managers ON managers.id = sessions.manager
            WHERE sessions.hash = :hash AND sessions.expires > :now
            """,
            ["hash": hash, "now": now], Manager.init)
    }

    package func signIn(hash: String) throws -> SignIn? {
        try first("SELECT * FROM sign_in_links WHERE hash = :hash", ["hash": hash]) { row in
            SignIn(manager: try row.get("manager"), expires: try row.get("expires"), usedAt: try row.get("used_at"))
        }
    }
}

extension Transaction {
    package func insert(_ manager: Manager) throws { try insert(into: "managers", manager.columns) }

    package func update(_ manager: Manager) throws { try update("managers", manager.columns) }

    package func insertSignIn(hash: String, manager: ManagerID, expires: Instant) throws {
        try run(
            "DELETE FROM sign_in_links WHERE expires < :now AND manager = :manager", ["now": now, "manager": manager])
        try insert(into: "sign_in_links", ["hash": hash, "manager": manager, "expires": expires])
    }

    /// Whose link it was; nil where it is unknown, expired or used. Of two at once one gets the manager.
    package func spendSignIn(hash: String) throws -> ManagerID? {
        let spent = try run(
            "UPDATE sign_in_links SET used_at = :now WHERE hash = :hash AND used_at IS NULL AND expires > :now",
            ["now": now, "hash": hash])
        return spent == 1 ? try reader.signIn(hash: hash)?.manager : nil
    }

    package func insertSession(hash: String, manager: ManagerID, expires: Instant) throws {
        try run("DELETE FROM sessions WHERE expires < :now AND manager = :manager", ["now": now, "manager": manager])
        try insert(into: "sessions", ["hash": hash, "manager": manager, "expires": expires])
    }

    package func deleteSession(hash: String) throws {
        try run("DELETE FROM sessions WHERE hash = :hash", ["hash": hash])
    }
}

extension Folding {
    /// The form in which mail addresses are compared.
    static func mail(_ address: String) -> String { address.lowercased() }
}

extension Manager {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), organization: try row.get("organization"), name: try row.get("name"),
            email: try row.get("email"), phone: try row.get("phone"), language: try row.get("language"),
            role: try row.get("role"), wantsMail: try row.get("wants_mail"))
    }

    fileprivate var columns: ColumnValues {
        [
            "id": id, "organization": organization, "name": name, "email": email, "email_key": Folding.mail(email),
            "phone": phone, "language": language, "role": role, "wants_mail": wantsMail,
        ]
    }
}

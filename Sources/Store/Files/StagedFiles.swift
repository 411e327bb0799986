package import Domain
import GRDB

/// A file that a phone sent by itself, ahead of the form that it belongs to: it survives what happens to the page
/// (P20), and the others need not be sent again where one of them fails (P23).
package struct StagedFile: Hashable, Sendable, Codable {
    /// Random: nobody may guess another's.
    package let id: String
    package let link: LinkID
    /// Made by the page: the same file sent twice is one.
    package let key: String
    package let sha256: String
    package let name: String
    package let type: String
    /// Bytes.
    package let size: Int64

    package init(id: String, link: LinkID, key: String, sha256: String, name: String, type: String, size: Int64) {
        self.id = id
        self.link = link
        self.key = key
        self.sha256 = sha256
        self.name = name
        self.type = type
        self.size = size
    }
}

extension Reader {
    /// Nil for one of another link.
    package func stagedFile(_ id: String, of link: LinkID) throws -> StagedFile? {
        try first(
            "SELECT * FROM staged_files WHERE id = :id AND link = :link", ["id": id, "link": link], StagedFile.init)
    }

    package func stagedFile(key: String, of link: LinkID) throws -> StagedFile? {
        try first(
            "SELECT * FROM staged_files WHERE link = :link AND client_key = :key", ["link": link, "key": key],
            StagedFile.init)
    }

    /// How many wait for their form.
    package func waitingFiles(of link: LinkID) throws -> Int {
        try number(
            "SELECT count(*) AS n FROM staged_files WHERE link = :link AND used_at IS NULL", ["link": link])
    }
}

extension Transaction {
    package func insert(_ file: StagedFile) throws {
        try insert(
            into: "staged_files",
            [
                "id": file.id, "link": file.link, "client_key": file.key, "sha256": file.sha256, "name": file.name,
                "type": file.type, "size": file.size, "created_at": now,
            ])
    }

    /// Its form has come. The row stays until it is swept, so that the same form sent again is the same (P18).
    package func useStagedFile(_ id: String) throws {
        try run("UPDATE staged_files SET used_at = :now WHERE id = :id AND used_at IS NULL", ["now": now, "id": id])
    }

    /// Nothing happens to one of another link, or to one whose form has come.
    package func removeStagedFile(_ id: String, of link: LinkID) throws {
        try run(
            "DELETE FROM staged_files WHERE id = :id AND link = :link AND used_at IS NULL", ["id": id, "link": link])
    }

    /// The files themselves go with the next sweep, where nothing else refers to them.
    package func forgetStagedFiles(before moment: Instant) throws {
        try run("DELETE FROM staged_files WHERE created_at < :moment", ["moment": moment])
    }
}

extension StagedFile {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), link: try row.get("link"), key: try row.get("client_key"),
            sha256: try row.get("sha256"), name: try row.get("name"), type: try row.get("type"),
            size: try row.get("size"))
    }
}

import Foundation
import GRDB

/// What is SQLite's own: opening, schema, full-text search, claiming rows. A second database gets a folder like this.
enum SQLite {
    /// `onStatement` hears the SQL of each statement, without its values: for tests.
    static func open(
        _ path: String, onStatement: (@Sendable (String) -> Void)? = nil
    ) throws -> DatabasePool {
        try makeFile(path)
        var configuration = Configuration()
        configuration.label = "store"
        configuration.foreignKeysEnabled = true
        // The command line may write beside a running server.
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            guard let onStatement else { return }
            database.trace(options: .statement) { event in
                if case .statement(let statement) = event { onStatement(statement.sql) }
            }
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL when it turns on the write-ahead log, after `prepareDatabase`: a power cut would then lose
        // answers that somebody was told are stored.
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // Kibibytes, taken only as they are needed: a shared transaction of a hundred verbs must not spill into the
            // log before its commit, nor read again what the one before it read.
            try database.execute(sql: "PRAGMA cache_size = -16384")
            // Pages (16 MB). Every copy of the log into the database costs two syncs, while verbs wait: with SQLite's own
            // 1000 every fourth shared commit paid for one.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        return pool
    }

    /// Makes the file, and its folder, readable by nobody else; the log beside it takes over the file's mode.
    static func makeFile(_ path: String) throws {
        let files = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty, !files.fileExists(atPath: folder) {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        guard !files.fileExists(atPath: path) else { return }
        guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// Append-only: a migration that was ever released is never edited, only followed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 the exchange") { database in
            try database.execute(sql: directorySchema)
            try database.execute(sql: ticketSchema)
            try database.execute(sql: eventSchema)
            try database.execute(sql: courierSchema)
            try database.execute(sql: searchSchema)
        }
        migrator.registerMigration("2 every step") { try $0.execute(sql: stepsSchema) }
        migrator.registerMigration("3 renditions") { database in
            try database.execute(sql: renditionSchema)
        }
        migrator.registerMigration("4 files ahead of their form") { try $0.execute(sql: stagingSchema) }
        migrator.registerMigration("5 registered on site") { try $0.execute(sql: originSchema) }
        migrator.registerMigration("6 owed since") { try $0.execute(sql: owedSchema) }
        migrator.registerMigration("7 a long queue") { try $0.execute(sql: queueSchema) }
        migrator.registerMigration("8 places") { try $0.execute(sql: placeSchema) }
        migrator.registerMigration("9 a named approver") { try $0.execute(sql: approverSchema) }
        migrator.registerMigration("10 sessions of a manager") { try $0.execute(sql: sessionSchema) }
        migrator.registerMigration("11 a queue for each way") { try $0.execute(sql: waysSchema) }
        migrator.registerMigration("12 words of an organization") { try $0.execute(sql: scopeSchema) }
        migrator.registerMigration("13 the next timer") { try $0.execute(sql: nextSchema) }
        return migrator
    }

    /// The greatest id that this program made, whatever it names.
    static func highestIdentifier(_ database: Database) throws -> Int64 {
        let tables = [
            "organizations", "managers", "contractors", "contacts", "customers", "sites", "assets", "persons",
            "categories", "api_keys", "tickets", "orders", "tasks", "events", "texts", "attachments", "notices",
            "timers", "invoices", "positions",
        ]
        return try tables.map { try Int64.fetchOne(database, sql: "SELECT max(id) FROM \($0)") ?? 0 }.max() ?? 0
    }
}

import Foundation
import GRDB

/// How many transactions of one row each SQLite commits here one after the other, each of them safe on the disk.
struct SerialCommits: Sendable {
    private let pool: DatabasePool

    init(folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        pool = try DatabasePool(path: folder + "/floor.sqlite")
        let level = try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "CREATE TABLE answers (id INTEGER PRIMARY KEY, at INTEGER, text TEXT) STRICT")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw BenchProblem("SQLite does not keep synchronous=FULL") }
    }

    /// Commits a second.
    func rate(seconds: Double) async throws -> Double {
        try await blocking { [pool] in
            let start = ContinuousClock.now
            var count = 0
            while (ContinuousClock.now - start).inSeconds < seconds {
                let at = count
                try pool.write { database in
                    let statement = try database.cachedStatement(sql: "INSERT INTO answers (at, text) VALUES (?, ?)")
                    try statement.execute(arguments: [at, "Je serai là à neuf heures."])
                }
                count += 1
            }
            return Double(count) / (ContinuousClock.now - start).inSeconds
        }
    }
}

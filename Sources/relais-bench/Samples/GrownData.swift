import Domain
import Foundation
import GRDB
import Store

/// The same offices after a while: 10,000 tickets of one, or as many of each of a hundred. What one did in some weeks is
/// done by the verbs, and the rest are copies of it with ids, numbers and times of their own.
struct GrownData {
    static let ticketsOfOffice = 10_000
    /// The one whose people the measures are.
    let small: SamplePortal
    let large: SamplePortal
    let tickets: Int

    /// `tickets` are those of the large one. Takes some minutes.
    static func make(_ tickets: Int, in workplace: Workplace) async throws -> GrownData {
        let clock = PastClock(daysAgo: OfficeWork.daysAgo)
        let (small, large) = (workplace.folder("small"), workplace.folder("large"))
        let sample = try await SamplePortal.open(small, clock: clock.clock)
        let work = OfficeWork(sample: sample, clock: clock)
        try await work.prepare()
        clock.skip(.hours(1))
        let begin: TicketID = sample.store.newID()
        try await work.perform()
        let end: TicketID = sample.store.newID()
        try sample.store.close()
        try FileManager.default.copyItem(atPath: small, toPath: large)
        // Links are random numbers of 53 bits, all less than any other id.
        let (office, done) = (Int64(1) << 53..<begin.rawValue, begin.rawValue..<end.rawValue)
        for (folder, offices) in [(small, 1), (large, max(1, tickets / ticketsOfOffice))] {
            Console.say("copying: \(offices * ticketsOfOffice) tickets")
            try await blocking { try fill(folder, offices: offices, office: office, work: done) }
        }
        return GrownData(small: try sample.reopened(small), large: try sample.reopened(large), tickets: tickets)
    }

    private static func fill(
        _ folder: String, offices: Int, office: Range<Int64>, work: Range<Int64>
    ) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder + "/relais.sqlite", configuration: configuration)
        try queue.writeWithoutTransaction { database in
            // Nothing is lost here that could not be made again.
            for pragma in ["journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
            let copier = try RowCopier(database, office: office, work: work)
            for number in stride(from: Int64(1), to: Int64(offices), by: 1) {
                try copier.copyOffice(
                    RowCopier.Copy(number: number, office: number, batch: 0, later: .seconds(0)))
            }
            try copy(with: copier, offices: Int64(offices), in: database)
            // The reminders of what is open would all be due at once.
            let month = (Instant(Date()) + .days(30)).milliseconds
            try database.execute(
                sql: "UPDATE timers SET due = ? + id % 86400000 WHERE done_at IS NULL", arguments: [month])
            // Who did not use his link for months is asked first whether it is he.
            try database.execute(
                sql: "UPDATE links SET last_used_at = ?", arguments: [Instant(Date()).milliseconds])
            try database.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try queue.close()
    }

    /// In the order in which it would have happened: every office, then every office some hours later.
    private static func copy(with copier: RowCopier, offices: Int64, in database: Database) throws {
        let batches = Int64(ticketsOfOffice / OfficeWork.tickets)
        let span = Span.days(OfficeWork.daysAgo - 30)
        let step = Span(milliseconds: span.milliseconds / (batches * offices))
        for batch in 0..<batches {
            try database.inTransaction {
                for office in 0..<offices where batch + office > 0 {
                    let number = batch * offices + office
                    try copier.copyWork(
                        RowCopier.Copy(
                            number: number, office: office, batch: batch,
                            later: Span(milliseconds: step.milliseconds * number)))
                }
                return .commit
            }
            Console.say("copied: \(100 * (batch + 1) / batches) %")
        }
    }
}

import Domain
import Foundation
import RelaisTesting
import Store
import Testing
import Workflow

@testable import Media

@Suite("Pictures in the background")
struct DarkroomTests {
    private func attached(_ office: TestOffice, _ bytes: Data, type: String = "image/jpeg") async throws
        -> (ticket: TicketReference, file: StoredFile)
    {
        let file = try office.file("photo.jpg", type: type, bytes: bytes)
        let ticket = try await office.ticket(of: office.organization("Régie \(UUID())"), files: [file])
        return (ticket, StoredFile(sha256: file.sha256, size: file.size))
    }

    private func attachment(_ office: TestOffice, _ ticket: TicketReference) async throws -> Domain.Attachment {
        let id = ticket.id
        return try #require(try await office.store.read { try $0.jobFiles(of: id) }.first)
    }

    private func darkroom(
        _ office: TestOffice, program: String = ProjectRoot.mediaProgram, limit: Duration = .seconds(30)
    )
        -> Darkroom
    {
        Darkroom(
            store: office.store, developer: Developer(program: program, files: office.files, limit: limit),
            logger: TestOffice.silence)
    }

    @Test("P22 P24 a stored photo gets its pictures, once for all tickets that have it, and their pages are told")
    func once() async throws {
        let office = try TestOffice()
        let (first, _) = try await attached(office, try Sample.turned)
        let (second, _) = try await attached(office, try Sample.turned)
        let feed = office.store.changes(of: second.id)
        #expect(try await attachment(office, first).rendition == nil)
        try await office.darkroom.drain()
        let shown = try #require(try await attachment(office, first).shown)
        #expect(try await attachment(office, second).shown == shown)
        #expect(shown.takenAt != nil && shown.place != nil)
        var changes = feed.makeAsyncIterator()
        let change = await changes.next()
        let version = try await office.stored(second).version
        #expect(change?.ticket == second.id && change?.version == version)
        let before = office.store.commitCount
        _ = try await attached(office, try Sample.turned)
        let attaching = office.store.commitCount - before
        try await office.darkroom.drain()
        #expect(office.store.commitCount - before == attaching)
    }

    @Test("P24 what was made of a file is kept by the sweep, like the file")
    func sweep() async throws {
        let office = try TestOffice()
        let (ticket, file) = try await attached(office, try Sample.turned)
        try await office.darkroom.drain()
        let shown = try #require(try await attachment(office, ticket).shown)
        let files = office.files
        let swept = try await office.store.read { reader in
            try files.sweep(olderThan: Instant(Date()) + .days(1)) { try reader.isFileKnown(sha256: $0) }
        }
        #expect(swept == 0)
        for sha256 in [file.sha256, shown.thumbnail, try #require(shown.copy)] { #expect(files.size(sha256) != nil) }
    }

    @Test("P22 what cannot be shown says why, and is not tried again")
    func failed() async throws {
        let office = try TestOffice()
        let (ticket, file) = try await attached(office, try Sample.turned.prefix(500))
        try await office.darkroom.drain()
        #expect(try await attachment(office, ticket).failure == .unreadable)
        let now = office.store.clock.now() + .days(30)
        #expect(try await office.store.read { try $0.nextRendition(of: PendingRendition.types, at: now) } == nil)
        #expect(office.files.size(file.sha256) == 500)
    }

    @Test("a file that takes too long is tried three times, and then given up")
    func costly() async throws {
        let office = try TestOffice()
        let (ticket, _) = try await attached(office, Sample.flatPNG(width: 7000, height: 7000), type: "image/png")
        let hasty = darkroom(office, limit: .milliseconds(15))
        for attempt in 1...3 {
            #expect(try await attachment(office, ticket).rendition == nil, "\(attempt)")
            try await hasty.drain()
            office.travel.advance(.minutes(1))
        }
        #expect(try await attachment(office, ticket).failure == .tooCostly)
    }

    @Test("a server that was killed leaves nothing stuck: the next one takes it up at once")
    func killed() async throws {
        let office = try TestOffice()
        let (ticket, file) = try await attached(office, try Sample.turned)
        let pending = PendingRendition(sha256: file.sha256, type: "image/jpeg")
        #expect(try await office.store.write { try $0.claimRendition(pending, lease: .minutes(5)) })
        #expect(try await !office.store.write { try $0.claimRendition(pending, lease: .minutes(5)) })
        try await office.darkroom.drain()
        #expect(try await attachment(office, ticket).rendition == nil)
        let running = Task { try await darkroom(office).run() }
        for _ in 0..<400 where try await attachment(office, ticket).rendition == nil {
            try await Task.sleep(for: .milliseconds(25))
        }
        running.cancel()
        try await running.value
        #expect(try await attachment(office, ticket).shown != nil)
    }

    @Test("a running darkroom hears of a file that comes in, and the two hands share the work")
    func running() async throws {
        let office = try TestOffice()
        let running = Task { try await darkroom(office).run() }
        var tickets: [TicketReference] = []
        for (bytes, type) in [
            (try Sample.heic, "image/heic"), (try Sample.turned, "image/jpeg"), (Sample.scriptedPDF, "application/pdf"),
        ] { tickets.append(try await attached(office, bytes, type: type).ticket) }
        for ticket in tickets {
            for _ in 0..<600 where try await attachment(office, ticket).rendition == nil {
                try await Task.sleep(for: .milliseconds(25))
            }
            #expect(try await attachment(office, ticket).shown != nil)
        }
        running.cancel()
        try await running.value
    }

    @Test("without the program nothing is blamed on the file: it waits until the program is there")
    func missing() async throws {
        let office = try TestOffice()
        let (ticket, _) = try await attached(office, try Sample.turned)
        for _ in 0..<4 {
            await #expect(throws: MediaUnavailable.self) {
                try await darkroom(office, program: "/nonexistent/relais-media").drain()
            }
            office.travel.advance(.minutes(6))
        }
        #expect(try await attachment(office, ticket).rendition == nil)
        try await office.darkroom.drain()
        #expect(try await attachment(office, ticket).shown != nil)
    }

    @Test("a file that is no picture is left alone")
    func text() async throws {
        let office = try TestOffice()
        let (ticket, _) = try await attached(office, Data("a note".utf8), type: "text/plain; charset=utf-8")
        let before = office.store.commitCount
        try await office.darkroom.drain()
        #expect(office.store.commitCount == before)
        #expect(try await attachment(office, ticket).rendition == nil)
    }
}

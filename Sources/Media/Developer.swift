import Domain
import Foundation
package import Store

/// Has one file developed by `relais-media`: what bytes from outside can do, they do in that process.
package struct Developer: Sendable {
    /// What came of one file.
    enum Outcome: Sendable {
        case ready(Rendition.Shown, files: [StoredFile])
        case failed(Rendition.Failure)
        /// The child was killed or crashed: the machine may have been busy, so it is tried again.
        case collapsed
        /// The server stops.
        case stopped
    }

    /// The program, as a path.
    private let program: String
    private let files: FileStore
    /// Of real time, for one child.
    private let limit: Duration

    package init(program: String, files: FileStore, limit: Duration = .seconds(30)) {
        self.program = program
        self.files = files
        self.limit = limit
    }

    /// Where it is installed: beside the running program.
    package static var installedProgram: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (own as NSString).deletingLastPathComponent + "/relais-media"
    }

    /// Tries in a child what must not be possible there. Throws `MediaUnavailable` with what is wrong.
    package static func check(program: String = installedProgram) async throws {
        let report = try AnonymousFile()
        let files = [try AnonymousFile.nowhere(), report, try AnonymousFile.nowhere()]
        let end = try await DecodingChild.run(
            program, ["check"], files: files.map(\.descriptor), limit: .seconds(20))
        withExtendedLifetime(files) {}
        guard end == .exit(0), report.size > 0 else {
            throw MediaUnavailable(description: "\(program) cannot shut itself in: run `\(program) check`")
        }
    }

    /// Throws `MediaUnavailable` where the program is missing, and what the file store throws.
    func develop(_ pending: PendingRendition) async throws -> Outcome {
        guard let path = files.path(pending.sha256), FileManager.default.fileExists(atPath: path) else {
            return .failed(.unreadable)
        }
        let file = try AnonymousFile(reading: path)
        guard pending.type == "application/pdf" else { return try await picture(of: file, isPage: false) }
        let page = try AnonymousFile()
        if let outcome = try await draw(file, on: page) { return outcome }
        return try await picture(of: page, isPage: true)
    }

    /// Nil when the page was drawn.
    private func draw(_ document: AnonymousFile, on page: AnonymousFile) async throws -> Outcome? {
        let end = try await child("page", [document, page, .nowhere()])
        switch end {
        case .exit(0): return page.size > 0 ? nil : .failed(.unreadable)
        case .exit(let status) where Ending(rawValue: status) != nil: return try outcome(of: end)
        // pdftoppm has numbers of its own, and none tells more than that the file is no good.
        case .exit: return .failed(.unreadable)
        case .signal, .late, .stopped: return try outcome(of: end)
        }
    }

    private func picture(of file: AnonymousFile, isPage: Bool) async throws -> Outcome {
        let (report, thumbnail, copy) = (try AnonymousFile(), try AnonymousFile(), try AnonymousFile())
        let end = try await child("picture", [file, report, .nowhere(), thumbnail, copy])
        guard end == .exit(0) else { return try outcome(of: end) }
        guard let told = try Report(report) else { return .failed(.unreadable) }
        var kept = [try keep(thumbnail)]
        if !isPage { kept.append(try keep(copy)) }
        var shown = Rendition.Shown(
            thumbnail: kept[0].sha256, copy: kept.dropFirst().first?.sha256, width: told.width, height: told.height)
        if !isPage { (shown.takenAt, shown.place) = (told.takenAt, told.place) }
        return .ready(shown, files: kept)
    }

    private func child(_ act: String, _ files: [AnonymousFile]) async throws -> DecodingChild.End {
        files[0].rewind()
        let end = try await DecodingChild.run(program, [act], files: files.map(\.descriptor), limit: limit)
        // Until here the descriptors must stay open.
        return withExtendedLifetime(files) { end }
    }

    private func keep(_ file: AnonymousFile) throws -> StoredFile {
        let writer = try files.create()
        try file.read { try writer.write($0) }
        return try writer.finish()
    }

    private func outcome(of end: DecodingChild.End) throws -> Outcome {
        switch end {
        case .exit(let status):
            switch Ending(rawValue: status) {
            case .unreadable: return .failed(.unreadable)
            case .tooLarge: return .failed(.tooLarge)
            case .unsupported: return .failed(.unsupported)
            case .unavailable, .usage, .internal:
                throw MediaUnavailable(description: "\(program) ended with \(status): run `\(program) check`")
            case nil: return .collapsed
            }
        case .signal, .late: return .collapsed
        case .stopped: return .stopped
        }
    }

    /// The exit statuses of `relais-media`, as that program declares them.
    private enum Ending: Int32 {
        case usage = 64
        case unreadable, tooLarge, unsupported
        case unavailable = 69
        case `internal` = 70

    }
}

/// What the child says of a picture. It read bytes from outside, so nothing of it is believed unseen.
private struct Report: Decodable {
    let width: Int
    let height: Int
    let takenAt: String?
    let latitude: Double?
    let longitude: Double?

    /// Nil for what is no such report.
    init?(_ file: AnonymousFile) throws {
        var text = Data()
        guard file.size < 4096 else { return nil }
        try file.read { text += $0 }
        guard let told = try? JSONDecoder().decode(Self.self, from: text), (1...100_000).contains(told.width),
            (1...100_000).contains(told.height)
        else { return nil }
        self = told
    }

    var place: Coordinates? {
        guard let latitude, let longitude else { return nil }
        return Coordinates(latitude: latitude, longitude: longitude)
    }
}

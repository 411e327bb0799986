import Domain
import Foundation
import RelaisTesting
import Store
import Testing

@testable import Media

@Suite("Pictures in a child")
struct DeveloperTests {
    @Test("P24 a photo comes out upright and bare, with its time and place told apart")
    func upright() async throws {
        try await Lab.use { lab in
            let sent = try Sample.turned
            #expect(sent.firstRange(of: Data("Fiction".utf8)) != nil)
            let shown = try await lab.shown(sent)
            #expect((shown.width, shown.height) == (128, 192))
            #expect(shown.takenAt == "2026-11-20T10:11:12+01:00")
            #expect(abs((shown.place?.latitude ?? 0) - 45.74846) < 0.0001)
            #expect(abs((shown.place?.longitude ?? 0) - 4.84671) < 0.0001)
            for sha256 in [shown.thumbnail, shown.copy] {
                let picture = try lab.picture(sha256)
                #expect((picture.width, picture.height) == (128, 192))
                // A quarter turn clockwise: what was at the bottom left is at the top left.
                #expect(picture.quarters == [.blue, .red, .yellow, .green])
                #expect(picture.isBare)
                #expect(picture.bytes.firstRange(of: Data("Fiction".utf8)) == nil)
            }
        }
    }

    @Test(
        "P22 HEIC, PNG and WebP are shown by what they are, whatever they are called",
        arguments: ["heic", "png", "webp"])
    func formats(name: String) async throws {
        let bytes = try ["heic": Sample.heic, "png": Sample.png, "webp": Sample.webp][name]
        try await Lab.use { lab in
            // As a HEIC named .jpg would be announced: the child goes by the content.
            let shown = try await lab.shown(try #require(bytes), type: "image/jpeg")
            #expect((shown.width, shown.height) == (192, 128))
            for sha256 in [shown.thumbnail, shown.copy] {
                let picture = try lab.picture(sha256)
                #expect(picture.quarters == [.red, .green, .blue, .yellow])
                #expect(picture.isBare)
            }
            #expect((shown.place != nil) == (name == "heic"))
        }
    }

    @Test("what is seen through is shown on white")
    func transparency() async throws {
        try await Lab.use { lab in
            let shown = try await lab.shown(try Sample.seeThrough)
            // Half of red (220, 30, 30) on white.
            let values = try lab.picture(shown.copy).values(40, 30).map(Int.init)
            #expect(abs(values[0] - 237) < 12 && abs(values[1] - 142) < 12, "\(values)")
        }
    }

    @Test("a large picture is made smaller: 2048 for the copy, 320 for the thumbnail")
    func sizes() async throws {
        try await Lab.use { lab in
            let shown = try await lab.shown(Sample.flatPNG(width: 4000, height: 3000), type: "image/png")
            #expect((shown.width, shown.height) == (4000, 3000))
            let (copy, thumbnail) = (try lab.picture(shown.copy), try lab.picture(shown.thumbnail))
            #expect((copy.width, copy.height) == (2048, 1536))
            #expect((thumbnail.width, thumbnail.height) == (320, 240))
        }
    }

    @Test("P22 a JPEG that was cut off is told apart from one that is whole")
    func truncated() async throws {
        try await Lab.use { lab in
            let whole = try Sample.turned
            for length in [4, 300, whole.count / 2, whole.count - 2] {
                let failure = try await lab.failure(whole.prefix(length))
                #expect(failure == .unreadable, "\(length)")
            }
            for other in [try Sample.heic, try Sample.png] {
                let failure = try await lab.failure(other.prefix(other.count - 200))
                #expect(failure == .unreadable)
            }
        }
    }

    @Test("a picture of 100 megapixels is refused before a pixel of it is decoded")
    func bomb() async throws {
        try await Lab.use { lab in
            let started = ContinuousClock.now
            let photo = try await lab.failure(try Sample.claiming(width: 10_000, height: 10_000))
            let drawing = try await lab.failure(Sample.flatPNG(width: 10_000, height: 10_000), type: "image/png")
            #expect(photo == .tooLarge && drawing == .tooLarge)
            #expect(ContinuousClock.now - started < .seconds(10))
        }
    }

    @Test("P25 of a picture with a page or an archive behind it only the picture is left")
    func polyglot() async throws {
        try await Lab.use { lab in
            for tail in ["<!doctype html><script>alert(1)</script>", "PK\u{3}\u{4}payload"] {
                let shown = try await lab.shown(try Sample.turned + Data(tail.utf8))
                for sha256 in [shown.thumbnail, shown.copy] {
                    let bytes = try lab.picture(sha256).bytes
                    #expect(bytes.firstRange(of: Data(tail.utf8.suffix(7))) == nil)
                }
            }
        }
    }

    @Test(
        "P25 what is none of the four formats is not opened, whatever it was taken for",
        arguments: [
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "GIF89a\u{1}\u{0}\u{1}\u{0}",
            "II*\u{0}\u{8}\u{0}\u{0}\u{0}", "%PDF-1.4\n", "P3 1 1 255 0 0 0\n", "#?RADIANCE\n", "",
        ])
    func others(text: String) async throws {
        try await Lab.use { lab in
            let failure = try await lab.failure(Data(text.utf8))
            #expect(failure == (text.isEmpty ? .unreadable : .unsupported))
        }
    }

    @Test("P25 pictures with bytes changed at random are shown or refused; none takes the child down")
    func altered() async throws {
        try await Lab.use { lab in
            var chance = SmallGenerator(state: 20_261_122)
            let samples = [try Sample.turned, try Sample.heic, try Sample.png, try Sample.webp]
            for round in 0..<40 {
                var bytes = [UInt8](samples[round % samples.count])
                for _ in 0..<(round / 4 + 1) {
                    bytes[Int.random(in: 12..<bytes.count, using: &chance)] = .random(in: 0...255, using: &chance)
                }
                switch try await lab.outcome(Data(bytes)) {
                case .ready, .failed(.unreadable), .failed(.tooLarge): break
                case .failed, .collapsed, .stopped: Issue.record("round \(round)")
                }
            }
        }
    }

    @Test("P25 the first page of a PDF becomes a picture, and its script nothing at all")
    func document() async throws {
        try await Lab.use { lab in
            let shown = try await lab.shown(Sample.scriptedPDF, type: "application/pdf")
            #expect(shown.copy == nil && shown.takenAt == nil)
            let picture = try lab.picture(shown.thumbnail)
            #expect((picture.width, picture.height) == (160, 320))
            #expect(picture.values(80, 40)[0] > 200 && picture.values(80, 40)[1] < 60)
            #expect(picture.values(80, 280).allSatisfy { $0 > 240 })
            #expect(picture.isBare)
        }
    }

    @Test("a PDF that is none is told apart", arguments: ["", "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"])
    func brokenDocument(text: String) async throws {
        try await Lab.use { lab in
            let failure = try await lab.failure(Data(text.utf8), type: "application/pdf")
            #expect(failure == .unreadable)
        }
    }

    @Test("a child that takes too long is killed")
    func late() async throws {
        try await Lab.use { lab in
            let outcome = try await lab.outcome(Sample.flatPNG(width: 7000, height: 7000), limit: .milliseconds(20))
            guard case .collapsed = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
    }

    @Test("a child is killed when the server stops")
    func stopped() async throws {
        try await Lab.use { lab in
            let bytes = Sample.flatPNG(width: 7000, height: 7000)
            let work = Task { try await lab.outcome(bytes) }
            try await Task.sleep(for: .milliseconds(30))
            work.cancel()
            guard case .stopped = try await work.value else {
                Issue.record("it went on")
                return
            }
        }
    }

    @Test("the child cannot open, connect, signal, start, run new code or take more memory, and says so")
    func confined() async throws {
        try await Developer.check(program: ProjectRoot.mediaProgram)
        let (report, nothing) = (try AnonymousFile(), try AnonymousFile.nowhere())
        let end = try await DecodingChild.run(
            ProjectRoot.mediaProgram, ["check"], files: [nothing, report, nothing].map(\.descriptor),
            limit: .seconds(20))
        var text = Data()
        try report.read { text += $0 }
        #expect(end == .exit(0))
        #expect(String(decoding: text, as: UTF8.self) == "refused: socket open create kill program code memory\n")
    }

    @Test("nothing of the server's environment and no file of it reaches the child")
    func inheritance() async throws {
        let (report, nothing) = (try AnonymousFile(), try AnonymousFile.nowhere())
        let secret = try AnonymousFile()
        let files = [nothing, report, nothing].map(\.descriptor)
        _ = try await DecodingChild.run("/usr/bin/env", [], files: files, limit: .seconds(20))
        _ = try await DecodingChild.run("/usr/bin/ls", ["/proc/self/fd"], files: files, limit: .seconds(20))
        var text = Data()
        try report.read { text += $0 }
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        #expect(Set(lines) == ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "0", "1", "2", "3"])
        withExtendedLifetime(secret) {}
    }

    @Test("a program that is not there is no fault of the file")
    func missing() async throws {
        try await Lab.use { lab in
            await #expect(throws: MediaUnavailable.self) {
                _ = try await lab.outcome(try Sample.turned, program: "/nonexistent/relais-media")
            }
        }
    }
}

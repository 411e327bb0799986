import Domain
import Foundation
import Gateways
import RelaisTesting
import Site
import Store
import Testing
import Workflow

@Suite("Files that arrive in pieces")
struct ResumedFileTests {
    private struct Told: Decodable {
        var id: String?
        var offset: Int?
    }

    private static let note = Data((0..<4000).map { "Line \($0)" }.joined(separator: "\n").utf8)

    private func address(_ stage: ExchangeStage, _ key: String, _ bytes: Data, name: String = "note.txt") -> String {
        "\(stage.path)/uploads/\(key)?size=\(bytes.count)&name=\(name)&lang=en"
    }

    private func patch(
        _ stage: ExchangeStage, _ address: String, _ piece: Data, at offset: Int
    ) async throws -> TransferResponse {
        try await stage.phone.send(
            "PATCH", address, headers: ["Upload-Offset": String(offset)], body: piece,
            type: "application/partial-upload")
    }

    private func told(_ answer: TransferResponse) throws -> Told {
        try JSONDecoder().decode(Told.self, from: Data(answer.text.utf8))
    }

    @Test("P23 a file goes on where it was cut, says how far it is, and is one file at the end")
    func resumed() async throws {
        try await ExchangeStage.use { stage in
            let (note, half) = (Self.note, Self.note.count / 2)
            let address = address(stage, "k-1", note)
            #expect(try told(try await stage.phone.get(address)).offset == 0)
            let cut = try await patch(stage, address, note.prefix(half), at: 0)
            #expect(cut.status == 204 && cut.header("Upload-Offset") == String(half))
            #expect(try told(try await stage.phone.get(address)).offset == half)
            let gap = try await patch(stage, address, note.suffix(10), at: note.count - 10)
            #expect(gap.status == 409 && gap.header("Upload-Offset") == String(half))
            // What a line that was thought dead still brought may be sent twice.
            let whole = try await patch(stage, address, note.dropFirst(half - 100), at: half - 100)
            #expect(whole.status == 201)
            let id = try #require(try told(whole).id)
            // The answer was lost: the page asks, or sends all of it again.
            let asked = try await stage.phone.get(address)
            #expect(asked.status == 200)
            #expect(try told(asked).id == id)
            #expect(try told(try await patch(stage, address, note, at: 0)).id == id)
            let sent = try await stage.send("", files: [.init("staged", "files:\(id)")])
            #expect(sent.status == 303)
            let kept = try #require(try await stage.attachments().first).attachment
            #expect(kept.name == "note.txt" && kept.sha256 == Digest.hex(of: String(decoding: note, as: UTF8.self)))
        }
    }

    @Test("P23 P39 nobody goes on with another's file, and another size under the same key is another file")
    func apart() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            let note = Self.note
            let address = address(stage, "k-1", note)
            _ = try await patch(stage, address, note.prefix(100), at: 0)
            let other = try stage.portal.page(sms: ExchangeStage.secondNumber)
            let theirs = address.replacing(stage.path, with: other)
            #expect(try told(try await stage.phone.get(theirs)).offset == 0)
            let longer = self.address(stage, "k-1", note + note)
            #expect(try told(try await stage.phone.get(longer)).offset == 0)
            let forged = address.replacing(stage.path, with: stage.path.dropLast(3) + "AAA")
            #expect(try await stage.phone.get(forged).status == 404)
            #expect(try await patch(stage, forged, note, at: 0).status == 404)
        }
    }

    @Test("P21 P25 what is refused is refused by name; more than was announced, and addresses that lie, are no file")
    func refused() async throws {
        var setting = ExchangeStage.Setting()
        setting.uploads.file = 64 * 1024
        try await ExchangeStage.use(setting) { stage in
            let large = Data(repeating: 0x41, count: 70_000)
            let tooLarge = try await patch(stage, address(stage, "a", large, name: "film.txt"), large, at: 0)
            #expect(tooLarge.status == 413 && tooLarge.text.contains("film.txt is too large"))
            for (key, bytes) in [("b", ExchangeFile.svg), ("c", ExchangeFile.html), ("d", Data())] {
                let answer = try await patch(stage, address(stage, key, bytes, name: "x.jpg"), bytes, at: 0)
                #expect(answer.status == 422 && answer.text.contains("x.jpg"))
            }
            let short = address(stage, "e", Data(count: 10))
            #expect(try await patch(stage, short, Self.note.prefix(100), at: 0).status == 422)
            #expect(try await patch(stage, short, Self.note.prefix(5), at: -1).status == 422)
            for lie in ["..%2Fa?size=5", "a?size=-1", "a?size=x", "a"] {
                let answer = try await patch(stage, "\(stage.path)/uploads/\(lie)", Data("12345".utf8), at: 0)
                #expect([404, 422].contains(answer.status), "\(lie)")
            }
            #expect(try await stage.attachments().isEmpty)
        }
    }

    @Test("P23 sixty files may be on their way, and what never went on is swept after a day")
    func swept() async throws {
        try await ExchangeStage.use { stage in
            let note = Self.note
            for index in 0..<StageFile.mostWaiting {
                let answer = try await patch(stage, address(stage, "k\(index)", note), note.prefix(10), at: 0)
                #expect(answer.status == 204)
            }
            let more = try await patch(stage, address(stage, "more", note), note.prefix(10), at: 0)
            #expect(more.status == 422 && more.text.contains("60"))
            #expect(try await patch(stage, address(stage, "k0", note), note.dropFirst(10), at: 10).status == 201)
            let files = stage.office.files
            #expect(try files.sweep(olderThan: Instant(Date()) - .hours(1)) { _ in true } == 0)
            let swept = try files.sweep(olderThan: Instant(Date()) + .days(1)) { _ in true }
            #expect(swept == StageFile.mostWaiting - 1)
            #expect(try told(try await stage.phone.get(address(stage, "k1", note))).offset == 0)
        }
    }
}

import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Site
import Store
import Testing
import Workflow

@Suite("Files sent ahead of their form")
struct StagedFileTests {
    private struct Staged: Decodable {
        let id: String
        let name: String
        let size: Int64
    }

    private struct Told: Decodable {
        struct Entry: Decodable {
            let field: String
            let key: String
            let message: String
        }

        let status: Int
        let errors: [Entry]
    }

    private func post(
        _ stage: ExchangeStage, _ name: String, _ bytes: Data, key: String? = UUID().uuidString, to path: String? = nil,
        language: String = "en"
    ) async throws -> TransferResponse {
        let parts = key.map { [TestClient.Part("key", $0)] } ?? []
        let file = TestClient.Part("file", file: name, type: "image/jpeg", bytes: bytes)
        return try await stage.phone.post("\(path ?? stage.path)/files?lang=\(language)", multipart: parts + [file])
    }

    private func staged(
        _ stage: ExchangeStage, _ name: String, _ bytes: Data = ExchangeFile.png, key: String = UUID().uuidString,
        to path: String? = nil
    ) async throws -> Staged {
        let answer = try await post(stage, name, bytes, key: key, to: path)
        try #require(answer.status == 201, "\(answer.status) \(answer.text)")
        return try JSONDecoder().decode(Staged.self, from: Data(answer.text.utf8))
    }

    private func told(_ answer: TransferResponse) throws -> Told {
        #expect(answer.header("Content-Type") == "application/problem+json")
        return try JSONDecoder().decode(Told.self, from: Data(answer.text.utf8))
    }

    private func naming(_ files: [Staged], field: String = "files") -> [TestClient.Part] {
        files.map { TestClient.Part("staged", "\(field):\($0.id)") }
    }

    private func links(of stage: ExchangeStage) async throws -> [LinkRecord] {
        let id = stage.ticket.id
        return try await stage.office.store.read { try $0.links(of: id) }
    }

    private func waiting(_ stage: ExchangeStage, _ staged: Staged) async throws -> StagedFile? {
        let links = try await self.links(of: stage)
        return try await stage.office.store.read { reader in
            try links.compactMap { try reader.stagedFile(staged.id, of: $0.id) }.first
        }
    }

    @Test("E3 P20 a file that was sent ahead goes with the form that names it, beside one that came with the form")
    func used() async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unmoved { try await post(stage, "../../κουζίνα.jpeg", ExchangeFile.png) }
            #expect(answer.status == 201)
            #expect(answer.header("Cache-Control") == "no-store")
            let file = try JSONDecoder().decode(Staged.self, from: Data(answer.text.utf8))
            #expect(file.name == "κουζίνα.png" && file.size == Int64(ExchangeFile.png.count))
            #expect(file.id.utf8.count >= 22)
            #expect(try await stage.attachments().isEmpty)
            let beside = ExchangeFile.part("facture.pdf", ExchangeFile.pdf)
            let page = try await stage.following(try await stage.send("Look", files: naming([file]) + [beside]))
            #expect(page.status == 200)
            let kept = try await stage.attachments().map(\.attachment)
            #expect(Set(kept.map(\.name)) == ["κουζίνα.png", "facture.pdf"])
            let first = try #require(kept.first)
            #expect(stage.office.files.size(first.sha256) != nil)
        }
    }

    @Test(
        "E3 a form needs no words where files were sent ahead, and none of them is sent twice by a second press (P18)")
    func twice() async throws {
        try await ExchangeStage.use { stage in
            let files = [try await staged(stage, "a.png"), try await staged(stage, "b.pdf", ExchangeFile.pdf)]
            for _ in 0..<2 {
                #expect(try await stage.send("", files: naming(files), id: "one").status == 303)
            }
            #expect(try await stage.count("messageWritten") == 1)
            #expect(try await stage.attachments().count == 2)
            let other = try await stage.send("", files: naming([files[0]]), id: "one")
            #expect(other.status == 409, "other files under the same id are asked about")
        }
    }

    @Test("P23 the same key is the same file, however often it is sent; other contents under it are refused")
    func sameKey() async throws {
        try await ExchangeStage.use { stage in
            let first = try await staged(stage, "a.png", key: "k-1")
            let again = try await staged(stage, "a.png", key: "k-1")
            #expect(first.id == again.id)
            let other = try await staged(stage, "a.png", key: "k-2")
            #expect(first.id != other.id)
            let changed = try await post(stage, "a.png", ExchangeFile.pdf, key: "k-1")
            #expect(changed.status == 409)
            #expect(try told(changed).errors.first?.key == "submission.changed")
        }
    }

    @Test("P21 P25 what is refused is refused at once, by name and in the reader's language, and nothing waits")
    func refused() async throws {
        var setting = ExchangeStage.Setting()
        setting.uploads.file = 64 * 1024
        try await ExchangeStage.use(setting) { stage in
            let large = try await post(stage, "film.png", ExchangeFile.png + Data(count: 70_000), language: "fr")
            #expect(large.status == 413)
            let errors = try told(large).errors
            let words = try #require(errors.first)
            #expect(words.key == "file.tooLarge" && words.message.contains("film.png est trop volumineux"))
            let endless = try await post(stage, "film.png", ExchangeFile.png + Data(count: 1_000_000))
            #expect(endless.status == 413)
            for (name, bytes) in [("x.svg", ExchangeFile.svg), ("x.jpg", ExchangeFile.html), ("x.png", Data())] {
                let answer = try await post(stage, name, bytes, language: "el")
                #expect(answer.status == 422)
                #expect(try told(answer).errors.first?.message.contains(name) == true)
            }
            let two = try await stage.phone.post(
                stage.path + "/files",
                multipart: [
                    .init("key", "k"), ExchangeFile.part("a.png", ExchangeFile.png),
                    ExchangeFile.part("b.png", ExchangeFile.png),
                ])
            #expect(two.status == 422)
            #expect(try told(two).errors.first?.key == "file.tooMany")
            #expect(try await stage.phone.post(stage.path + "/files", multipart: [.init("key", "k")]).status == 422)
            #expect(try await post(stage, "a.png", ExchangeFile.png, key: nil).status == 422)
            #expect(try await post(stage, "a.png", ExchangeFile.png, key: "a/../b").status == 422)
        }
    }

    @Test("P39 a file that another link sent ahead is not taken, and neither is one that is gone: the text is kept")
    func foreign() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            let other = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(other != stage.path)
            let file = try await staged(stage, "a.png", to: other)
            for id in [file.id, "", "A", "' OR 1=1 --"] {
                let answer = try await stage.unmoved {
                    try await stage.send("Look", files: [.init("staged", "files:\(id)")])
                }
                #expect(answer.status == 422)
                #expect(answer.isWrong("files"))
                #expect(try LoopPage(answer).form(button: "Send").value("Message") == "Look")
            }
            _ = try await stage.phone.post("\(stage.path)/files/\(file.id)/removal", form: [])
            #expect(try await waiting(stage, file) != nil, "nobody removes another's")
        }
    }

    @Test("E3 one that was sent ahead can be taken back, once or twice; one whose form has come stays")
    func removed() async throws {
        try await ExchangeStage.use { stage in
            let (one, two) = (try await staged(stage, "a.png"), try await staged(stage, "b.pdf", ExchangeFile.pdf))
            for _ in 0..<2 {
                let answer = try await stage.phone.post("\(stage.path)/files/\(one.id)/removal", form: [])
                #expect(answer.status == 204)
            }
            #expect(try await waiting(stage, one) == nil)
            #expect(try await stage.send("", files: naming([one])).status == 422)
            #expect(try await stage.send("", files: naming([two])).status == 303)
            _ = try await stage.phone.post("\(stage.path)/files/\(two.id)/removal", form: [])
            #expect(try await waiting(stage, two) != nil)
            // Nothing happens on GET (P1).
            let three = try await staged(stage, "c.png")
            #expect(try await stage.phone.get("\(stage.path)/files/\(three.id)/removal").status == 303)
            #expect(try await waiting(stage, three) != nil)
        }
    }

    @Test("P21 sixty files may wait for their form, and twenty go with one; what was sent makes room")
    func limits() async throws {
        try await ExchangeStage.use { stage in
            var files: [Staged] = []
            for index in 0..<StageFile.mostWaiting {
                files.append(try await staged(stage, "\(index).txt", Data("Note \(index)".utf8)))
            }
            let more = try await post(stage, "more.txt", Data("One more".utf8))
            #expect(more.status == 422)
            #expect(try told(more).errors.first?.message.contains("60") == true)
            let tooMany = try await stage.send("All", files: naming(Array(files.prefix(21))))
            #expect(tooMany.status == 422)
            #expect(LoopPage(tooMany).element(role: "alert")?.contains("at most 20") == true)
            #expect(try await stage.send("Some", files: naming(Array(files.prefix(20)))).status == 303)
            #expect(try await stage.attachments().count == 20)
            #expect(try await post(stage, "more.txt", Data("One more".utf8)).status == 201)
        }
    }

    @Test("E3 what waits for a form is swept after a week, and its file after that; until then both stay")
    func swept() async throws {
        try await ExchangeStage.use { stage in
            let (store, files) = (stage.office.store, stage.office.files)
            let kept = try await staged(stage, "a.png")
            let found = try await waiting(stage, kept)
            let hash = try #require(found).sha256
            func sweep() async throws {
                let now = store.clock.now()
                try await store.write { try $0.forgetStagedFiles(before: now - .days(7)) }
                // The file's date is this machine's, whatever the travelling clock says.
                _ = try await store.read { reader in
                    try files.sweep(olderThan: Instant(Date()) + .days(1)) { try reader.isFileKnown(sha256: $0) }
                }
            }
            stage.office.travel.advance(.days(6))
            try await sweep()
            #expect(files.size(hash) != nil)
            stage.office.travel.advance(.days(2))
            try await sweep()
            #expect(try await waiting(stage, kept) == nil)
            #expect(files.size(hash) == nil)
            #expect(try await stage.send("", files: naming([kept])).status == 422)
        }
    }

    @Test("P16 a forged link stages nothing, an ended one is told so, and only POST is an upload")
    func links() async throws {
        try await ExchangeStage.use { stage in
            let forged = stage.path.dropLast(3) + "AAA"
            let answer = try await stage.unchanged {
                try await post(stage, "a.png", ExchangeFile.png, to: String(forged))
            }
            #expect(answer.status == 404)
            #expect(try await stage.phone.get(stage.path + "/files").status == 303)
            let links = try await self.links(of: stage)
            let link = try #require(links.first)
            let now = stage.office.travel.now
            try await stage.office.store.write { try $0.extend(link.id, until: now - .hours(1)) }
            let late = try await post(stage, "a.png", ExchangeFile.png)
            #expect(late.status == 410)
            #expect(try told(late).errors.first?.key == "link.withdrawn")
        }
    }
}

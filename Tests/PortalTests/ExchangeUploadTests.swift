import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Site
import Store
import Testing
import Workflow

@Suite("Files from the phone")
struct ExchangeUploadTests {
    private static var small: ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.uploads.file = 64 * 1024
        setting.uploads.files = 3
        return setting
    }

    private func checkNothing(_ stage: ExchangeStage) async throws {
        #expect(try await stage.count("messageWritten") == 0)
        #expect(try await stage.attachments().isEmpty)
    }

    @Test("P21 twenty files are taken, a twenty-first is refused with the number, and the text is kept")
    func tooMany() async throws {
        try await ExchangeStage.use { stage in
            let files = (1...21).map { ExchangeFile.part("note \($0).txt", Data("Note \($0)".utf8)) }
            let answer = try await stage.unmoved { try await stage.send("All of them", files: files) }
            #expect(answer.status == 422)
            #expect(answer.isWrong("files"))
            #expect(LoopPage(answer).element(role: "alert")?.contains("at most 20") == true)
            #expect(try LoopPage(answer).form(button: "Send").value("Message") == "All of them")
            #expect(try await stage.send("All but one", files: files.dropLast()).status == 303)
            #expect(try await stage.attachments().count == 20)
        }
    }

    @Test("P21 a file over the limit is named, and the text is kept; the limit itself is allowed")
    func tooLarge() async throws {
        try await ExchangeStage.use(Self.small) { stage in
            let over = ExchangeFile.png + Data(count: 64 * 1024 + 1 - ExchangeFile.png.count)
            let files = [ExchangeFile.part("good.png", ExchangeFile.png), ExchangeFile.part("Großes Bild.png", over)]
            let answer = try await stage.unmoved { try await stage.send("Look", files: files) }
            #expect(answer.status == 413)
            #expect(answer.isWrong("files"))
            #expect(LoopPage(answer).element(role: "alert")?.contains("Großes Bild.png is too large") == true)
            #expect(try LoopPage(answer).form(button: "Send").value("Message") == "Look")
            try await checkNothing(stage)
            #expect(try await stage.send("", files: [ExchangeFile.part("a.png", over.dropLast())]).status == 303)
            #expect(try await stage.attachments().first?.attachment.size == 64 * 1024)
        }
    }

    @Test("P21 a body beyond every limit is 413 on the page, and the text is kept")
    func endless() async throws {
        try await ExchangeStage.use(Self.small) { stage in
            let file = ExchangeFile.part("film.png", ExchangeFile.png + Data(count: 3 * 1024 * 1024))
            let answer = try await stage.unchanged { try await stage.send("Look", files: [file]) }
            #expect(answer.status == 413)
            #expect(LoopPage(answer).element(role: "alert")?.contains("too much at once") == true)
            #expect(try LoopPage(answer).form(button: "Send").value("Message") == "Look")
            try await checkNothing(stage)
        }
    }

    @Test(
        "P25 what a browser or a computer would run is refused by name, whatever it calls itself, with all that came",
        arguments: [
            ("plan.svg", ExchangeFile.svg), ("photo.jpg", ExchangeFile.svg), ("page.html", ExchangeFile.html),
            ("photo.png", ExchangeFile.html), ("setup.exe", ExchangeFile.exe), ("facture.pdf", ExchangeFile.exe),
            ("empty.png", Data()), ("note.txt", Data("#!/bin/sh\nrm -rf /\n".utf8)),
            ("note.txt", Data("hello <script>alert(1)</script>".utf8)), ("x.zip", Data("PK\u{3}\u{4}1234".utf8)),
        ])
    func refused(name: String, bytes: Data) async throws {
        try await ExchangeStage.use { stage in
            let files = [
                ExchangeFile.part("good.png", ExchangeFile.png), ExchangeFile.part(name, bytes, type: "image/jpeg"),
            ]
            let answer = try await stage.unmoved { try await stage.send("Look", files: files) }
            #expect(answer.status == 422)
            #expect(answer.isWrong("files"))
            #expect(LoopPage(answer).element(role: "alert")?.contains(name) == true)
            #expect(LoopPage(answer).element(role: "alert")?.contains("good.png") == false)
            // What came beside it waits, and needs not be chosen again (P20).
            let kept = LoopPage(answer).html.matches(of: /name="staged" value="files:[^"]*" data-name="([^"]*)"/)
            #expect(kept.map { String($0.1) } == ["good.png"])
            #expect(try LoopPage(answer).form(button: "Send").value("Message") == "Look")
            try await checkNothing(stage)
        }
    }

    @Test("P22 P25 a file that lies about its type gets its real one, and a harmless name")
    func lying() async throws {
        try await ExchangeStage.use { stage in
            let files = [
                ExchangeFile.part("../../etc/passwd.html", ExchangeFile.png, type: "text/html"),
                ExchangeFile.part("C:\\photos\\gpj.\u{202E}exe.pdf", ExchangeFile.pdf, type: "image/jpeg"),
                ExchangeFile.part("IMG_1.HEIC", ExchangeFile.png, type: "image/heic"),
                ExchangeFile.part("<img src=x>.png", ExchangeFile.png),
            ]
            let page = try await stage.following(try await stage.send("", files: files))
            #expect(!page.html.contains("<img"))
            let kept = try await stage.attachments().map(\.attachment)
            #expect(kept.map(\.type) == ["image/png", "application/pdf", "image/png", "image/png"])
            #expect(kept.map(\.name) == ["passwd.png", "gpj.exe.pdf", "IMG_1.png", "_img src=x_.png"])
            #expect(Set(kept.filter { $0.type == "image/png" }.map(\.sha256)).count == 1)
        }
    }

    private static let head = "--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nkept\r\n"

    @Test(
        "a broken multipart is one clear error, nothing half stored, and the text that came is kept",
        arguments: [
            ("multipart/form-data", "", false), ("multipart/form-data; boundary=", "", false),
            ("multipart/form-data; boundary=y", head, false), ("multipart/form-data; boundary=x", "", false),
            ("multipart/form-data; boundary=x", "--x\r\n\r\nno header\r\n--x--\r\n", false),
            ("multipart/form-data; boundary=x", head + "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--", true),
            ("multipart/form-data; boundary=x", head + "--x\r\nX: " + String(repeating: "y", count: 20_000), true),
            ("multipart/form-data; boundary=x", head + "--xGARBAGE\r\n", true),
            ("multipart/form-data; boundary=x", head + "--x", true),
            ("multipart/form-data; boundary=x", String(repeating: "p", count: 10_000), false),
        ])
    func broken(type: String, body: String, isKept: Bool) async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unchanged {
                try await stage.phone.send("POST", stage.path + "/messages", body: Data(body.utf8), type: type)
            }
            #expect(answer.status == 422)
            let alert = LoopPage(answer).element(role: "alert") ?? ""
            #expect(alert.contains("did not arrive whole") || alert.contains("interrupted"), "\(alert)")
            if isKept { #expect(try LoopPage(answer).form(button: "Send").value("Message") == "kept") }
            try await checkNothing(stage)
        }
    }

    @Test("an upload that breaks off leaves no message, no answer and no file")
    func interrupted() async throws {
        try await ExchangeStage.use { stage in
            let form = "submission=abc&decision=accept&date=2026-11-23&time=09%3A00"
            let file = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nhalf of"
            let bodies = [
                ("answer", "application/x-www-form-urlencoded", form),
                ("messages", "multipart/form-data; boundary=x", Self.head + file),
                ("messages", "multipart/form-data; boundary=x", Self.head + file + "\r\n--x"),
            ]
            try await stage.unchanged {
                for (act, type, body) in bodies {
                    let socket = try ExchangeSocket(stage.portal)
                    socket.say(
                        "POST \(stage.path)/\(act) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n"
                            + "Content-Length: 500000\r\n\r\n" + body)
                    try await socket.listen(for: .milliseconds(200))
                    socket.leave()
                    try await Task.sleep(for: .milliseconds(300))
                }
            }
            #expect(try await stage.stored.label == .toDoOffered)
            try await checkNothing(stage)
        }
    }

    @Test("a header that never ends is answered, and so is a body that says nothing")
    func neverEnding() async throws {
        try await ExchangeStage.use { stage in
            let socket = try ExchangeSocket(stage.portal)
            socket.say(
                "POST \(stage.path)/messages HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n")
            socket.say("9\r\n--x\r\nX: y\r\n")
            for _ in 0..<20 { socket.say("400\r\n" + String(repeating: "z", count: 1024) + "\r\n") }
            try await socket.hear("422")
            try await socket.hear("did not arrive whole")
            socket.leave()
            #expect(try await stage.page().status == 200)
            try await checkNothing(stage)
        }
    }
}

import Domain
import Foundation
import Gateways
import RelaisTesting
import Site
import Store
import Testing
import Workflow

/// Files that are not what they should be, in every step that takes some (P21, P22, P25, P26).
@Suite("Bad files in a step")
struct StepFileTests {
    struct Door: Sendable, CustomTestStringConvertible {
        let act: String
        /// The name of the input, and the id of the field that the page shows the fault at.
        let input: String
        let shown: String
        /// What makes the rest of the form right, the text that must stay first.
        let fields: [(String, String)]
        var testDescription: String { shown }
    }

    private static let doors = [
        Door(act: "quote", input: "files", shown: "quote-files", fields: [("note", "kept"), ("amount", "400")]),
        Door(
            act: "completion", input: "files", shown: "completion-files", fields: [("report", "kept"), ("act", "done")]),
        Door(
            act: "completion", input: "signature", shown: "completion-signature",
            fields: [("report", "kept"), ("act", "done")]),
        Door(
            act: "completion", input: "invoiceFile", shown: "completion-invoiceFile",
            fields: [
                ("report", "kept"), ("act", "done"), ("number", "F-1"), ("date", "2026-11-23"), ("total", "400"),
            ]),
        Door(
            act: "invoice", input: "invoiceFile", shown: "invoice-invoiceFile",
            fields: [("number", "F-1"), ("date", "2026-11-23"), ("total", "400")]),
    ]

    private func use(_ door: Door, _ test: (ExchangeStage) async throws -> Void) async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.wantsSignature = true
        setting.uploads.file = 64 * 1024
        try await ExchangeStage.use(setting) { stage in
            try await stage.arrive()
            if door.act == "invoice" {
                try await stage.done("The work is finished") { try $0.fill("Name of the person who signs", "O. Petit") }
            }
            try await test(stage)
        }
    }

    private func send(
        _ stage: ExchangeStage, _ door: Door, _ name: String, _ bytes: Data
    ) async throws -> TransferResponse {
        let fields =
            door.fields + [("submission", UUID().uuidString)]
            + (door.act == "completion" ? [("signedBy", "O. P.")] : [])
        return try await stage.phone.post(
            "\(stage.path)/\(door.act)",
            multipart: fields.map { .init($0.0, $0.1) } + [
                .init(door.input, file: name, type: "image/jpeg", bytes: bytes)
            ])
    }

    private static let bad: [(String, Data, Int)] = [
        ("empty.jpg", Data(), 422), ("large.png", ExchangeFile.png + Data(count: 70_000), 413),
        ("page.jpg", ExchangeFile.html, 422), ("drawing.png", ExchangeFile.svg, 422),
        ("bill.pdf", ExchangeFile.exe, 422),
    ]

    @Test(
        "P21 P22 P25 a file that is empty, too large or not what it says is named at its field; nothing is stored, the text stays",
        arguments: doors, bad.map(\.0))
    func refused(door: Door, name: String) async throws {
        let file = try #require(Self.bad.first { $0.0 == name })
        try await use(door) { stage in
            let before = try await stage.attachments().count
            let answer = try await stage.unmoved { try await send(stage, door, name, file.1) }
            #expect(answer.status == file.2)
            #expect(answer.isWrong(door.shown))
            let page = LoopPage(answer)
            #expect(page.alert.contains(name), "\(page.alert)")
            let form = try #require(
                page.forms.first { form in
                    form.action.contains("/\(door.act)") && form.fields.contains { $0 == door.fields[0] }
                })
            #expect(!form.fields.contains { $0.name == "staged" })
            #expect(try await stage.attachments().count == before)
        }
    }

    @Test(
        "P22 a text is no invoice, with the report or alone: it is named, and a PDF in its place is taken",
        arguments: [3, 4])
    func text(door: Int) async throws {
        let door = Self.doors[door]
        try await use(door) { stage in
            let answer = try await stage.unmoved { try await send(stage, door, "bill.txt", Data("Total 400".utf8)) }
            #expect(answer.status == 422)
            #expect(answer.isWrong(door.shown))
            #expect(
                LoopPage(answer).alert.contains("bill.txt: this type of file is not accepted. Send a photo or a PDF."))
            #expect(!LoopPage(answer).alert.contains("Please add the invoice"), "it is said once")
            #expect(try await send(stage, door, "bill.pdf", ExchangeFile.pdf).status == 303)
            #expect(try await stage.count("invoiced") == 1)
        }
    }

    @Test(
        "P22 a photo under another type's name is taken for what it is, and gets its right name", arguments: [0, 1, 4])
    func lyingName(door: Int) async throws {
        let door = Self.doors[door]
        try await use(door) { stage in
            let answer = try await send(stage, door, "IMG_1.jpg", ExchangeFile.png)
            #expect(answer.status == 303)
            #expect(try await stage.attachments().map(\.attachment.name) == ["IMG_1.png"])
        }
    }

    @Test(
        "P21 P23 a form that is cut off while its file comes in stores nothing, whichever step it is", arguments: doors)
    func cut(door: Door) async throws {
        try await use(door) { stage in
            let before = try await stage.attachments().count
            let boundary = "----cut"
            var body = door.fields.map {
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined()
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(door.input)\"; filename=\"a.png\"\r\n\r\n"
            let answer = try await stage.unmoved {
                try await stage.phone.send(
                    "POST", "\(stage.path)/\(door.act)", body: Data(body.utf8) + ExchangeFile.png.prefix(40),
                    type: "multipart/form-data; boundary=\(boundary)")
            }
            #expect([400, 422].contains(answer.status), "\(answer.status)")
            let page = LoopPage(answer)
            #expect(!page.alert.isEmpty)
            #expect(page.forms.contains { form in form.fields.contains { $0 == door.fields[0] } }, "the text stays")
            #expect(try await stage.attachments().count == before)
        }
    }
}

import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// A grey PNG, black where `isInk` says so; stored without compression, so that nothing but these lines makes it.
enum Drawing {
    static func png(_ width: Int, _ height: Int, isInk: (_ x: Int, _ y: Int) -> Bool) -> Data {
        var raw: [UInt8] = []
        for y in 0..<height { raw += [0] + (0..<width).map { isInk($0, y) ? 0x11 : 0xFF } }
        let length = UInt16(raw.count)
        var data: [UInt8] = [0x78, 0x01, 1]
        for part in [length, ~length] { data += [UInt8(part & 0xFF), UInt8(part >> 8)] }
        data += raw
        data += number(adler(raw))
        var header = number(width)
        header += number(height)
        header += [8, 0, 0, 0, 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", header)
        file += chunk("IDAT", data)
        file += chunk("IEND", [])
        return Data(file)
    }

    /// Two strokes.
    static let signature = png(200, 80) { x, y in (20...160).contains(x) && (abs(y - 40) < 2 || abs(y - x / 2) < 2) }
    static let blank = png(200, 80) { _, _ in false }
    static let dot = png(200, 80) { x, y in x == 100 && y == 40 }

    private static func number(_ value: Int) -> [UInt8] {
        let number = UInt32(truncatingIfNeeded: value)
        return [24, 16, 8, 0].map { (shift: UInt32) -> UInt8 in UInt8(number >> shift & 0xFF) }
    }

    private static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + data
        return number(data.count) + body + number(crc(body))
    }

    private static func crc(_ bytes: [UInt8]) -> Int {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return Int(~crc)
    }

    private static func adler(_ bytes: [UInt8]) -> Int {
        var (one, two) = (1, 0)
        for byte in bytes { (one, two) = ((one + Int(byte)) % 65521, (two + one + Int(byte)) % 65521) }
        return two << 16 | one
    }
}

@Suite("The occupant's signature, as the server takes it")
struct StepSignatureTests {
    private static func setting(_ language: Language = .en) -> ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.language = language
        setting.rules.wantsSignature = true
        return setting
    }

    private func report(
        _ stage: ExchangeStage, signature: Data, name: String = "s.png", signer: String = ""
    ) async throws -> TransferResponse {
        try await stage.phone.post(
            "\(stage.path)/completion",
            multipart: [
                .init("submission", UUID().uuidString), .init("act", "done"), .init("report", "Tested"),
                .init("signedBy", signer), .init("signature", file: name, type: "image/png", bytes: signature),
            ])
    }

    private func arrive(_ stage: ExchangeStage) async throws {
        #expect(try await stage.accept().status == 303)
        try stage.travel(to: "2026-11-23T09:00")
        #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
    }

    @Test("E9 P26 a drawing is taken as the signature, whoever made the picture")
    func drawn() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            try await arrive(stage)
            #expect(try await report(stage, signature: Drawing.signature).status == 303)
            #expect(try await stage.count("signed") == 1)
        }
    }

    private static let bad: [(String, Data)] = [
        ("text", Data("Odile Petit".utf8)), ("PDF", ExchangeFile.pdf), ("one dot", ExchangeFile.png),
        ("blank", Drawing.blank), ("a dot on a sheet", Drawing.dot), ("cut off", Drawing.signature.dropLast(40)),
        ("made shorter", Drawing.signature.prefix(60) + Drawing.signature.suffix(12)),
    ]

    @Test(
        "P26 E9 a text, a PDF, a dot, an empty sheet or half a picture is no signature: nothing stored, the report stays",
        arguments: bad.map(\.0))
    func notSigned(what: String) async throws {
        let bytes = try #require(Self.bad.first { $0.0 == what }).1
        try await ExchangeStage.use(Self.setting()) { stage in
            try await arrive(stage)
            // Not even with a name beside it: what was sent as a drawing is none.
            let answer = try await stage.unmoved { try await report(stage, signature: bytes, signer: "Odile Petit") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("completion-signature"))
            let form = try LoopPage(answer).form(button: "The work is finished")
            #expect(try form.value("Comment") == "Tested")
            #expect(try form.value("Name of the person who signs") == "Odile Petit")
            #expect(try await stage.attachments().isEmpty)
            // It is not kept to be refused again: the name alone is enough now.
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.count("signed") == 1)
        }
    }

    @Test(
        "P26 E20 what is wrong with a signature is said in the reader's language",
        arguments: [
            (Language.en, "only a dot|no more than a dot", "cannot be read"),
            (.fr, "qu’un point", "n’est pas un dessin"),
            (.el, "μόνο μια τελεία", "δεν διαβάζεται"), (.pl, "tylko kropka", "nie można odczytać"),
        ])
    func words(language: Language, blank: String, unreadable: String) async throws {
        try await ExchangeStage.use(Self.setting(language)) { stage in
            try await arrive(stage)
            for (bytes, words) in [(Drawing.dot, blank), (ExchangeFile.pdf, unreadable)] {
                let page = LoopPage(try await stage.unmoved { try await report(stage, signature: bytes) })
                #expect(page.html.contains("<html lang=\"\(language.rawValue)\""))
                #expect(words.split(separator: "|").contains { page.alert.contains($0) }, "\(page.alert)")
            }
        }
    }

    @Test("E9 the page tells its script that a signature is wanted, and only where the organization wants one")
    func marked() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            try await arrive(stage)
            #expect(try await stage.page().html.contains(" data-signature data-required"))
        }
        try await ExchangeStage.use { stage in
            try await arrive(stage)
            #expect(try await !stage.page().html.contains("data-signature"))
        }
    }

    @Test("E9 P20 a signature that came with a report that is refused waits for it and is not drawn again")
    func kept() async throws {
        var setting = Self.setting()
        setting.rules.needsProofs = true
        try await ExchangeStage.use(setting) { stage in
            try await arrive(stage)
            let refused = try await report(stage, signature: Drawing.signature)
            #expect(refused.isWrong("completion-files"))
            var form = try LoopPage(refused).form(button: "The work is finished")
            try form.attach("Add photos or files", ExchangeStage.photo)
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.attachments().map(\.attachment.name).sorted() == ["proof.png", "s.png"])
            #expect(try await stage.count("signed") == 1)
        }
    }
}

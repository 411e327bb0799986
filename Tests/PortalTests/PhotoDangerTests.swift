import Domain
import Foundation
import Gateways
import Media
import RelaisTesting
import Testing
import Workflow

@Suite("Files that mean harm, through the portal")
struct PhotoDangerTests {
    private static var photo: Data {
        get throws { try Data(contentsOf: ProjectRoot.url.appending(path: "Tests/MediaTests/Samples/turned.jpg")) }
    }

    /// The photo, with another size in its frame header (ITU-T T.81, B.2.2).
    private static func claiming(_ side: Int) throws -> Data {
        var bytes = [UInt8](try photo)
        var at = 2
        while !(0xC0...0xC2).contains(bytes[at + 1]) { at += 2 + Int(bytes[at + 2]) << 8 + Int(bytes[at + 3]) }
        let side = [UInt8(side >> 8), UInt8(side & 0xFF)]
        bytes.replaceSubrange(at + 5..<at + 9, with: side + side)
        return Data(bytes)
    }

    private func addresses(_ page: String) -> [String] {
        page.matches(of: /class="file(?: failed)?" href="([^"]*)"/).map { String($0.1) }
    }

    /// What the manager and the sender get at that file's own address.
    private func originals(_ stage: ExchangeStage, name: String, bytes: Data) async throws -> [TransferResponse] {
        let sent = try await stage.send("", files: [ExchangeFile.part(name, bytes)])
        #expect(sent.status == 303)
        try await stage.office.darkroom.drain()
        let own = try #require(addresses(try await stage.page().html).first)
        let browser = try await stage.portal.signIn(stage.organization)
        let desk = try await browser.get("/desk/tickets/\(stage.ticket.number)").text
        let address = try #require(addresses(desk).first)
        return [try await stage.phone.get(own), try await browser.get(address)]
    }

    @Test(
        "P22 a photo cut off and one of 100 megapixels are taken, and each reader learns why there is no preview",
        arguments: [
            (Language.fr, "Le fichier est endommagé", "trop de pixels"),
            (.el, "Το αρχείο είναι κατεστραμμένο", "εικονοστοιχεία"),
            (.pl, "Plik jest uszkodzony", "za dużo pikseli"), (.en, "The file is damaged", "too many pixels"),
        ])
    func words(language: Language, damaged: String, large: String) async throws {
        var setting = ExchangeStage.Setting()
        (setting.language, setting.contractor) = (language, ExchangeStage.plumber(language))
        try await ExchangeStage.use(setting) { stage in
            let whole = try Self.photo
            for (name, bytes, words) in [
                ("half.jpg", whole.prefix(700), damaged), ("huge.jpg", try Self.claiming(10_000), large),
            ] {
                for answer in try await originals(stage, name: name, bytes: bytes) {
                    #expect(answer.status == 200)
                }
                let page = try await stage.page()
                #expect(page.text.contains(name) && page.text.contains(words))
                #expect(!page.html.contains("<img") && page.html.contains("class=\"file failed\""))
                let browser = try await stage.portal.signIn(stage.organization)
                let desk = try await browser.get("/desk/tickets/\(stage.ticket.number)").text
                #expect(desk.contains(words) && desk.contains("class=\"thumb failed\""))
            }
        }
    }

    @Test("P25 a photo that is a page as well is given back byte by byte, and can be nothing but a photo")
    func polyglot() async throws {
        try await ExchangeStage.use { stage in
            let bytes = try Self.photo + Data("<!doctype html><script>alert(1)</script>".utf8)
            for answer in try await originals(stage, name: "photo.html", bytes: bytes) {
                #expect(answer.status == 200 && answer.body == bytes)
                #expect(answer.header("Content-Type") == "image/jpeg")
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Content-Security-Policy")?.hasPrefix("sandbox; default-src 'none';") == true)
                #expect(answer.header("Content-Disposition")?.hasSuffix("photo.jpg") == true)
            }
            let page = try await stage.page().html
            let copy = try #require(page.firstMatch(of: /class="thumb" href="([^"]*)"/)?.1)
            let shown = try await stage.phone.get(String(copy))
            #expect(shown.status == 200 && shown.body.firstRange(of: Data("<script".utf8)) == nil)
        }
    }

    @Test("P25 a PDF with a script opens in place as a PDF, and its first page is a picture without it")
    func script() async throws {
        try await ExchangeStage.use { stage in
            for answer in try await originals(stage, name: "devis.pdf", bytes: Self.scriptedPDF) {
                #expect(answer.status == 200 && answer.body == Self.scriptedPDF)
                #expect(answer.header("Content-Type") == "application/pdf")
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Content-Disposition")?.hasPrefix("inline;") == true)
                let policy = try #require(answer.header("Content-Security-Policy"))
                #expect(policy.hasPrefix("default-src 'none';") && !policy.contains("script-src"))
            }
            let page = try await stage.page().html
            let thumbnail = try #require(page.firstMatch(of: /<img src="([^"]*\/thumbnail)"/)?.1)
            let shown = try await stage.phone.get(String(thumbnail))
            #expect(shown.header("Content-Type") == "image/jpeg")
            #expect(shown.body.firstRange(of: Data("alert".utf8)) == nil)
        }
    }

    private static let scriptedPDF = Data(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj
        trailer<</Root 1 0 R/Size 4>>
        %%EOF

        """.utf8)
}

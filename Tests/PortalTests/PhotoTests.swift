import Domain
import Foundation
import Gateways
import Media
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Photos on the pages")
struct PhotoTests {
    private static func sample(_ name: String) throws -> Data {
        try Data(contentsOf: ProjectRoot.url.appending(path: "Tests/MediaTests/Samples/\(name)"))
    }

    /// A JPEG of 128 by 192 when upright, with a camera ("Fiction") and a place in it.
    private static var photo: Data { get throws { try sample("turned.jpg") } }
    private static let camera = Data("Fiction".utf8)

    private func desk(_ stage: ExchangeStage) async throws -> (browser: TestClient, page: String) {
        let browser = try await stage.portal.signIn(stage.organization)
        return (browser, try await browser.get("/desk/tickets/\(stage.ticket.number)").text)
    }

    private func addresses(_ html: String, _ pattern: Regex<(Substring, Substring)>) -> [String] {
        html.matches(of: pattern).map { String($0.1) }
    }

    @Test(
        "P22 P24 a photo sent by the contractor stands at the desk as a thumbnail, opens large, and is kept as it came")
    func desk() async throws {
        try await ExchangeStage.use { stage in
            let sent = try await stage.send("Voilà", files: [ExchangeFile.part("évier.jpg", try Self.photo)])
            #expect(sent.status == 303)
            let (browser, before) = try await desk(stage)
            #expect(!before.contains("<img") && before.contains("évier.jpg"))
            var feed = stage.office.store.changes(of: stage.ticket.id).makeAsyncIterator()
            try await stage.office.darkroom.drain()
            #expect(await feed.next()?.ticket == stage.ticket.id)
            let page = try await browser.get("/desk/tickets/\(stage.ticket.number)").text
            let image = try #require(page.firstMatch(of: /<img src="(\/desk\/files\/\d+\/thumbnail)"[^>]*>/))
            #expect(image.0.contains("width=\"128\" height=\"192\" alt=\"évier.jpg\" loading=\"lazy\""))
            let thumbnail = try await browser.get(String(image.1))
            let large = try #require(addresses(page, /class="thumb" href="([^"]*\/preview)" target="_blank"/).first)
            let preview = try await browser.get(large)
            for answer in [thumbnail, preview] {
                #expect(answer.status == 200)
                #expect(answer.header("Content-Type") == "image/jpeg")
                #expect(
                    answer.header("Content-Disposition")?.hasPrefix("inline; filename*=UTF-8''%C3%A9vier.jpg") == true)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Content-Security-Policy")?.hasPrefix("sandbox;") == true)
                #expect(answer.header("Cache-Control")?.contains("no-store") == true)
                #expect(answer.body.starts(with: [0xFF, 0xD8, 0xFF]))
                #expect(answer.body.firstRange(of: Self.camera) == nil)
            }
            let original = try #require(addresses(page, /class="file" href="(\/desk\/files\/\d+)"/).first)
            #expect(try await browser.get(original).body == (try Self.photo))
            let other = try await stage.portal.signIn(stage.office.organization("Autre régie"))
            #expect(try await other.get(large).status == 404)
        }
    }

    @Test("P24 what the manager's photo tells of its place never reaches the contractor, at any address")
    func stripped() async throws {
        var setting = ExchangeStage.Setting()
        setting.jobFiles = [("photo.jpg", try Self.photo)]
        setting.developsFiles = false
        try await ExchangeStage.use(setting) { stage in
            let id = try #require(try await stage.attachments().first).attachment.id
            let address = "\(stage.path)/files/\(id)"
            let before = try await stage.page()
            #expect(before.text.contains("photo.jpg") && before.text.contains("The preview is being made."))
            #expect(!before.html.contains(address))
            for part in ["", "/thumbnail", "/preview"] {
                #expect(try await stage.phone.get(address + part).status == 404)
            }
            try await stage.office.darkroom.drain()
            let page = try await stage.page()
            #expect(page.html.contains("<img src=\"\(address)/thumbnail\" width=\"128\" height=\"192\""))
            #expect(page.html.contains("href=\"\(address)/preview\""))
            for part in ["", "/thumbnail", "/preview"] {
                let answer = try await stage.phone.get(address + part)
                #expect(answer.status == 200)
                #expect(answer.header("Content-Type") == "image/jpeg")
                #expect(answer.body.firstRange(of: Self.camera) == nil, "\(part)")
                #expect(answer.body.firstRange(of: Data("Exif".utf8)) == nil, "\(part)")
            }
        }
    }

    @Test("P16 P24 another firm gets neither thumbnail nor copy of what this one sent")
    func foreign() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.send("", files: [ExchangeFile.part("a.jpg", try Self.photo)])
            try await stage.office.darkroom.drain()
            let id = try #require(try await stage.attachments().first).attachment.id
            try await stage.withdraw()
            try await stage.offer(to: ExchangeStage.rival())
            let rival = try stage.portal.page(sms: ExchangeStage.secondNumber)
            for part in ["", "/thumbnail", "/preview"] {
                #expect(try await stage.phone.get("\(rival)/files/\(id)\(part)").status == 404)
                #expect(try await stage.phone.get("\(stage.path)/files/\(id)\(part)").status == 200)
            }
        }
    }

    @Test("P22 a HEIC named .jpg is shown as a picture that every browser knows")
    func heic() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.send("", files: [ExchangeFile.part("IMG_1.jpg", try Self.sample("located.heic"))])
            #expect(try await stage.attachments().first?.attachment.type == "image/heic")
            try await stage.office.darkroom.drain()
            let page = try await stage.page()
            let large = try #require(addresses(page.html, /class="thumb" href="([^"]*)"/).first)
            let answer = try await stage.phone.get(large)
            #expect(answer.header("Content-Type") == "image/jpeg")
            #expect(answer.header("Content-Disposition")?.hasPrefix("inline;") == true)
        }
    }

    @Test("P22 a photo that was cut off keeps its name and its download, and both sides read why it is not shown")
    func damaged() async throws {
        try await ExchangeStage.use { stage in
            let half = try Self.photo.prefix(700)
            let sent = try await stage.send("Half of it", files: [ExchangeFile.part("half.jpg", half)])
            #expect(sent.status == 303)
            try await stage.office.darkroom.drain()
            let page = try await stage.page()
            #expect(page.text.contains("half.jpg") && page.text.contains("The file is damaged: there is no preview."))
            #expect(!page.html.contains("<img"))
            let own = try #require(addresses(page.html, /class="file failed" href="([^"]*)"/).first, "an icon says so")
            #expect(try await stage.phone.get(own).body == half, "his own file is his, damaged or not")
            let (browser, shown) = try await desk(stage)
            #expect(shown.contains("The file is damaged: there is no preview."))
            #expect(shown.contains("<span class=\"thumb failed\"><svg"))
            let original = try #require(addresses(shown, /class="file" href="(\/desk\/files\/\d+)"/).first)
            #expect(try await browser.get(original).body == half)
            #expect(try await browser.get(original + "/thumbnail").status == 404)
        }
    }

    @Test(
        "P24 when and where a photo was taken is told at the desk only if the organization wants it",
        arguments: [false, true])
    func origin(isWanted: Bool) async throws {
        var setting = ExchangeStage.Setting()
        setting.rules.showsPhotoPlace = isWanted
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.send("", files: [ExchangeFile.part("a.jpg", try Self.photo)])
            try await stage.office.darkroom.drain()
            let page = try await desk(stage).page
            #expect(page.contains("Place: 45.74846, 4.84671") == isWanted)
            #expect(page.contains("Taken Friday 20\u{A0}November 2026 at\u{A0}10:11") == isWanted)
            #expect(try await !stage.page().text.contains("45.74"))
        }
    }

    @Test("P25 a PDF shows its first page and opens in the browser's viewer, which no sandbox lets it")
    func document() async throws {
        try await ExchangeStage.use { stage in
            let pdf = Self.blankPDF
            _ = try await stage.send("", files: [ExchangeFile.part("devis.pdf", pdf)])
            try await stage.office.darkroom.drain()
            let page = try await stage.page()
            #expect(page.html.contains("alt=\"devis.pdf\"") && page.text.contains("devis.pdf"))
            let large = try #require(addresses(page.html, /class="thumb" href="([^"]*)" target="_blank"/).first)
            let answer = try await stage.phone.get(large)
            #expect(answer.body == pdf)
            #expect(answer.header("Content-Type") == "application/pdf")
            #expect(answer.header("Content-Disposition")?.hasPrefix("inline;") == true)
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            let policy = try #require(answer.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none';") && policy.contains("object-src 'self'"))
            #expect(!policy.contains("sandbox") && !policy.contains("script-src"))
            #expect(try await desk(stage).page.contains("/thumbnail\""))
        }
    }

    private static let blankPDF = Data(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj
        trailer<</Root 1 0 R/Size 4>>
        %%EOF

        """.utf8)
}

import CDeflate
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Looking at a contractor's page")
struct ExchangeLookTests {
    private static let readers = [
        "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (compatible; MimecastScanner)",
        "BarracudaSentinel/1.0", "WhatsApp/2.23.20.0", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1",
        "Slackbot-LinkExpanding 1.0", "Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5.0", "",
    ]

    /// What differs from one delivery of the same page to the next: the ids of its forms.
    private static func withoutIDs(_ html: String) -> String {
        html.replacing(/name="submission" value="[^"]*"/, with: "name=\"submission\"")
    }

    private static func offered(_ test: (ExchangeStage, [String]) async throws -> Void) async throws {
        var setting = ExchangeStage.Setting()
        setting.jobFiles = [("plan.png", ExchangeFile.png)]
        try await ExchangeStage.use(setting) { stage in
            let file = try #require(try await stage.attachments().first).attachment.id
            let path = stage.path
            let below = ["", "?lang=el", "?done=abc", "/answer", "/undo", "/messages", "/files/\(file)", "/files/7"]
            try await test(stage, below.map { path + $0 })
        }
    }

    @Test("a page that is packed, its head once for all, unpacks to the page, in every language and each time anew")
    func packed() async throws {
        try await ExchangeStage.use { stage in
            for language in ["fr", "el", "pl", "en", "fr"] {
                let headers = ["Accept-Language": language]
                let plain = try await stage.phone.get("/t/\(stage.token)?lang=\(language)", headers: headers)
                let packed = try await stage.phone.get(
                    "/t/\(stage.token)?lang=\(language)", headers: headers.merging(["Accept-Encoding": "gzip"]) { $1 })
                #expect(packed.headers.contains { $0.name.lowercased() == "content-encoding" && $0.value == "gzip" })
                #expect(packed.body.count < 14_336)
                let text = try #require(unpacked([UInt8](packed.body)))
                #expect(text.contains("lang=\"\(language)\""))
                #expect(ids(text) != ids(plain.text) && !ids(text).isEmpty, "the forms' ids are made anew")
                #expect(
                    text.replacing(/value="[0-9A-Za-z]{32}"/, with: "")
                        == plain.text.replacing(/value="[0-9A-Za-z]{32}"/, with: ""))
            }
        }
    }

    private func ids(_ page: String) -> [Substring] { page.matches(of: /value="[0-9A-Za-z]{32}"/).map(\.output) }

    /// RFC 1952, one member, with its checksum.
    private func unpacked(_ bytes: [UInt8]) -> String? {
        let decompressor = libdeflate_alloc_decompressor()
        defer { libdeflate_free_decompressor(decompressor) }
        var (text, read, written) = ([UInt8](repeating: 0, count: 200_000), 0, 0)
        let outcome = libdeflate_gzip_decompress_ex(
            decompressor, bytes, bytes.count, &text, text.count, &read, &written)
        guard outcome == LIBDEFLATE_SUCCESS, read == bytes.count else { return nil }
        return String(decoding: text.prefix(written), as: UTF8.self)
    }

    @Test("P1 P3 P4 whoever opens the link, however often, gets the same page and changes nothing")
    func opening() async throws {
        try await Self.offered { stage, addresses in
            let before = try await stage.timeline().count
            try await stage.unchanged {
                var seen: [String: Set<String>] = [:]
                for reader in Self.readers {
                    for address in addresses {
                        let answer = try await stage.phone.get(address, headers: ["User-Agent": reader])
                        seen[address, default: []].insert("\(answer.status)" + Self.withoutIDs(answer.text))
                    }
                }
                for (address, pages) in seen { #expect(pages.count == 1, "\(address)") }
            }
            #expect(try await stage.timeline().count == before)
            #expect(try await stage.following(try await stage.accept()).label == "in-progress/dispatch-confirmed")
        }
    }

    @Test("P1 HEAD is answered like GET, without a body, and changes nothing")
    func head() async throws {
        try await Self.offered { stage, addresses in
            try await stage.unchanged {
                for address in addresses {
                    let get = try await stage.phone.get(address)
                    let head = try await stage.phone.send("HEAD", address)
                    #expect(head.status == get.status, "\(address)")
                    #expect(head.body.isEmpty)
                    for name in ["Content-Type", "Content-Security-Policy", "Cache-Control", "Content-Disposition"] {
                        #expect(head.header(name) == get.header(name), "\(address) \(name)")
                    }
                    if let length = head.header("Content-Length") {
                        #expect(length == get.header("Content-Length"), "\(address)")
                    }
                }
                let live = try await stage.phone.send("HEAD", stage.path + "/live")
                #expect(live.status == 200)
                #expect(live.body.isEmpty)
            }
        }
    }

    @Test("P2 a scanner that follows everything it finds changes nothing")
    func crawler() async throws {
        try await Self.offered { stage, addresses in
            try await stage.unchanged {
                var (open, seen) = (addresses, Set<String>())
                while let address = open.popLast(), seen.count < 200 {
                    guard seen.insert(address).inserted else { continue }
                    let answer = try await stage.phone.get(address)
                    #expect(answer.status < 500)
                    open += answer.header("Location").map { [$0] } ?? []
                    open += answer.text.matches(of: /(?:href|src|action)="(\/[^"]*)"/).map { String($0.1) }
                        .filter { !$0.hasSuffix("/live") }
                }
                #expect(seen.count > 10)
            }
            #expect(try await stage.stored.label == .toDoOffered)
        }
    }

    @Test("a wrong method is 405 on a page of its own, and changes nothing", arguments: ["PUT", "DELETE", "PATCH"])
    func methods(_ method: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.unchanged {
                for rest in ["", "/answer", "/messages", "/undo", "/live"] {
                    let answer = try await stage.phone.send(method, stage.path + rest)
                    #expect(answer.status == 405)
                    #expect(answer.header("Allow")?.contains("GET") == true)
                    #expect(answer.text.contains("That does not work here"))
                }
                #expect(try await stage.phone.post(stage.path, form: []).status == 405)
            }
        }
    }

    @Test("P3 nothing below a link is stored, indexed, told to others or run from elsewhere")
    func headers() async throws {
        try await Self.offered { stage, addresses in
            for address in addresses + ["/t/forged"] {
                let answer = try await stage.phone.get(address)
                #expect(answer.header("Cache-Control")?.contains("no-store") == true, "\(address)")
                #expect(answer.header("X-Robots-Tag")?.contains("noindex") == true, "\(address)")
                #expect(answer.header("Referrer-Policy") == "no-referrer", "\(address)")
                #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(address)")
                #expect(answer.header("Set-Cookie") == nil)
                let policy = try #require(answer.header("Content-Security-Policy"), "\(address)")
                #expect(policy.contains("default-src 'none'"))
                if !address.contains("/files/") || answer.status != 200 { #expect(!policy.contains("unsafe")) }
            }
        }
    }

    @Test("the one inline sheet is the one that the policy names, and nothing else is inline or from elsewhere")
    func policy() async throws {
        try await ExchangeStage.use { stage in
            let gone = "/t/forged"
            for address in [stage.path, gone, stage.path + "?lang=el"] {
                let answer = try await stage.phone.get(address)
                let policy = try #require(answer.header("Content-Security-Policy"))
                let sheets = answer.text.matches(of: /<style>((?:.|\n)*?)<\/style>/).map { String($0.1) }
                #expect(sheets.count == 1)
                #expect(policy.contains("style-src '\(Self.source(of: try #require(sheets.first)))'"), "\(policy)")
                let bare = answer.text.replacing(/<style>(?:.|\n)*?<\/style>/, with: "")
                #expect(bare.firstMatch(of: /<[^>]* (style|on[a-z]+)=/) == nil)
                #expect(bare.firstMatch(of: /<script(?![^>]* src="\/)/) == nil)
                #expect(!bare.contains("//"), "an address of somebody else's")
                #expect(sheets.allSatisfy { !$0.contains("@import") && !$0.contains("url(http") && !$0.contains("//") })
                for target in bare.matches(of: /(?:href|src|action|poster|srcset)="([^"]*)"/).map({ $0.1 }) {
                    #expect(["/", "#", "?", "tel:"].contains { target.hasPrefix($0) }, "\(target)")
                }
            }
        }
    }

    /// `sha256-…` as a browser works it out.
    private static func source(of text: String) -> String {
        let digits = Array(Digest.hex(of: text))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    @Test("P3 P38 a preview's title names the number and the firm that asks, and neither place nor person")
    func title() async throws {
        try await ExchangeStage.use { stage in
            let page = try await stage.page()
            let title = try #require(page.html.firstMatch(of: /<title>([^<]*)<\/title>/).map { String($0.1) })
            #expect(title.contains(stage.ticket.number))
            #expect(title.contains("Régie Bellecour"))
            for secret in ["Lilas", "Odile", "évier", "Martin"] { #expect(!title.contains(secret)) }
            #expect(page.html.contains("noindex"))
            // Who calls back need not trust the SMS: the number is on the page.
            #expect(page.html.contains("tel:+33478000000"))
        }
    }
}

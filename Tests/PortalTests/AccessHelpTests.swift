import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Help and previews")
struct AccessHelpTests {
    @Test("B34 the help page is there in four languages, with a skip link, contents and ways back to the top")
    func help() async throws {
        try await TestPortal.run { portal in
            let client = portal.client()
            var titles: Set<String> = []
            for language in Language.allCases {
                let answer = try await client.get("/help?lang=\(language.rawValue)")
                #expect(answer.status == 200)
                let html = answer.text
                #expect(html.contains("<html lang=\"\(language.rawValue)\""))
                #expect(html.contains("<a class=\"skip\" href=\"#main\">") && html.contains("id=\"main\""))
                let anchors = html.matches(of: /href="#([^"]+)"/).map { String($0.1) }
                for anchor in anchors where anchor != "top" { #expect(html.contains("id=\"\(anchor)\""), "\(anchor)") }
                #expect(Set(anchors).count >= 12 && anchors.count { $0 == "top" } >= 11)
                // Nothing is fetched from anywhere, and nothing runs.
                #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("//"))
                #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
                #expect(answer.header("Content-Security-Policy")?.contains("unsafe") == false)
                titles.insert(html.firstMatch(of: /<h1>([^<]+)</).map { String($0.1) } ?? "")
            }
            #expect(titles.count == 4 && !titles.contains(""))
            let greek = try await client.get("/help", headers: ["Accept-Language": "el-GR,el;q=0.9"])
            #expect(greek.text.contains("lang=\"el\""))
            #expect(try await client.post("/help", form: []).status == 405)
        }
    }

    @Test("B34 it can be printed, and every contractor's page leads to it in the reader's language")
    func linked() async throws {
        try await ExchangeStage.use { stage in
            let page = try await stage.page("?lang=pl")
            #expect(page.html.contains("href=\"/help?lang=pl\""))
            #expect(page.html.contains("@media print"))
            #expect(try await stage.phone.get("/t/nothing").text.contains("href=\"/help?lang=en\""))
            try await stage.expire()
            #expect(try await stage.page().html.contains("href=\"/help?lang=en\""))
        }
    }

    @Test("E20 the demo shows every page and message in every language, and each opens")
    func previews() async throws {
        try await TestPortal.run(isDemo: true) { portal in
            let client = portal.client()
            for language in Language.allCases {
                let list = try await client.get("/preview?lang=\(language.rawValue)")
                #expect(list.status == 200)
                let links = Set(list.text.matches(of: /href="(\/preview\/[^"]+)"/).map { String($0.1) })
                #expect(links.count > 60, "\(language)")
                for kind in Notice.Kind.allCases { #expect(list.text.contains(">\(kind.rawValue)</h3>"), "\(kind)") }
                for link in links {
                    let page = try await client.get(LoopPage.plain(link))
                    #expect(page.status == 200, "\(link)")
                    #expect(page.text.contains("lang=\"\(language.rawValue)\""), "\(link)")
                }
            }
            #expect(try await client.get("/preview/pages/exchange/999").status == 404)
            #expect(try await client.get("/preview/mails/nothing/0").status == 404)
        }
    }

    @Test("E20 a real portal has no previews")
    func none() async throws {
        try await TestPortal.run { (portal) async throws in
            for path in ["/preview", "/preview/pages/exchange/0", "/preview/mails/offer/0"] {
                let status = try await portal.client().get(path).status
                #expect(status == 404)
            }
        }
    }

    @Test("P3 what a link preview shows of idle, passed-on and taken-back links has no place and no person")
    func titles() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            var titles = [try await stage.page(at: path).title]
            _ = try await stage.takeBack()
            titles.append(try await stage.page(at: path).title)
            stage.office.travel.advance(.days(40))
            titles.append(try await stage.page().title)
            for title in titles {
                #expect(!title.isEmpty)
                for secret in ["Lilas", "Odile", "Yanis", "évier"] { #expect(!title.contains(secret), "\(title)") }
            }
        }
    }
}

extension LoopPage {
    fileprivate var title: String { html.firstMatch(of: /<title>([^<]*)</).map { String($0.1) } ?? "" }
}

import Domain
import Foundation
import Gateways
import RelaisTesting
import Rendering
import Testing
import Workflow

@Suite("Whose language the page speaks")
struct ExchangeLanguageTests {
    private func language(_ page: LoopPage) -> String? {
        page.html.firstMatch(of: /<html lang="([a-z]+)"/).map { String($0.1) }
    }

    @Test("E20 the address decides, then the contact; a browser's wish only where nobody is known")
    func order() async throws {
        var setting = ExchangeStage.Setting()
        setting.language = .fr
        setting.contractor = ExchangeStage.plumber(.el)
        try await ExchangeStage.use(setting) { stage in
            let polish = ["Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"]
            func page(_ path: String, _ headers: [String: String] = [:]) async throws -> String? {
                language(LoopPage(try await stage.phone.get(path, headers: headers)))
            }
            let german = ["Accept-Language": "de, ja;q=0.8, fr;q=0.1"]
            let wanted: [(path: String, headers: [String: String], language: String)] = [
                (stage.path, [:], "el"), (stage.path, polish, "el"), (stage.path + "?lang=pl", [:], "pl"),
                (stage.path + "?lang=fr", polish, "fr"), (stage.path + "?lang=de", [:], "el"),
                ("/t/forged", [:], "en"), ("/t/forged", polish, "pl"), ("/t/forged?lang=el", polish, "el"),
                ("/t/forged", german, "fr"),
            ]
            for (path, headers, expected) in wanted {
                let shown = try await page(path, headers)
                #expect(shown == expected, "\(path) \(headers)")
            }
        }
    }

    @Test("E20 the chosen language stays with the forms, their problems and their confirmations")
    func kept() async throws {
        try await ExchangeStage.use { stage in
            let page = try await stage.page("?lang=fr")
            let form = try page.form(button: "Envoyer ma réponse")
            #expect(form.action == "\(stage.path)/answer?lang=fr")
            let wrong = try await stage.accept("", "", query: "?lang=fr")
            #expect(LoopPage(wrong).text.contains("Indiquez la date."))
            let answer = try await stage.accept(query: "?lang=fr")
            #expect(answer.header("Location")?.hasSuffix("&lang=fr") == true)
            let done = try await stage.following(answer)
            #expect(language(done) == "fr")
            #expect(done.element(role: "status")?.contains("Merci") == true)
            let reload = try await stage.phone.get(stage.path + "/answer?lang=pl")
            #expect(reload.header("Location") == stage.path + "?lang=pl")
            let odd = try await stage.phone.get(stage.path + "/answer?lang=%0d%0aSet-Cookie:x")
            #expect(odd.header("Location") == stage.path)
        }
    }

    @Test("E20 every page of a link is whole in every language", arguments: Language.allCases)
    func whole(_ language: Language) async throws {
        var setting = ExchangeStage.Setting()
        setting.language = language
        try await ExchangeStage.use(setting) { stage in
            let now = try await stage.page()
            #expect(self.language(now) == language.rawValue)
            _ = try await stage.accept("", "")
            _ = try await stage.following(try await stage.accept(comment: "x"))
            _ = try await stage.following(try await stage.send("x"))
            try await stage.withdraw()
            #expect(try await stage.page().status == 410)
            #expect(stage.office.renderer.misses.all.isEmpty)
        }
    }
}

import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct ExchangePageTests {
    private func page(_ index: Int = 0, _ language: Language = .en) -> ExchangePage {
        ExchangePage.samples(in: language)[index]
    }

    private func html(_ page: some Page) throws -> String { try renderer.get().html(page) }

    @Test("E20 every sample of the contractor's page is sound in every language")
    func samples() throws {
        let renderer = try renderer.get()
        for page in ExchangePage.samples {
            #expect(flaws(inHTML: renderer.html(page)) == [], "\(page.language) \(page.label)")
        }
        for page in LinkPage.samples {
            #expect(flaws(inHTML: renderer.html(page)) == [], "\(page.language) \(page.kind)")
        }
        #expect(renderer.misses.all == [])
        if let folder = ProcessInfo.processInfo.environment["RENDER_SAMPLES"] { try write(renderer, to: folder) }
    }

    @Test("contract: labels, buttons and the label attribute have the names that other programs look for")
    func names() throws {
        let html = try html(page())
        for label in ["Date", "Time", "Comment", "Reason", "Message", "Add photos or files"] {
            #expect(html.contains(">\(label)</label>"), "\(label)")
        }
        for words in ["<span>Accept</span>", "<span>Decline</span>", ">Send my answer</button>", ">Send</button>"] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(html.contains(">Contact the manager</a>"))
        #expect(html.contains("data-label=\"to-do/offered\""))
    }

    @Test("P2 nothing is preselected")
    func nothingChosen() throws {
        #expect(try !html(page()).contains(" checked"))
    }

    @Test("A5 the description is whole, keeps its lines and cannot inject anything")
    func description() throws {
        var page = page()
        page.job?.description =
            "<script>alert(1)</script>\n" + String(repeating: "é", count: 9000) + "\n\"end\" & so on"
        let html = try html(page)
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;\n"))
        #expect(html.contains(String(repeating: "é", count: 9000) + "\n&quot;end&quot; &amp; so on"))
    }

    @Test("A4 A6 A7 A9 the job shows phone links, priority in words, number and the date with its zone")
    func facts() throws {
        let html = try html(page())
        #expect(html.contains("href=\"tel:+353205550101\""))
        #expect(html.contains(">Emergency</span>"))
        #expect(html.contains("No. 2026-00417"))
        #expect(html.contains("Monday 23\u{A0}November 2026 at\u{A0}09:00"))
        #expect(html.contains("Dublin time"))
    }

    @Test("A8 the limit has its words in every language, and its absence too")
    func limit() throws {
        let phrases = [
            Language.fr: "450,00\u{A0}€ TTC, toutes charges comprises", .el: "450,00\u{A0}€ με ΦΠΑ και λοιπές χρεώσεις",
            .pl: "450,00\u{A0}zł brutto, z podatkiem i innymi opłatami", .en: "€450.00 incl. tax and other charges",
        ]
        for (language, phrase) in phrases { #expect(try html(page(0, language)).contains(phrase)) }
        #expect(try html(page(10)).contains("No limit set"))
    }

    @Test("A15 the deadline and what its passing may cost stand at the answer; a lapsed offer can still be answered")
    func deadline() throws {
        let open = try html(page())
        #expect(open.contains("To be accepted before Mon 23\u{A0}Nov, 18:02"))
        #expect(open.contains("the job may go to another company"))
        #expect(try html(page(0, .fr)).contains("À accepter avant"))
        let lapsed = try html(page(2))
        #expect(lapsed.contains("The time to answer is over"))
        #expect(lapsed.contains(">Send my answer</button>"))
    }

    @Test("B13 a refused form keeps what was typed and names each field in error, in a list and at the field")
    func problems() throws {
        let html = try html(page(3))
        #expect(html.contains("role=\"alert\""))
        #expect(html.contains("<a href=\"#date\">This moment has already passed.</a>"))
        #expect(html.contains("value=\"2026-11-20\""))
        #expect(html.contains("aria-describedby=\"time-hint time-error\" aria-invalid=\"true\""))
        #expect(html.contains("id=\"time-error\">Please give the time.</span>"))
        #expect(html.contains("value=\"accept\" checked"))
        #expect(html.contains("<title>To correct:"))
    }

    @Test("B10 the manager can be written to in every state")
    func contact() throws {
        for page in ExchangePage.samples {
            let html = try html(page)
            #expect(html.contains("href=\"#message\""))
            #expect(html.contains("action=\"/t/example/messages?lang=\(page.language.rawValue)\""))
        }
    }

    @Test("B16 B17 a confirmation gives time and number and leads back to the job")
    func confirmation() throws {
        let html = try html(page(6))
        #expect(html.contains("role=\"status\""))
        #expect(html.contains("Sunday 22\u{A0}November 2026 at\u{A0}18:22"))
        #expect(html.contains("Number: 2026-00417"))
        #expect(html.contains("href=\"/t/example?lang=en\">Show the job again</a>"))
        let again = try self.html(page(4))
        #expect(again.contains("Thanks, noted. Is there a place to park?"))
        #expect(again.contains(">Undo my answer</button>"))
    }

    @Test("P39 a withdrawn job shows its own thread and nothing of the job")
    func withdrawn() throws {
        let html = try html(page(8))
        #expect(html.contains("data-label=\"withdrawn\""))
        #expect(html.contains("This job is no longer yours"))
        #expect(html.contains("Is there a place to park?"))
        for secret in ["Water leak", "Lilac Street", "450.00", "Mrs Ferrand", "name=\"decision\""] {
            #expect(!html.contains(secret), "\(secret)")
        }
    }

    @Test("P3 the title that link previews show has no personal data")
    func title() throws {
        #expect(try html(page()).contains("<title>Work order 2026-00417 · Harbour Property Care</title>"))
    }

    @Test("B31 the kind stands on every page, and a quote has its own steps and choice")
    func kinds() throws {
        let quote = try html(page(1))
        #expect(quote.contains(">Quote request</span>"))
        #expect(quote.contains("<span>I will quote</span>"))
        #expect(quote.contains(">Decision</li>"))
        for index in 0..<11 where index != 1 { #expect(try html(page(index)).contains("Work order")) }
    }

    @Test("P16 an unknown link names nobody")
    func unknownLink() throws {
        let html = try html(LinkPage(language: .fr, kind: .unknown, address: "/t/x"))
        #expect(html.contains("Cette page n’existe pas"))
        #expect(!html.contains("class=\"mark\""))
    }

    @Test("P21 the limits of an upload are told before it")
    func limits() throws {
        #expect(try html(page()).contains("Photos or PDF, up to 20, 25\u{A0}MB each"))
    }

    private func write(_ renderer: Renderer, to folder: String) throws {
        for (index, page) in ExchangePage.samples.enumerated() {
            let name = "\(page.language.rawValue)-\(index % (ExchangePage.samples.count / 4)).html"
            try renderer.html(page).write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        for (index, page) in LinkPage.samples.enumerated() {
            let name = "link-\(page.language.rawValue)-\(index % (LinkPage.samples.count / 4)).html"
            try renderer.html(page).write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
    }
}

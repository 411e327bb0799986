import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct DeskWordsTests {
    private func html(_ page: some Page) throws -> String { try renderer.get().html(page) }

    @Test("E4 P30 P36 a receipt says way, fate, masked number and SMS parts, and never delivered for sent")
    func receipts() throws {
        let page = try html(DeskTicketPage.sample(.en, .accepted))
        #expect(page.contains("SMS · delivered") && page.contains("1 part") && page.contains("e-mail · sent"))
        #expect(
            page.contains("6 ·· ·· ·· 21".replacing(" ", with: "\u{A0}"))
                && !page.contains("<span class=\"nowrap\">+33612345621"))
        #expect(!page.contains("e-mail · delivered"))
    }

    @Test("E4 a failed message shows the reason and the other way, to a viewer only the reason")
    func failed() throws {
        let page = try html(DeskTicketPage.sample(.fr, .offered))
        #expect(page.contains("EC 21: absent subscriber") && page.contains("Envoyer plutôt par e-mail"))
        let viewer = try html(DeskTicketPage.sample(.fr, .offered, mayAct: false))
        #expect(viewer.contains("EC 21: absent subscriber") && !viewer.contains("Envoyer plutôt par e-mail"))
    }

    @Test("E4 what waits to be tried again says why it did not go yet")
    func retried() throws {
        let delivery = DeskDelivery(
            notice: NoticeID(1), kind: .offer, way: .sms, status: .queued, recipient: "Plomberie Martin",
            address: nil, at: Instant(milliseconds: 0), reason: "503: out of credit")
        let words = try renderer.get().words(.en)
        let context = delivery.context(words, in: "Europe/Paris", mayAct: true, submission: "s")
        #expect(context["reason"] as? String == "Tried already, and will be tried again: 503: out of credit")
    }

    @Test("D10 a viewer's page of a ticket has no form but those of the rail")
    func viewer() throws {
        let page = try html(DeskTicketPage.sample(.en, .declined, mayAct: false))
        let acts = page.replacing(DeskPath.printout("2026-00417"), with: "")
        #expect(!acts.contains("/desk/tickets/2026-00417/") && !page.contains("<section class=\"panel"))
    }

    @Test(
        "AF1 A11 the label stands in words on the page and as the contract spells it in data-label",
        arguments: [(Language.fr, "En cours/Expédition confirmée"), (.el, "Σε εξέλιξη"), (.en, "Dispatch confirmed")])
    func label(language: Language, words: String) throws {
        let page = try html(DeskTicketPage.sample(language, .accepted))
        #expect(page.contains("data-label=\"in-progress/dispatch-confirmed\""))
        #expect(page.contains(words))
    }

    @Test("A14 the act is called an offer first, a reassignment after a refusal")
    func reassign() throws {
        #expect(try html(DeskTicketPage.sample(.en, .new)).contains("Offer to a contractor"))
        #expect(try html(DeskTicketPage.sample(.en, .declined)).contains(">Reassign</a>"))
        #expect(try !html(DeskTicketPage.sample(.en, .offered)).contains("href=\"#offer\""))
    }

    @Test("P28 the timeline and the deadline name the site's time zone", arguments: Language.allCases)
    func zone(language: Language) throws {
        let page = DeskTicketPage.sample(language, .accepted)
        let words = try renderer.get().words(language)
        #expect(try html(page).contains(words.formats.zone(page.ticket.ticket.timeZone)))
    }

    @Test("what people typed cannot become markup")
    func escaping() throws {
        var page = DeskTicketPage.sample(.en, .accepted)
        page.ticket.details.title = "<script>alert(1)</script>"
        page.message.values["text"] = "</textarea><img src=x>"
        page.frame.organization = "A & \"B\""
        let shown = try html(page)
        #expect(!shown.contains("<script>alert") && !shown.contains("<img src=x"))
        #expect(shown.contains("A &amp; &quot;B&quot;"))
    }

    @Test("P18 every form of the desk carries an id of its own")
    func submissions() throws {
        for page in DeskTicketPage.samples where page.frame.mayAct {
            let forms = try html(page).components(separatedBy: "<form").dropFirst().filter {
                $0.contains("method=\"post\"") && $0.contains("/desk/tickets")
            }
            for form in forms { #expect(form.contains("name=\"submission\" value=\"")) }
        }
    }

    @Test("a link in a message opens by its path alone, and what stands around it is text")
    func links() {
        let pieces = LinkedText.pieces(of: "Voir <b>\nhttp://127.0.0.1:8080/t/abc123\nMerci")
        #expect(pieces.count == 3)
        #expect(pieces[1]["link"] as? String == "/t/abc123")
        #expect(pieces[0]["plain"] as? String == "Voir <b>\n")
    }

    @Test("a query's value keeps every letter")
    func escapedQuery() {
        #expect(DeskPath.escaped("a b&c/é+~") == "a%20b%26c%2F%C3%A9%2B~")
    }
}

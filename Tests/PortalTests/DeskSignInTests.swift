import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Signing in at the desk")
struct DeskSignInTests {
    @Test("P1 looking at a sign-in link spends nothing, its button spends it once")
    func button() async throws {
        try await DeskFixture.use { (desk) async throws in
            let token = SecretToken.random().text
            _ = try await desk.office.workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token), manager: desk.organization.manager.id))
            let scanner = desk.portal.client()
            for method in ["GET", "HEAD", "GET"] {
                let look = try await scanner.send(method, "/sign-in/\(token)")
                #expect(look.status == 200)
                #expect(look.header("Set-Cookie") == nil)
            }
            let browser = desk.portal.client()
            #expect(try await browser.post("/sign-in/\(token)", form: []).header("Location") == "/desk")
            #expect(try await browser.get("/desk").status == 200)
            #expect(try await desk.portal.client().post("/sign-in/\(token)", form: []).status == 410)
            #expect(try await desk.portal.client().get("/sign-in/\(token)").status == 410)
        }
    }

    @Test("a double tap on the button leads to the desk, not to an error")
    func doubleTap() async throws {
        try await DeskFixture.use { (desk) async throws in
            let token = SecretToken.random().text
            _ = try await desk.office.workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token), manager: desk.organization.manager.id))
            let browser = desk.portal.client()
            _ = try await browser.post("/sign-in/\(token)", form: [])
            #expect(try await browser.post("/sign-in/\(token)", form: []).header("Location") == "/desk")
        }
    }

    @Test("the answer is the same whether the address is a manager's, and only he gets a mail with a link")
    func sameAnswer() async throws {
        try await DeskFixture.use { (desk) async throws in
            let stranger = desk.portal.client()
            let (known, unknown) = (desk.organization.manager.email, "nobody@example.org")
            var answers: [String] = []
            for email in [known, unknown] {
                let answer = try await stranger.post(
                    "/sign-in", form: [("email", email), ("submission", UUID().uuidString)])
                #expect(answer.status == 303)
                answers.append(try await stranger.get(try #require(answer.header("Location"))).text)
            }
            try await desk.office.courier.drain()
            #expect(answers[0] == answers[1])
            #expect(desk.office.mail.sent.map(\.to.address) == [known])
            #expect(desk.office.mail.sent.first?.plain.contains("/sign-in/") == true)
        }
    }

    @Test("a link older than a quarter of an hour says so")
    func expired() async throws {
        try await DeskFixture.use { (desk) async throws in
            let token = SecretToken.random().text
            _ = try await desk.office.workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token), manager: desk.organization.manager.id))
            desk.office.travel.advance(.minutes(16))
            let answer = try await desk.portal.client().post("/sign-in/\(token)", form: [])
            #expect(answer.status == 410)
            #expect(answer.text.contains("role=\"alert\""))
        }
    }

    @Test("a wrong address is named at its field and kept")
    func wrongAddress() async throws {
        try await DeskFixture.use { (desk) async throws in
            let answer = try await desk.portal.client().post(
                "/sign-in", form: [("email", "nina@"), ("submission", "x")])
            #expect(answer.status == 422)
            #expect(answer.isWrong("sign-in-email"))
            #expect(answer.text.contains("value=\"nina@\""))
        }
    }

    @Test("without a session every page of the desk leads to the sign-in, after signing out as well")
    func closed() async throws {
        try await DeskFixture.use { (desk) async throws in
            let stranger = desk.portal.client()
            for path in ["/desk", "/desk/tickets/new", "/desk/outbox", "/desk/contractors", "/desk/files/1"] {
                #expect(try await stranger.get(path).header("Location") == "/sign-in")
            }
            #expect(try await stranger.get("/desk/live").status == 204)
            #expect(try await desk.post("/sign-out", [:]).header("Location") == "/signed-out")
            #expect(try await desk.get("/desk").header("Location") == "/sign-in")
        }
    }

    @Test("a form of another site is refused and does nothing")
    func crossSite() async throws {
        try await DeskFixture.use { (desk) async throws in
            let form = DeskFixture.ticket.map { ($0.key, $0.value) } + [("submission", "1")]
            for headers in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"], ["Origin": "null"]] {
                #expect(try await desk.browser.post("/desk/tickets", form: form, headers: headers).status == 403)
            }
            let page = try await desk.get("/desk?folder=all")
            #expect(!page.text.contains("data-ticket"))
        }
    }

    @Test("pages of the desk are never stored, run nothing inline and stay out of frames")
    func headers() async throws {
        try await DeskFixture.use { (desk) async throws in
            let page = try await desk.get("/desk")
            let policy = page.header("Content-Security-Policy") ?? ""
            #expect(page.header("Cache-Control") == "no-store")
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(page.header("Referrer-Policy") == "same-origin")
            #expect(page.header("X-Content-Type-Options") == "nosniff")
        }
    }
}

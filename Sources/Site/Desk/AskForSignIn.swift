import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// GET and POST `/sign-in`: a link goes to the address, if it is a manager's; the answer is the same if it is not.
struct AskForSignIn {
    let portal: Portal

    @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let isSent = DeskQuery(request)["sent"] != nil
        return page(desk, isSent ? .sent : .ask(email: "", problem: nil))
    }

    @Sendable func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        if let wait = portal.limits.wait(.signIns, context.peer(request), at: portal.now) {
            return desk.error(.tooMany, status: .tooManyRequests, nil).retryAfter(wait)
        }
        // Nobody is known yet: no files of a stranger's.
        let form = await SubmittedForm.read(request, in: portal, limits: .noFiles)
        let typed = form.fields["email"] ?? ""
        let address: EmailAddress
        do {
            address = try EmailAddress.read(typed, field: "email")
        } catch {
            return page(desk, .ask(email: typed, problem: error), status: .unprocessableContent)
        }
        // The mails that were sent are still good; whoever asks sees no difference.
        let mailbox = Digest.hex(of: address.text.lowercased())
        guard portal.limits.wait(.signInMails, mailbox, at: portal.now) == nil else { return sent(desk) }
        // Always with an id, so that a row is always written: else only a manager's address would wait for the disk, and
        // whoever leaves the id away could tell it by the clock.
        let key =
            form.key("sign-in")
            ?? SubmissionKey(scope: "sign-in", id: SecretToken.random().text, fingerprint: form.fingerprint)
        do {
            _ = try await portal.workflow.perform(RequestSignIn(email: address.text), once: key)
        } catch Refusal.submissionChanged {
            return page(desk, .ask(email: typed, problem: nil), status: .conflict)
        }
        return sent(desk)
    }

    private func sent(_ desk: Desk) -> Response {
        let language = DeskQuery(desk.request)["lang"].map { "&lang=\(DeskPath.escaped($0))" } ?? ""
        return Reply.seeOther("\(DeskPath.signIn)?sent=1\(language)")
    }

    private func page(_ desk: Desk, _ step: SignInPage.Step, status: HTTPResponse.Status = .ok) -> Response {
        var page = SignInPage(
            language: desk.visitorLanguage, step: step, submission: SecretToken.random().text)
        page.hasPhone = portal.configuration.isDemo
        return desk.html(portal.renderer.page(page), status: status)
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Workflow

/// GET and POST `/sign-in`: a link goes to the address, if it is a manager's; the answer is the same if it is not.
struct AskForSignIn {
    let portal: Portal
    private static let mostPerMinute = 10

    @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let isSent = DeskQuery(request)["sent"] != nil
        return page(desk, isSent ? .sent : .ask(email: "", problem: nil))
    }

    @Sendable func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        guard portal.guesses.allows("sign-in:\(context.peer)", limit: Self.mostPerMinute, at: portal.now) else {
            return desk.error(.tooMany, status: .tooManyRequests, nil)
        }
        let form = await SubmittedForm.read(request, in: portal)
        let typed = form.fields["email"] ?? ""
        let address: EmailAddress
        do {
            address = try EmailAddress.read(typed, field: "email")
        } catch {
            return page(desk, .ask(email: typed, problem: error), status: .unprocessableContent)
        }
        do {
            _ = try await portal.workflow.perform(RequestSignIn(email: address.text), once: form.key("sign-in"))
        } catch Refusal.submissionChanged {
            return page(desk, .ask(email: typed, problem: nil), status: .conflict)
        }
        let language = DeskQuery(request)["lang"].map { "&lang=\(DeskPath.escaped($0))" } ?? ""
        return Reply.seeOther("\(DeskPath.signIn)?sent=1\(language)")
    }

    private func page(_ desk: Desk, _ step: SignInPage.Step, status: HTTPResponse.Status = .ok) -> Response {
        var page = SignInPage(
            language: desk.visitorLanguage, step: step, submission: SecretToken.random().text)
        page.hasPhone = portal.configuration.isDemo
        return desk.html(portal.renderer.page(page), status: status)
    }
}

import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Workflow

/// POST `/desk/language`: the manager's language, at the desk and in his mails (E20). A viewer may, too.
struct ChooseLanguage {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        guard let caller = try await desk.caller() else { return Reply.seeOther(DeskPath.signIn) }
        let form = await SubmittedForm.read(request, in: portal)
        guard let language = form.fields["language"].flatMap(Language.init(rawValue:)),
            let key = form.key(caller.scope)
        else { return desk.error(.badRequest, status: .badRequest, caller) }
        do {
            _ = try await portal.workflow.perform(ChangeLanguage(caller.manager.id, to: language), once: key)
        } catch Refusal.submissionChanged {
            // A page that was used before: the one that follows has a fresh form.
        }
        return Reply.seeOther(back(request))
    }

    /// The page that he came from, if it is one of the desk's own.
    private func back(_ request: Request) -> String {
        guard let referer = HTTPField.Name("Referer").flatMap({ request.headers[$0] }),
            let start = referer.range(of: "://")?.upperBound, let slash = referer[start...].firstIndex(of: "/")
        else { return DeskPath.home }
        let path = String(referer[slash...])
        return path == DeskPath.home || path.hasPrefix("/desk/") || path.hasPrefix("/desk?") ? path : DeskPath.home
    }
}

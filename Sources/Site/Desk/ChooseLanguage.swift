import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Rendering

/// POST `/desk/language`: this browser's language at the desk; what a manager is mailed stays in his own.
struct ChooseLanguage {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        guard request.isSameOrigin(portal.configuration) else { return desk.error(.crossSite, status: .forbidden, nil) }
        let form = await SubmittedForm.read(request, in: portal)
        var response = Reply.seeOther(back(request))
        if let language = form.fields["language"].flatMap(Language.init(rawValue:)) {
            DeskSession(configuration: portal.configuration).keep(language, on: &response)
        }
        return response
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

import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store
import Workflow

/// POST `/desk/outbox/NOTICE/other-way`: what did not arrive by SMS goes by mail, or the other way round (E4).
struct SendAgain {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            guard let notice = context.parameters.get("notice").flatMap({ NoticeID($0) }) else {
                throw Refusal.notFound
            }
            let form = await SubmittedForm.read(request, in: portal)
            guard let key = form.key(caller.scope) else {
                return desk.error(.badRequest, status: .badRequest, caller)
            }
            do {
                let ticket = try await portal.workflow.perform(
                    SendOtherWay(notice, manager: caller.manager.id), once: key
                ).outcome
                let number = try await portal.store.read { try $0.details(ticket)?.number }
                let back = cameFromOutbox(request) ? nil : number
                let page = back.map { DeskPath.ticket($0) } ?? DeskPath.outbox
                return Reply.seeOther("\(page)?done=\(DeskDone.sentAgain.rawValue)")
            } catch let refusal as Refusal {
                if refusal == .notFound || refusal == .notAllowed { throw refusal }
                let words = portal.renderer.words(caller.language)
                let told = refusal.problems(words).map(words.problem).joined(separator: " ")
                return desk.error(.refused, status: refusal.deskStatus, caller, detail: told)
            }
        }
    }

    private func cameFromOutbox(_ request: Request) -> Bool {
        HTTPField.Name("Referer").flatMap { request.headers[$0] }?.contains(DeskPath.outbox) ?? false
    }
}

import Domain
import Hummingbird
import Store
import Workflow

/// POST `/messages/ID/other-way`: what did not arrive by SMS goes by mail, or the other way round (E4).
struct PostOtherWay {
    let call: APICall

    func answer() async throws -> Response {
        let id = call.context.parameters.get("message").flatMap { NoticeID($0) }
        let body = try await APIBody.read(call.request, isOptional: true)
        let organization = call.organization.id
        let ticket = try await call.perform(digest: body.digest) { reader in
            guard let delivery = try id.flatMap({ try reader.delivery($0) }),
                delivery.notice.organization == organization
            else { throw Refusal.notFound }
            guard case .contact = delivery.notice.recipient, delivery.notice.ticket != nil, delivery.otherWay != nil
            else { throw APIProblem(.conflict, "", "refusal.noOtherWay") }
            return SendOtherWay(delivery.notice.id, origin: call.origin)
        }
        return try await call.answer(ticket)
    }
}

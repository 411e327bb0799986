import Domain
import Hummingbird
import Store

/// GET `/managers`: who works at the desk, for `ownership`.
struct GetManagers {
    let call: APICall

    func answer() async throws -> Response {
        let managers = try await call.portal.store.read { reader in
            try reader.managers(of: call.organization.id).map(ManagerJSON.init)
        }
        return try APIAnswer.response(Answer(managers: managers), to: call.request)
    }

    private struct Answer: Encodable {
        let managers: [ManagerJSON]
    }

    private struct ManagerJSON: Encodable, Sendable {
        let id: String
        let name: String
        let email: String
        let role: Role
        let language: Language

        init(_ manager: Manager) {
            id = manager.id.description
            name = manager.name
            email = manager.email
            role = manager.role
            language = manager.language
        }
    }
}

import Domain
import Hummingbird
import Store
import Workflow

/// POST `/contractors`: keeps a contractor; one that is known by its external id, or by a number or address of its
/// office, gets the contacts that are new and comes back as it is kept.
struct PostContractor {
    let call: APICall

    func answer() async throws -> Response {
        let body = try await APIBody.read(call.request)
        let id = try await call.perform(digest: body.digest) { reader in
            let object = JSONObject(body.members)
            let form = try ContractorFields(organization: call.organization, reader: reader).form(object)
            try object.check()
            return SaveContractor(nil, form: form, origin: call.origin)
        }
        return try await call.answer(id)
    }
}

/// PATCH `/contractors/ID`: its name, the contacts named by their `id`, and new ones; who is not named stays.
struct PatchContractor {
    let call: APICall

    func answer() async throws -> Response {
        _ = try await call.portal.store.read { try call.contractor(in: $0) }
        let body = try await APIBody.read(call.request)
        let id = try await call.perform(digest: body.digest) { reader in
            let known = try call.contractor(in: reader)
            let object = JSONObject(body.members)
            let form = ContractorFields(organization: call.organization, reader: reader).changes(object, of: known)
            try object.check()
            return SaveContractor(known.id, form: form, origin: call.origin)
        }
        return try await call.answer(id)
    }
}

extension APICall {
    fileprivate func answer(_ contractor: ContractorID) async throws -> Response {
        let kept = try await portal.store.read { try $0.contractor(contractor) }
        guard let kept else { throw Refusal.notFound }
        return try APIAnswer.response(ContractorJSON(kept), to: request)
    }
}

import Domain
import Hummingbird
import Store

/// GET `/contractors?q=&limit=&after=`: by name, each with its contacts.
struct GetContractors {
    let call: APICall
    private static let limits = PageLimits(usual: 50, largest: 200)

    func answer() async throws -> Response {
        let query = APIQuery(call.request)
        let limit = query.limit(Self.limits)
        let after = query.after(id: Subject.Contractor.self)
        let words = query.text("q") ?? ""
        try query.check()
        let page = try await call.portal.store.read { reader in
            let found = try reader.contractors(
                of: call.organization.id, matching: words, after: after, limit: limit + 1)
            let shown = found.prefix(limit).map(ContractorJSON.init)
            return Page(contractors: shown, next: found.count > limit ? shown.last?.id : nil)
        }
        return try APIAnswer.response(page, to: call.request)
    }

    private struct Page: Encodable {
        let contractors: [ContractorJSON]
        let next: String?
    }
}

/// GET `/contractors/ID`
struct GetContractor {
    let call: APICall

    func answer() async throws -> Response {
        let contractor = try await call.portal.store.read { ContractorJSON(try call.contractor(in: $0)) }
        return try APIAnswer.response(contractor, to: call.request)
    }
}

extension APICall {
    /// The contractor that the address names; another organization's is as if it did not exist.
    func contractor(in reader: Reader) throws -> Contractor {
        guard let id = context.parameters.get("contractor").flatMap({ ContractorID($0) }),
            let contractor = try reader.contractor(id), contractor.organization == organization.id
        else { throw Refusal.notFound }
        return contractor
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/desk/contractors` and `/desk/contractors/ID/edit`: a firm's name and its contacts.
struct KeepContractor {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let known = try await known(context, caller)
            let form = await SubmittedForm.read(request, in: portal)
            var problems = Problems(form.problems)
            let firm = ContractorFormReading(form: form, organization: caller.organization).read(&problems)
            if form.submission == nil, form.problems.isEmpty {
                problems.append(Problem(field: "", key: "submission.missing"))
            }
            guard problems.isEmpty, let key = form.key(caller.scope) else {
                return try await again(desk, known?.id, form, problems.all, problems.all.deskStatus)
            }
            do {
                let id = try await portal.workflow.perform(
                    SaveContractor(known?.id, form: firm, manager: caller.manager.id), once: key
                ).outcome
                return Reply.seeOther("\(DeskPath.contractor(id))?done=\(DeskDone.contractorSaved.rawValue)")
            } catch let refusal as Refusal {
                if refusal == .notFound || refusal == .notAllowed { throw refusal }
                let found = refusal.problems(portal.renderer.words(caller.language))
                return try await again(desk, known?.id, form, found, refusal.deskStatus)
            }
        }
    }

    private func known(_ context: SiteContext, _ caller: DeskCaller) async throws -> Contractor? {
        guard let asked = context.parameters.get("contractor") else { return nil }
        let found = try await portal.store.read { reader in
            try ContractorID(asked).flatMap { try reader.contractor($0) }
        }
        guard let found, found.organization == caller.organization.id else { throw Refusal.notFound }
        return found
    }

    private func again(
        _ desk: Desk, _ id: ContractorID?, _ form: SubmittedForm, _ problems: [Problem], _ status: HTTPResponse.Status
    ) async throws -> Response {
        let sent = FormState(form, problems: problems) { SecretToken.random().text }
        return try await desk.page(status: status) { reader, caller in
            let state = sent.withPlaceForOneMore(language: caller.organization.language)
            return DeskContractorFormPage(
                frame: try caller.frame(in: reader, section: .contractors), contractor: id, form: state)
        }
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Store
import Workflow

/// POST `/tickets/NUMBER/files`, `multipart/form-data`: files of the ticket itself, which every offer of it shows.
struct PostFiles {
    let call: APICall

    func answer() async throws -> Response {
        let id = try await call.portal.store.read { try call.ticket(in: $0) }
        guard (call.request.headers[.contentType] ?? "").lowercased().hasPrefix("multipart/form-data") else {
            throw APIProblem(.unsupportedMediaType, "", "body.type", ["choices": "multipart/form-data"])
        }
        let form = await SubmittedForm.read(call.request, in: call.portal)
        var problems = Problems(form.problems)
        if problems.isEmpty, form.files.isEmpty { problems.append(Problem(field: "files", key: "required")) }
        guard problems.isEmpty else { throw APIProblem(ofForm: problems) }
        _ = try await call.perform(digest: form.fingerprint) { reader in
            guard let ticket = try reader.ticket(id), let details = try reader.details(id) else {
                throw Refusal.notFound
            }
            return ChangedTicket(
                edit: EditTicket(id, form: TicketForm(details, of: ticket), files: form.files, origin: call.origin))
        }
        return try await call.answer(id)
    }
}

extension APIProblem {
    /// What is too large is 413 and what did not come whole 400; all else is a field's problem.
    init(ofForm problems: Problems) {
        let keys = Set(problems.all.map(\.key))
        let status: HTTPResponse.Status
        if !keys.isDisjoint(with: ["upload.tooLarge", "file.tooLarge", "file.tooLarge.any", "form.tooLarge"]) {
            status = .contentTooLarge
        } else {
            status = keys.isDisjoint(with: ["form.broken", "upload.interrupted"]) ? .unprocessableContent : .badRequest
        }
        self.init(status, problems.all)
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Store
import Workflow

/// POST `/tickets/NUMBER/messages`: `{text}`, or a form with `text` and files, to the contractor who has the job, or
/// had it last (T53).
struct PostMessage {
    let call: APICall

    func answer() async throws -> Response {
        // Before a file is taken in: is there such a ticket at all?
        _ = try await call.portal.store.read { try call.ticket(in: $0) }
        let type = call.request.headers[.contentType]?.lowercased() ?? ""
        let outcome = try await type.hasPrefix("multipart/") ? fromForm() : fromJSON()
        let event = try await call.portal.store.read { reader in
            guard let entry = try reader.event(outcome.event) else { throw Refusal.notFound }
            return EventJSON(entry)
        }
        return try APIAnswer.response(event, status: .created, to: call.request)
    }

    private func fromJSON() async throws -> MessageOutcome {
        let body = try await APIBody.read(call.request)
        return try await call.perform(digest: body.digest) { reader in
            let object = JSONObject(body.members)
            let text = object.text("text", maximum: FieldLength.message, lines: .many, isRequired: true)
            try object.check()
            return try verb(text, [], reader)
        }
    }

    private func fromForm() async throws -> MessageOutcome {
        let form = await SubmittedForm.read(call.request, in: call.portal)
        var problems = Problems(form.problems)
        let text = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["text"], field: "text", maximum: FieldLength.message)
        }
        if problems.isEmpty, (text ?? "").isEmpty, form.files.isEmpty {
            problems.append(Problem(field: "text", key: "message.missing"))
        }
        guard problems.isEmpty else { throw APIProblem(status(of: problems), problems.all) }
        return try await call.perform(digest: form.fingerprint) { try verb(text, form.files, $0) }
    }

    private func verb(_ text: String?, _ files: [ReceivedFile], _ reader: Reader) throws -> WriteMessage {
        WriteMessage(
            .office(call.origin, ticket: try call.ticket(in: reader), isInternal: false), text: text, files: files)
    }

    /// What is too large is 413 and what did not come whole 400; all else is a field's problem.
    private func status(of problems: Problems) -> HTTPResponse.Status {
        let keys = Set(problems.all.map(\.key))
        if !keys.isDisjoint(with: ["upload.tooLarge", "file.tooLarge", "form.tooLarge"]) { return .contentTooLarge }
        return keys.isDisjoint(with: ["form.broken", "upload.interrupted"]) ? .unprocessableContent : .badRequest
    }
}

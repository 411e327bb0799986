import Domain
import HTTPTypes
import Hummingbird
import Intake
import Store
import Workflow

/// POST `/tickets/NUMBER/messages`: `{text, internal?, ways?}`, or a form with `text`, `internal` and files, to the
/// contractor who has the job, or had it last; with `internal` a note for the office alone (T53, C51).
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
        return try await body.namingWays {
            try await call.perform(digest: body.digest) { reader in
                let object = JSONObject(body.members)
                let text = object.text("text", maximum: FieldLength.message, lines: .many, isRequired: true)
                let isInternal = object.flag("internal") ?? false
                let ways = object.ways()
                try object.check()
                return try verb(text, [], isInternal: isInternal, ways: ways, reader)
            }
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
        let isInternal = form.fields["internal"] == "true"
        guard problems.isEmpty else { throw APIProblem(ofForm: problems) }
        return try await call.perform(digest: form.fingerprint) {
            try verb(text, form.files, isInternal: isInternal, ways: nil, $0)
        }
    }

    private func verb(
        _ text: String?, _ files: [ReceivedFile], isInternal: Bool, ways: [Contact.Way]?, _ reader: Reader
    ) throws -> WriteMessage {
        WriteMessage(
            .office(call.origin, ticket: try call.ticket(in: reader), isInternal: isInternal), text: text,
            files: files, ways: isInternal ? nil : ways)
    }
}

extension JSONObject {
    /// By which ways this one message goes; nil is what each contact wants (B33).
    func ways() -> [Contact.Way]? {
        guard let ways = choices("ways", of: Contact.Way.self) else { return nil }
        if list("ways", maximum: 20)?.isEmpty == true { report("ways", "list.empty") }
        return ways
    }
}

extension APIBody {
    /// Says of `ways` that nobody can be reached by them, where it is their fault and not the contractor's.
    func namingWays<Outcome>(_ act: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await act()
        } catch Refusal.unreachable where JSONObject(members).has("ways") {
            throw Problem(field: "ways", key: "ways.unreachable")
        }
    }
}

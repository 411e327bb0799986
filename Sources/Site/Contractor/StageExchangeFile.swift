import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/files`: one file, sent by the page's script as soon as it is chosen, with a `key` that the script made
/// (E3, P20, P23). The answer is `{id, name, size}`; the form that comes later names it as `staged=FIELD:ID`.
struct StageExchangeFile {
    let portal: Portal

    private struct Answer: Encodable {
        let id: String
        let name: String
        let size: Int64
    }

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let reply = LinkReply(portal: portal)
        guard let link = reply.link(context) else { return reply.unknown(request, context) }
        let (found, waiting) = try await portal.store.read { (try $0.link(link), try $0.waitingFiles(of: link)) }
        guard let found else { return reply.unknown(request, context) }
        guard found.isLive(at: portal.now) else {
            return try refuse([Problem(field: "", key: "link.withdrawn")], .gone, request)
        }
        // Before the file comes in: twice as many may not be on their way either.
        guard waiting < StageFile.mostWaiting else {
            return try refuse([StageFile.tooManyWait], .unprocessableContent, request)
        }
        var limits = portal.configuration.uploads
        limits.files = 1
        let form = await SubmittedForm.read(request, in: portal, limits: limits)
        var problems = Problems(form.problems)
        if form.uploads.isEmpty, problems.isEmpty {
            problems.append(Problem(field: "files", key: "upload.interrupted"))
        }
        guard problems.isEmpty, let file = form.files.first, let key = form.id(in: "key") else {
            let told = problems.isEmpty ? [Problem(field: "", key: "submission.missing")] : problems.all
            return try refuse(told, form.isTooLarge ? .contentTooLarge : .unprocessableContent, request)
        }
        return try await stage(file, link: link, key: key, request)
    }

    private func stage(
        _ file: ReceivedFile, link: LinkID, key: String, _ request: Request
    ) async throws -> Response {
        do {
            let verb = StageFile(file, link: link, id: SecretToken.random().text, key: key)
            let staged = try await portal.workflow.perform(verb).outcome
            let answer = Answer(id: staged.id, name: staged.name, size: staged.size)
            return Reply.json(try APIAnswer.bytes(answer), status: .created, to: request)
        } catch Refusal.invalid(let problems) {
            return try refuse(problems, .unprocessableContent, request)
        } catch Refusal.submissionChanged {
            return try refuse([Problem(field: "files", key: "submission.changed")], .conflict, request)
        } catch is Refusal {
            return try refuse([Problem(field: "", key: "link.withdrawn")], .gone, request)
        }
    }

    /// In the language of the page, which its script names.
    private func refuse(
        _ problems: [Problem], _ status: HTTPResponse.Status, _ request: Request
    ) throws -> Response {
        let words = portal.renderer.words(request.language(preferred: nil, fallback: .en))
        return try APIProblem(status, problems).response(words, to: request)
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/files`: one file ahead of its form, whole, with a `key` that its sender made (E3, P20, P23); the
/// page's script sends it by `/uploads/KEY`, which can go on after a cut. The answer is `{id, name, size}`; the form that comes later names it as `staged=FIELD:ID`.
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
        if let refusal = try await refusal(link, request, context) { return refusal }
        let charge: BytesCharge
        switch portal.chargeBytes(request, context, of: link) {
        case .tooMuch(let wait): return try refuseBytes(request, for: wait)
        case .charged(let charged): charge = charged
        }
        var limits = portal.configuration.uploads
        limits.files = 1
        let form = await SubmittedForm.read(request, in: portal, limits: limits)
        portal.settle(charge, received: form.received)
        var problems = Problems(form.problems)
        if form.uploads.isEmpty, problems.isEmpty {
            problems.append(Problem(field: "files", key: "upload.interrupted"))
        }
        guard problems.isEmpty, let file = form.files.first, let key = form.id(in: "key") else {
            let told = problems.isEmpty ? [Problem(field: "", key: "submission.missing")] : problems.all
            return try refuse(told, form.refusalStatus, request)
        }
        return try await stage(file, link: link, key: key, request)
    }

    /// Told before the file comes in: twice as many may not be on their way either.
    func refusal(_ link: LinkID, _ request: Request, _ context: SiteContext) async throws -> Response? {
        let (found, waiting) = try await portal.store.read { (try $0.link(link), try $0.waitingFiles(of: link)) }
        guard let found else { return LinkReply(portal: portal).unknown(request, context) }
        guard found.isLive(at: portal.now) else {
            return try refuse([Problem(field: "", key: "link.withdrawn")], .gone, request)
        }
        guard waiting < StageFile.mostWaiting else {
            return try refuse([StageFile.tooManyWait], .unprocessableContent, request)
        }
        return nil
    }

    /// More bytes than the link, or where it comes from, may send.
    func refuseBytes(_ request: Request, for wait: Span) throws -> Response {
        try refuse([RequestLimits.formProblem], .tooManyRequests, request).retryAfter(wait)
    }

    func stage(
        _ file: ReceivedFile, link: LinkID, key: String, _ request: Request
    ) async throws -> Response {
        do {
            let verb = StageFile(file, link: link, id: SecretToken.random().text, key: key)
            let staged = try await portal.workflow.perform(verb).outcome
            return try arrived(staged, status: .created, request)
        } catch Refusal.invalid(let problems) {
            return try refuse(problems, .unprocessableContent, request)
        } catch Refusal.submissionChanged {
            return try refuse([Problem(field: "files", key: "submission.changed")], .conflict, request)
        } catch is Refusal {
            return try refuse([Problem(field: "", key: "link.withdrawn")], .gone, request)
        }
    }

    func arrived(_ file: StagedFile, status: HTTPResponse.Status, _ request: Request) throws -> Response {
        let answer = Answer(id: file.id, name: file.name, size: file.size)
        return Reply.json(try APIAnswer.bytes(answer), status: status, to: request)
    }

    /// In the language of the page, which its script names.
    func refuse(
        _ problems: [Problem], _ status: HTTPResponse.Status, _ request: Request
    ) throws -> Response {
        let words = portal.renderer.words(request.language(preferred: nil, fallback: .en))
        return try APIProblem(status, problems).response(words, to: request)
    }
}

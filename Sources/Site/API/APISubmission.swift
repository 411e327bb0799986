import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Store
import Workflow

extension APICall {
    /// Performs the verb that `make` reads out of the request; with an `Idempotency-Key` at most once for that key, and
    /// what came of it then comes again, whatever has happened since (P18). A request that is refused spends no key.
    func perform<V: Verb>(
        digest: String, _ make: @escaping @Sendable (Reader) throws -> V
    ) async throws -> V.Outcome {
        let submission = try submissionKey(digest)
        let prepared = try await portal.store.read { reader -> Prepared<V> in
            guard let submission,
                let earlier = try reader.submission(scope: submission.scope, id: submission.id)
            else { return .toDo(try make(reader)) }
            guard earlier.fingerprint == submission.fingerprint else { throw Refusal.submissionChanged }
            return .done(try JSONDecoder().decode(V.Outcome.self, from: Data(earlier.outcome.utf8)))
        }
        switch prepared {
        case .done(let outcome): return outcome
        case .toDo(let verb): return try await portal.workflow.perform(verb, once: submission).outcome
        }
    }

    private enum Prepared<V: Verb>: Sendable {
        case done(V.Outcome)
        case toDo(V)
    }

    private func submissionKey(_ digest: String) throws -> SubmissionKey? {
        guard let name = HTTPField.Name("Idempotency-Key"), let id = request.headers[name] else { return nil }
        guard (1...255).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw APIProblem(.unprocessableContent, "Idempotency-Key", "idempotencyKey.invalid")
        }
        let fingerprint = Digest.hex(of: "\(request.method.rawValue) \(request.uri.path) \(digest)")
        return SubmissionKey(scope: "key:\(key.id)", id: id, fingerprint: fingerprint)
    }
}

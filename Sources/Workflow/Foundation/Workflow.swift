import Domain
import Foundation
package import Store

/// One act of one person, or of the clock: load, decide, append the events, enqueue the notices, all in one
/// transaction. Nothing is sent and nothing is published before the commit.
package protocol Verb<Outcome>: Sendable {
    /// What the caller shows; kept with the submission, so that a repeat shows the same.
    associatedtype Outcome: Sendable & Codable
    /// Throws `Refusal`; whatever it throws undoes this verb alone.
    func perform(in transaction: Transaction) throws -> Outcome
}

/// Marks one filled-in form or one API request, so that a double tap, a reload or a replay acts once (rule c, P18).
package struct SubmissionKey: Hashable, Sendable {
    /// Whose ids these are: `link:7`, `manager:3`, `key:9`.
    package let scope: String
    /// Made when the form was made, or the `Idempotency-Key`.
    package let id: String
    /// Digest of what was sent: the same id with other contents is asked about, not dropped.
    package let fingerprint: String
    /// Files that were sent ahead of the form (`StageFile`) and wait no longer once it is performed.
    package let staged: [String]

    package init(scope: String, id: String, fingerprint: String, staged: [String] = []) {
        self.scope = scope
        self.id = id
        self.fingerprint = fingerprint
        self.staged = staged
    }
}

package struct Performed<Outcome: Sendable>: Sendable {
    package let outcome: Outcome
    /// The same submission had been performed before; nothing was done now.
    package let isRepeat: Bool
}

/// The door to the verbs.
package struct Workflow: Sendable {
    package let store: Store

    package init(store: Store) { self.store = store }

    /// Performs `verb`, at most once for `submission`. Returns after the commit; throws `Refusal` or a store's error.
    package func perform<V: Verb>(_ verb: V, once submission: SubmissionKey? = nil) async throws -> Performed<V.Outcome>
    {
        try await store.write { transaction in
            guard let submission else {
                return Performed(outcome: try verb.perform(in: transaction), isRepeat: false)
            }
            if let earlier = try transaction.reader.submission(scope: submission.scope, id: submission.id) {
                guard earlier.fingerprint == submission.fingerprint else { throw Refusal.submissionChanged }
                let outcome = try JSONDecoder().decode(V.Outcome.self, from: Data(earlier.outcome.utf8))
                return Performed(outcome: outcome, isRepeat: true)
            }
            let outcome = try verb.perform(in: transaction)
            for id in submission.staged { try transaction.useStagedFile(id) }
            let json = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
            try transaction.remember(
                Submission(
                    scope: submission.scope, id: submission.id, fingerprint: submission.fingerprint, outcome: json))
            return Performed(outcome: outcome, isRepeat: false)
        }
    }
}

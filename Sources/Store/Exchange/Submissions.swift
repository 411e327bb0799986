import Domain
import GRDB

/// One form sent, or one API call, with what came of it: the same one again gets the same (P18, rule c).
package struct Submission: Hashable, Sendable {
    /// Whose ids these are: `link:7`, `manager:3`, `key:9`.
    package let scope: String
    package let id: String
    /// Hash of what was sent: other contents under a used id are asked about, not dropped.
    package let fingerprint: String
    /// JSON of the verb that stored it.
    package let outcome: String

    package init(scope: String, id: String, fingerprint: String, outcome: String) {
        self.scope = scope
        self.id = id
        self.fingerprint = fingerprint
        self.outcome = outcome
    }
}

extension Reader {
    package func submission(scope: String, id: String) throws -> Submission? {
        try first(
            "SELECT * FROM submissions WHERE scope = :scope AND id = :id", ["scope": scope, "id": id]
        ) { row in
            Submission(
                scope: try row.get("scope"), id: try row.get("id"), fingerprint: try row.get("fingerprint"),
                outcome: try row.get("outcome"))
        }
    }
}

extension Transaction {
    /// In the same transaction as what it did. Throws for an id that is known: look first.
    package func remember(_ submission: Submission) throws {
        try insert(
            into: "submissions",
            [
                "scope": submission.scope, "id": submission.id, "fingerprint": submission.fingerprint,
                "outcome": submission.outcome, "at": now,
            ])
    }
}

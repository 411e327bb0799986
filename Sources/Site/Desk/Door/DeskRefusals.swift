import Domain
import HTTPTypes
import Intake
import Rendering
import Workflow

extension Refusal {
    /// The desk's table from a refusal to words, by field where it is about one.
    func problems(_ words: Words) -> [Problem] {
        func whole(_ key: String, _ arguments: [String: String] = [:]) -> [Problem] {
            [Problem(field: "", key: key, arguments: arguments)]
        }
        switch self {
        case .notFromHere(let label): return whole("refusal.notFromHere", ["label": words.label(label)])
        case .incomplete(let fields): return fields.map { Problem(field: $0.rawValue, key: "required.\($0.rawValue)") }
        case .invalid(let problems): return problems.map(\.atDeskField)
        case .unreachable: return [Problem(field: "contractor", key: "refusal.unreachable")]
        case .reasonMissing: return [Problem(field: "reason", key: "reason.missing")]
        case .appointmentMissing: return [Problem(field: "date", key: "date.missing")]
        case .submissionChanged: return whole("submission.changed")
        case .notAllowed: return whole("refusal.notAllowed")
        case .notFound: return whole("refusal.notFound")
        case .alreadyAnswered, .withdrawn, .linkExpired, .undoTooLate, .notYet, .tasksOpen:
            return whole("refusal.tooLate")
        }
    }

    /// 409 is the life cycle's no; 422 is for the sender to mend.
    var deskStatus: HTTPResponse.Status {
        switch self {
        case .incomplete, .invalid, .unreachable, .reasonMissing, .appointmentMissing: .unprocessableContent
        case .notFound: .notFound
        case .notAllowed: .forbidden
        case .notFromHere, .alreadyAnswered, .withdrawn, .linkExpired, .undoTooLate, .notYet, .tasksOpen,
            .submissionChanged:
            .conflict
        }
    }
}

extension Problem {
    /// The verbs name a ticket's parts; the desk's forms have a field for each piece of them.
    var atDeskField: Problem {
        let names = [
            "scheduledAt": key.hasPrefix("time.") ? "time" : "date", "notToExceed": "limit", "message": "text",
            "answerBy": "answerTime", "appointment": key.hasPrefix("time.") ? "time" : "date", "due": "dueTime",
        ]
        return Problem(field: names[field] ?? field, key: key, arguments: arguments)
    }
}

extension [Problem] {
    /// A body beyond every limit is 413 (P21), one that did not come whole 400; all else is the form's to mend.
    var deskStatus: HTTPResponse.Status {
        let keys = Set(map(\.key))
        if !keys.isDisjoint(with: ["upload.tooLarge", "form.tooLarge", "file.tooLarge", "file.tooMany"]) {
            return .contentTooLarge
        }
        return keys.isDisjoint(with: ["form.broken", "upload.interrupted"]) ? .unprocessableContent : .badRequest
    }
}

extension FormState {
    /// The form as it was sent, with what is wrong. A refused one does not spend its id (rule c); one whose id was used
    /// for other contents gets a new one (P18).
    init(_ form: SubmittedForm, problems: [Problem], newSubmission: () -> String) {
        let isUsedUp = problems.contains { $0.key.hasPrefix("submission.") }
        let id = isUsedUp ? nil : form.submission
        var values: [String: String] = [:]
        for field in form.fields.list where values[field.name] == nil && field.name != "submission" {
            values[field.name] = field.value
        }
        // The desk keeps no files for a form: whoever sent some is told which, so that none is left out unseen.
        let names = form.uploads.map(\.file.name).joined(separator: ", ")
        let lost = names.isEmpty ? [] : [Problem(field: "files", key: "file.again", arguments: ["names": names])]
        self.init(submission: id ?? newSubmission(), values: values, problems: problems + lost)
    }
}

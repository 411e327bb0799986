import Domain
import Intake
import Rendering

/// What was typed for something that is not to be had any more, so that it can still be sent to the manager (rule d): in
/// words that he can read, since it is to him that it goes.
extension SubmittedForm {
    func asMessage(_ words: Words, of step: ExchangePage.StepForm.Step) -> String {
        let texts = texts(["title", "description", "reason", "report", "note"])
        let figures = [
            (step.label(of: "outcome"), choice("outcome", words)), ("amount", typed("amount")),
            ("number", typed("number")), (step.label(of: "date"), day("date", words)),
            (step.label(of: "time"), typed("time")), ("total", typed("total")),
            ("validUntil", day("validUntil", words)), ("signedBy", typed("signedBy")),
            ("technician.name", typed("name")), ("technician.phone", typed("phone")),
            ("technician.language", language),
        ]
        return (texts + figures.compactMap { Self.line($0.0, $0.1, words) }).joined(separator: "\n")
    }

    /// An answer that came too late: what belongs to the choice that was made, or everything where none was.
    func answerAsMessage(_ words: Words) -> String {
        let decision = fields["decision"].flatMap(ExchangePage.AnswerForm.Decision.init)
        let (isYes, isNo) = (decision != .decline, decision != .accept)
        let chosen = isNo ? fields["reasonChoice"].flatMap { $0.isEmpty ? nil : words.declineReason($0) } : nil
        let texts = texts((isYes ? ["comment"] : []) + (isNo ? ["reason"] : []))
        let visit = isYes ? [("date", day("date", words)), ("time", typed("time"))] : []
        let lines = visit.compactMap { Self.line($0.0, $0.1, words) }
        return ([chosen].compactMap(\.self) + texts + lines).joined(separator: "\n")
    }

    private func texts(_ names: [String]) -> [String] { names.compactMap(typed) }

    private func typed(_ field: String) -> String? { isBlank(field) ? nil : fields[field] }

    private static func line(_ label: String, _ value: String?, _ words: Words) -> String? {
        value.map { "\(words["exchange.field.\(label)"]): \($0)" }
    }

    /// With the spaces that people type; as it was typed, where it is no day.
    private func day(_ field: String, _ words: Words) -> String? {
        typed(field).map { text in (try? DateText.day(text)).map(Formats(words.language, plain: true).date) ?? text }
    }

    private func choice(_ field: String, _ words: Words) -> String? {
        typed(field).map { words.ifAny("exchange.option.\(field).\($0)") ?? $0 }
    }

    private var language: String? { typed("language").map { Language(rawValue: $0)?.endonym ?? $0 } }
}

extension ExchangePage.StepForm.Step {
    /// Below `exchange.field.`: a date is another thing in each step.
    fileprivate func label(of field: String) -> String {
        switch (self, field) {
        case (.invoice, "date"), (.completion, "date"): "invoiceDate"
        case (.departure, "date"): "nextDate"
        case (.departure, "time"): "nextTime"
        case (.schedule, _), (.arrival, _), (.delay, _), (.giveBack, _), (.quote, _), (.departure, _),
            (.completion, _), (.invoice, _), (.limit, _), (.technician, _), (.takeBack, _), (.register, _),
            (.wrongNumber, _):
            field
        }
    }
}

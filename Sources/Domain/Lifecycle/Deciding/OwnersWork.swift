extension Deciding {
    /// T4.
    func submit(_ missing: [RequiredField], _ description: TextID?) throws(Refusal) -> [Change] {
        guard missing.isEmpty else { throw .incomplete(missing) }
        return [.submitted(description: description)]
    }

    /// T6: first-contact resolution (C43) needs what submitting needs.
    func resolveDraft(
        _ missing: [RequiredField], _ resolution: Resolution, _ note: TextID?, _ feedbackUntil: Instant
    ) throws(Refusal) -> [Change] {
        guard missing.isEmpty else { throw .incomplete(missing) }
        try checkMethod(resolution)
        try checkWorkIsOver()
        return [.resolved(resolution, note: note, feedbackUntil: feedbackUntil, invoiceTask: nil)]
    }

    /// T7: the first edit takes the ticket (C14).
    func edit(_ fields: [String], _ manager: ManagerID?) -> [Change] {
        let takes = Transition[.t7].isPossible(in: ticket)
        guard takes, let manager else { return [.edited(fields: fields)] }
        return [.taken(by: manager), .edited(fields: fields)]
    }
}

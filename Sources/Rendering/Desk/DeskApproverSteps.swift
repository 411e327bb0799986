import Domain

// Somebody outside decides instead of the manager (T32, B22).
extension DeskTicketPage {
    /// Who else is to decide, folded until it is wanted; and that nobody else is any more, once somebody was asked.
    func approverSteps(_ quote: Quote, _ words: Words) -> [ActPanel.Step] {
        let isAsked = quote.approver != nil
        let languages = Language.allCases.map { ($0.rawValue, $0.endonym) }
        let ask = ActPanel.Step(
            summary: words[isAsked ? "desk.act.askAnotherApprover" : "desk.act.askApprover"],
            fields: [
                FieldSpec(name: "approver", isRequired: true, hint: "approver", maximumLength: 200),
                FieldSpec(
                    name: "approverEmail", label: "email", control: .input(type: "email"), isHalf: true,
                    maximumLength: 254),
                FieldSpec(
                    name: "approverPhone", label: "mobile", control: .input(type: "tel"), hint: "phone", isHalf: true,
                    maximumLength: 64),
                FieldSpec(
                    name: "approverLanguage", label: "language", control: .select(languages), isRequired: true),
                FieldSpec(name: "approverNote", control: .area(rows: 2), maximumLength: 2000),
            ],
            buttons: [ActPanel.Button(name: "decision", value: "ask", label: words["desk.act.sendToApprover"])])
        guard isAsked else { return [ask] }
        let dismiss = ActPanel.Step(
            summary: words["desk.act.dismissApproverMore"],
            buttons: [
                ActPanel.Button(
                    name: "decision", value: "dismiss", label: words["desk.act.dismissApprover"], style: .plain)
            ])
        return [ask, dismiss]
    }
}

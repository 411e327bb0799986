import Domain

/// One act on a ticket, or one choice between acts, as `desk/act-panel.mustache` shows it.
struct ActPanel {
    enum Style: String { case primary = "", plain, danger }

    struct Button {
        /// The field that says which button was pressed; nil where the panel has but one.
        var name: String?
        var value = ""
        var label: String
        var style = Style.primary
    }

    /// Fields with the buttons that send them. One with a summary is folded until it is wanted.
    struct Step {
        var summary: String?
        var fields: [FieldSpec] = []
        var buttons: [Button]
    }

    struct Fact {
        var term: String
        var value: String
        var isBad = false
    }

    let panel: DeskTicketPage.Panel
    let action: DeskPath.TicketAct
    var title: String
    /// What the button that leads here says.
    var link: String
    var facts: [Fact] = []
    /// What the contractor wrote with it.
    var note: String?
    var files: [Attachment] = []
    var hint: String?
    var steps: [Step]
    /// Open without being asked for, because somebody waits for this decision.
    var isWanted = false
}

extension ActPanel {
    func context(_ state: FormState, number: String, isOpen: Bool, _ words: Words) -> [String: Any] {
        let id = panel.rawValue
        let names = Set(steps.flatMap(\.fields).map(\.name))
        return [
            "panelID": id, "panelTitle": title, "panelAction": DeskPath.ticket(number, action),
            "panelSubmission": state.submission, "isOpenPanel": isOpen, "isWantedPanel": isWanted,
            "panelProblems": state.summary(in: id, fields: names, words),
            "panelFacts": facts.map { ["term": $0.term, "value": $0.value, "isBad": $0.isBad] as [String: Any] },
            "hasPanelFacts": !facts.isEmpty, "panelNote": note ?? false,
            "panelFiles": files.map { $0.context(words, showsPlace: false) }, "hasPanelFiles": !files.isEmpty,
            "panelHint": hint ?? false, "hasCancel": !isWanted,
            // Enter in a field must not choose between several acts.
            "isChoice": steps.flatMap(\.buttons).count > 1,
            "steps": steps.map { context(of: $0, state, words) },
        ]
    }

    private func context(of step: Step, _ state: FormState, _ words: Words) -> [String: Any] {
        let isWrong = step.fields.contains { field in state.problems.contains { $0.field == field.name } }
        return [
            "summary": step.summary ?? false, "isOpenStep": isWrong,
            "stepFields": step.fields.map { state.context($0, in: panel.rawValue, words) },
            "hasStepFields": !step.fields.isEmpty,
            "stepButtons": step.buttons.map {
                [
                    "buttonName": $0.name ?? false, "buttonValue": $0.value, "buttonLabel": $0.label,
                    "buttonClass": $0.style.rawValue,
                ] as [String: Any]
            },
        ]
    }
}

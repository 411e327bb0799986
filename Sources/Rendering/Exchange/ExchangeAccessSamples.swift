import Domain

extension ExchangePage {
    /// The job passed on, seen by the office and by its technician, and what both can always say (E1, D14, P37).
    static func access(_ accepted: ExchangePage, _ names: ExampleNames) -> [ExchangePage] {
        var passing = accepted
        passing.ownAnswer?.undo = nil
        passing.steps = [technicianForm(names), wrongNumberForm]
        var mistyped = passing
        mistyped.refused = .technician
        mistyped.problems = [Problem(field: "phone", key: "phone.country")]
        var passed = passing
        passed.job?.technician = names.contact
        passed.steps = [takeBackForm(names), wrongNumberForm]
        return [passing, mistyped, passed, technician(accepted, names)]
    }

    private static func technician(_ accepted: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = accepted
        page.contractor = "\(names.contact), \(names.contractor)"
        page.label = .onSite
        page.ownAnswer = nil
        page.job?.isPriced = false
        page.job?.limit = nil
        page.thread = Array(page.thread.suffix(1))
        page.steps = [registerForm, wrongNumberForm]
        return page
    }

    private static func technicianForm(_ names: ExampleNames) -> StepForm {
        let languages = Language.allCases.map { StepField.Option($0.rawValue, name: $0.endonym) }
        return StepForm(
            .technician, submission: "20", isWanted: false,
            fields: [
                StepField("act", .fixed, value: "passOn"),
                StepField("name", .text(type: "text", mode: nil, autocomplete: "off"), label: "technician.name"),
                StepField("phone", .text(type: "tel", mode: "tel", autocomplete: "off"), label: "technician.phone"),
                StepField(
                    "language", .pills(languages), label: "technician.language", value: names.language.rawValue),
            ])
    }

    private static func takeBackForm(_ names: ExampleNames) -> StepForm {
        var form = StepForm(
            .takeBack, submission: "21", isWanted: false, fields: [StepField("act", .fixed, value: "takeBack")])
        form.arguments["name"] = names.contact
        return form
    }

    private static var registerForm: StepForm {
        StepForm(
            .register, submission: "22", isWanted: false,
            fields: [
                StepField("title", .text(type: "text", mode: nil, autocomplete: "off"), label: "register.title"),
                StepField("description", .area(rows: 3), label: "register.description", isOptional: true),
                StepField(
                    "files", .files(maximum: 20, size: 25_000_000, isSingle: false), label: "register.files",
                    isOptional: true),
            ])
    }

    private static var wrongNumberForm: StepForm {
        StepForm(.wrongNumber, submission: "23", isWanted: false, fields: [])
    }
}

import Domain

extension ExchangePage {
    /// The forms of the sample steps, with what real jobs have typed in them.
    enum StepFormSamples {
        static func form(
            _ step: StepForm.Step, isWanted: Bool = false, isFolded: Bool? = nil, variant: String? = nil,
            _ fields: [StepField]
        ) -> StepForm {
            var form = StepForm(step, submission: "s-\(step.rawValue)", isWanted: isWanted, fields: fields)
            if let isFolded { form.isFolded = isFolded }
            form.variant = variant
            return form
        }

        private static func files(_ name: String = "files", isExtra: Bool = false) -> StepField {
            let isSingle = name != "files"
            return StepField(
                name, .files(maximum: isSingle ? 1 : 20, size: 25_000_000, isSingle: isSingle), isOptional: true,
                isExtra: isExtra)
        }

        static var note: StepField { StepField("note", .area(rows: 2), isOptional: true) }

        static func invoiceFields(_ currency: String, isExtra: Bool = false) -> [StepField] {
            [
                StepField("number", .text(type: "text", mode: nil, autocomplete: "off"), isExtra: isExtra),
                StepField("date", .date(earliest: nil), label: "invoiceDate", isExtra: isExtra),
                StepField("total", .amount(currency: currency), isExtra: isExtra),
                files("invoiceFile", isExtra: isExtra),
            ]
        }

        static func visitForms(isTime: Bool) -> [StepForm] {
            let place = isTime ? [StepField("place", .place)] : []
            return [
                form(.arrival, isWanted: isTime, [StepField("presence", .fixed, value: "here")] + place),
                form(
                    .delay, isWanted: isTime, isFolded: true,
                    [
                        StepField("presence", .fixed, value: "late"),
                        StepField("date", .date(earliest: "2026-11-23"), value: "2026-11-23"), StepField("time", .time),
                    ]),
                form(
                    .giveBack, isWanted: isTime, isFolded: true,
                    [StepField("presence", .fixed, value: "absent"), StepField("reason", .area(rows: 2))]),
            ]
        }

        static func schedule(_ names: ExampleNames, isWanted: Bool = false, variant: String? = nil) -> StepForm {
            let people = [StepField.Option("1", name: names.manager), StepField.Option("2", name: names.contact)]
            var form = form(
                .schedule, isWanted: isWanted, variant: variant,
                [
                    StepField("date", .date(earliest: "2026-11-22"), value: "2026-11-23"),
                    StepField("time", .time, value: "09:00"), StepField("note", .area(rows: 2)),
                    StepField("told", .pills(people), isOptional: true, value: "1"),
                ])
            if variant == nil {
                form.warning = "changes"
                form.arguments["count"] = "2"
            }
            return form
        }

        static func quoteForm(_ names: ExampleNames, isAsked: Bool = false) -> StepForm {
            form(
                .quote, isWanted: isAsked, variant: isAsked ? "asked" : nil,
                [
                    StepField("amount", .amount(currency: names.currency)),
                    StepField("validUntil", .date(earliest: "2026-11-22"), value: "2026-12-22"), note, files(),
                ])
        }

        static func completionForm(_ names: ExampleNames, isWanted: Bool, variant: String? = nil) -> StepForm {
            form(
                .completion, isWanted: isWanted, variant: variant,
                [
                    StepField("act", .fixed, value: "done"), StepField("report", .area(rows: 3), isOptional: true),
                    files(),
                    StepField("signature", .signature),
                    StepField("signedBy", .text(type: "text", mode: nil, autocomplete: "off")),
                ] + invoiceFields(names.currency, isExtra: true))
        }

        static func departureForm() -> StepForm {
            let outcomes = [VisitOutcome.returnVisit, .parts, .authorization].map { StepField.Option($0.rawValue) }
            return form(
                .departure, isWanted: true, isFolded: true,
                [
                    StepField("act", .fixed, value: "left"), StepField("outcome", .pills(outcomes)),
                    StepField("date", .date(earliest: "2026-11-23"), label: "nextDate", isOptional: true),
                    StepField("time", .time, label: "nextTime", isOptional: true), note, files(),
                    StepField("place", .place),
                ])
        }
    }
}

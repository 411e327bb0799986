import Domain

// What the tests and the start-up check render: each state that looks different, in every language.

extension DeskListPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let sample = DeskSamples(language: language)
            return [
                Self(frame: sample.frame(), queue: sample.queue()),
                Self(frame: sample.frame(.all), queue: sample.queue(.all, search: "lilas \"<&", source: .technician)),
                Self(frame: sample.frame(.drafts, mayAct: false), queue: sample.queue(.drafts, isEmpty: true)),
                Self(frame: sample.frame(), queue: sample.queue(), isMenu: true),
            ]
        }
    }
}

extension DeskTicketPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            DeskSamples.State.allCases.map { sample(language, $0) } + [
                sample(language, .accepted, mayAct: false), refused(language), withProblems(language),
                lackingAll(language), refusedDecision(language), unwritten(language),
            ] + refusedForms.map { refused(language, $0, $1, values: $2, $3) }
        }
    }

    static func sample(_ language: Language, _ state: DeskSamples.State, mayAct: Bool = true) -> Self {
        let sample = DeskSamples(language: language)
        let ticket = sample.ticket(state)
        var page = Self(
            frame: sample.frame(mayAct: mayAct), queue: sample.queue(), ticket: ticket,
            acts: DeskActs(ticket.ticket, mayAct: mayAct, at: sample.now), newSubmission: { "sample" })
        page.contractors = [sample.contractor]
        return page
    }

    private static func refused(_ language: Language) -> Self {
        var page = sample(language, .accepted)
        page.frame.done = .messageSent
        page.withdrawal.problems = [Problem(field: "reason", key: "reason.missing")]
        page.open = .withdrawal
        return page
    }

    private static func withProblems(_ language: Language) -> Self {
        var page = sample(language, .declined)
        page.open = .offer
        page.offer.values = ["who": "new", "name": "Les \"Robinets\"", "phone": "12", "email": "a@", "sms": "on"]
        page.offer.problems = [
            Problem(field: "contactName", key: "text.missing"), Problem(field: "phone", key: "phone.invalid"),
            Problem(field: "email", key: "email.invalid"),
        ]
        return page
    }

    private static func refusedDecision(_ language: Language) -> Self {
        var page = sample(language, .quoted)
        page.open = .quote
        page.forms[.quote]?.problems = [Problem(field: "reason", key: "reason.missing")]
        page.frame.recent = [
            DeskRecent(number: "2026-00416", title: "<b>"), DeskRecent(number: "2026-00409", title: ""),
        ]
        return page
    }

    /// The other panels, each as it comes back after a refusal.
    private static let refusedForms: [(DeskSamples.State, Panel, [String: String], [Problem])] = [
        (
            .accepted, .ask, ["dueDate": "2026-11-31"],
            [Problem(field: "text", key: "text.missing"), Problem(field: "dueDate", key: "date.nonexistent")]
        ),
        (
            .accepted, .schedule, ["date": "2026-11-20", "note": "…"],
            [Problem(field: "date", key: "date.past"), Problem(field: "time", key: "time.missing")]
        ),
        (.reported, .limit, ["amount": "1.234"], [Problem(field: "amount", key: "amount.ambiguous")]),
        (.reported, .report, [:], [Problem(field: "reason", key: "reason.missing")]),
        (.invoiced, .invoice, [:], [Problem(field: "reason", key: "reason.missing")]),
        (.own, .resolution, [:], [Problem(field: "method", key: "choice.missing")]),
    ]

    private static func refused(
        _ language: Language, _ state: DeskSamples.State, _ panel: Panel, values: [String: String],
        _ problems: [Problem]
    ) -> Self {
        var page = sample(language, state)
        page.open = panel
        page.forms[panel] = FormState(submission: "sample", values: values, problems: problems)
        return page
    }

    private static func unwritten(_ language: Language) -> Self {
        var page = sample(language, .offered)
        page.open = .message
        page.message.problems = [
            Problem(field: "text", key: "message.missing"),
            Problem(field: "files", key: "file.type", arguments: ["name": "plan.svg"]),
        ]
        return page
    }

    private static func lackingAll(_ language: Language) -> Self {
        var page = sample(language, .draft)
        page.alert = Alert("—", items: ["—", "—"])
        return page
    }
}

extension DeskPrintPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let sample = DeskSamples(language: language)
            let link = "https://relais.example/t/" + String(repeating: "a", count: 32)
            return [
                Self(frame: sample.frame(), ticket: sample.ticket(.late), link: link),
                Self(frame: sample.frame(), ticket: sample.ticket(.draft)),
            ]
        }
    }
}

extension DeskTicketFormPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let sample = DeskSamples(language: language)
            let details = sample.details
            var new = Self(
                frame: sample.frame(nil), mode: .new,
                form: FormState(
                    submission: "sample", values: ["kind": "order", "priority": "normal", "source": "phone"]),
                currency: "EUR")
            new.categories = [sample.texts.category]
            new.sites = [details.site].compactMap { $0 }
            new.customers = ["SDC Les Lilas"]
            var wrong = new
            wrong.form.values = [
                "kind": "quote", "title": "", "description": "1 < 2 & \"x\"", "site": "new", "limit": "12,345",
                "priority": "emergency",
            ]
            wrong.form.problems =
                ["title", "category", "requester", "mainContact"].map {
                    Problem(field: $0, key: "required.\($0)")
                } + [Problem(field: "limit", key: "amount.precision")]
            var edit = new
            edit.mode = .edit(number: details.number)
            var draft = new
            draft.mode = .draft(number: details.number)
            return [new, wrong, edit, draft]
        }
    }
}

extension DeskContractorsPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let sample = DeskSamples(language: language)
            var frame = sample.frame(nil)
            frame.section = .contractors
            var open = Self(frame: frame, contractors: [sample.contractor], open: sample.contractor)
            open.rows = sample.queue().rows
            return [
                open, Self(frame: frame, contractors: [sample.contractor]), Self(frame: frame, contractors: []),
            ]
        }
    }
}

extension DeskContractorFormPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let frame = DeskSamples(language: language).frame(nil)
            let form = FormState(
                submission: "sample",
                values: [
                    "language": "el", "sms": "on", "contactName": "Karim", "contact": "41", "contactName-2": "Νίκος",
                    "language-2": "el", "role-2": "technician", "wrongNumber-2": "2026-11-16", "contactName-3": "",
                    "sms-3": "on",
                ])
            var wrong = form
            wrong.problems = [
                Problem(field: "name", key: "text.missing"), Problem(field: "channels", key: "choice.missing"),
                Problem(field: "phone-2", key: "phone.invalid"),
            ]
            return [
                Self(frame: frame, contractor: nil, form: form),
                Self(frame: frame, contractor: ContractorID(31), form: wrong),
            ]
        }
    }
}

extension DeskOutboxPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let sample = DeskSamples(language: language)
            var frame = sample.frame(nil)
            frame.section = .outbox
            let lines = (sample.deliveries(isFailed: true) + sample.deliveries(isFailed: false)).map {
                Line($0, ticketNumber: sample.details.number, ticketTitle: sample.details.title)
            }
            return [
                Self(frame: frame, onlyFailed: false, lines: lines, next: "9", submission: "sample"),
                Self(frame: frame, onlyFailed: true, lines: [], submission: "sample"),
            ]
        }
    }
}

extension DeskErrorPage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            Kind.allCases.map { kind in
                var page = Self(language: language, kind: kind, organization: "Cabinet Lenoir")
                page.detail = kind == .refused ? "—" : nil
                page.reference = kind == .broken ? "4711" : nil
                return page
            }
        }
    }
}

extension SignInPage {
    package static var samples: [Self] {
        let problem = Problem(field: "email", key: "email.invalid")
        let steps: [Step] = [
            .ask(email: "", problem: nil), .ask(email: "claire@", problem: problem), .sent,
            .confirm(action: DeskPath.signIn("sample"), organization: "Cabinet Lenoir"), .expired, .signedOut,
        ]
        return Language.allCases.flatMap { language in
            steps.map { Self(language: language, step: $0, submission: "sample") }
        }
    }
}

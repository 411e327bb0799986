package import Domain

extension ExchangePage {
    /// Every state that looks different, in every language, with the long texts that real jobs have.
    package static var samples: [ExchangePage] { Language.allCases.flatMap(samples) }

    package static func samples(in language: Language) -> [ExchangePage] {
        let names = ExampleNames(language)
        let open = offered(names)
        return [
            open, quote(names), lapsed(open), refused(open), accepted(open, names), declined(open, names),
            done(open, names), undone(open), withdrawn(open, names), closed(open, names), unlimited(open),
        ] + stepSamples(accepted(open, names), names) + access(accepted(open, names), names)
    }

    private static let moment = Instant(milliseconds: 1_795_370_520_000)

    private static func offered(_ names: ExampleNames) -> ExchangePage {
        var job = Job(priority: .emergency, title: names.title, description: names.description)
        job.customer = names.customer
        job.siteName = names.site
        job.address = names.address
        job.sitePhone = names.phones[1]
        job.contactName = names.contact
        job.contactPhone = names.phones[2]
        job.limit = Money(amount: 45_000, currency: names.currency)
        job.scheduledAt = names.visit
        job.files = [photo, FileLink(name: "IMG_2040.heic", size: 1_980_000, address: nil)]
        var page = ExchangePage(
            language: names.language, base: "/t/example",
            letterhead: Letterhead(name: names.organization, phone: names.phones[0], brand: names.brand),
            contractor: names.contractor, label: .toDoOffered, kind: .order, number: "2026-00417",
            timeZone: names.timeZone, job: job, message: MessageForm(submission: "1"))
        var form = AnswerForm(submission: "2")
        form.answerBy = moment + .hours(24)
        form.left = .minutes(1434)
        form.earliestDate = "2026-11-22"
        if let visit = names.visit { (form.date, form.time) = (visit.local.dateText, visit.local.timeText) }
        page.answerForm = form
        page.thread = [
            ThreadEntry(at: moment, .fact(.offered)),
            ThreadEntry(
                at: moment + .minutes(2),
                .message(author: names.manager, isOwn: false, text: names.messages[0], files: [])),
            ThreadEntry(
                at: moment + .minutes(9),
                .message(
                    author: names.contractor, isOwn: true, text: names.messages[1],
                    files: [FileLink(name: "IMG_2041.heic", size: 2_310_000, address: "/t/example/files/2")])),
        ]
        return page
    }

    private static var photo: FileLink {
        var photo = FileLink(name: "photo-siphon.jpg", size: 1_240_000, address: "/t/example/files/1")
        photo.picture = .init(
            thumbnail: "/t/example/files/1/thumbnail", large: "/t/example/files/1/preview", width: 150, height: 200)
        return photo
    }

    private static func quote(_ names: ExampleNames) -> ExchangePage {
        var page = offered(names)
        page.kind = .quote
        page.job?.priority = .normal
        page.job?.scheduledAt = nil
        page.job?.limit = nil
        page.answerForm?.date = ""
        page.answerForm?.time = ""
        page.thread = []
        return page
    }

    private static func lapsed(_ open: ExchangePage) -> ExchangePage {
        var page = open
        page.label = .toDoLapsed
        page.answerForm?.isLapsed = true
        page.thread.append(ThreadEntry(at: moment + .hours(24), .fact(.lapsed)))
        return page
    }

    /// A 422: everything typed is kept, and each problem stands at its field.
    private static func refused(_ open: ExchangePage) -> ExchangePage {
        var page = open
        page.answerForm?.decision = .accept
        page.answerForm?.date = "2026-11-20"
        page.answerForm?.time = ""
        page.answerForm?.comment = "…"
        page.problems = [Problem(field: "date", key: "date.past"), Problem(field: "time", key: "time.missing")]
        return page
    }

    private static func accepted(_ open: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = open
        page.label = .dispatchConfirmed
        page.answerForm = nil
        page.job?.appointment = names.visit
        var own = OwnAnswer(.accepted, by: names.contractor, at: moment + .minutes(20))
        own.appointment = names.visit
        own.comment = names.messages[1]
        own.undo = Undo(submission: "3", until: moment + .minutes(30))
        page.ownAnswer = own
        page.thread.append(ThreadEntry(at: own.at, .fact(.accepted(names.visit))))
        return page
    }

    private static func declined(_ open: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = open
        page.label = .toDoDeclined
        page.answerForm = nil
        var own = OwnAnswer(.declined, by: names.contractor, at: moment + .minutes(20))
        own.reason = names.messages[1]
        page.ownAnswer = own
        page.thread.append(ThreadEntry(at: own.at, .fact(.declined(reason: names.messages[1]))))
        return page
    }

    private static func done(_ open: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = accepted(open, names)
        page.confirmation = Confirmation(.accepted, at: moment + .minutes(20))
        return page
    }

    private static func undone(_ open: ExchangePage) -> ExchangePage {
        var page = open
        page.confirmation = Confirmation(.undone, at: moment + .minutes(25))
        page.thread.append(ThreadEntry(at: moment + .minutes(25), .fact(.undone)))
        return page
    }

    private static func withdrawn(_ open: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = open
        page.label = .withdrawn
        page.job = nil
        page.answerForm = nil
        page.thread.append(ThreadEntry(at: moment + .hours(2), .fact(.withdrawn(reason: names.messages[1]))))
        return page
    }

    private static func closed(_ open: ExchangePage, _ names: ExampleNames) -> ExchangePage {
        var page = accepted(open, names)
        page.label = .closed
        page.ownAnswer?.undo = nil
        page.confirmation = Confirmation(.message, at: moment + .days(9))
        return page
    }

    private static func unlimited(_ open: ExchangePage) -> ExchangePage {
        var page = open
        page.job?.limit = nil
        page.job?.priority = .low
        page.isLive = false
        page.problems = [Problem(field: "files", key: "file.type", arguments: ["name": "plan.svg"])]
        return page
    }
}

extension LinkPage {
    package static var samples: [LinkPage] {
        Language.allCases.flatMap { language in
            let names = ExampleNames(language)
            let head = Letterhead(name: names.organization, phone: names.phones[0], brand: names.brand)
            let renewal = Renewal(action: "/t/example/renewal", submission: "1")
            return [
                LinkPage(language: language, kind: .unknown, address: "/t/example"),
                LinkPage(
                    language: language, kind: .expired(renewal: renewal), address: "/t/example", letterhead: head),
                LinkPage(language: language, kind: .expired(renewal: nil), address: "/t/example", letterhead: head),
                LinkPage(language: language, kind: .renewed, address: "/t/example", letterhead: head),
                LinkPage(
                    language: language,
                    kind: .idle(
                        number: "2026-00417", opening: Renewal(action: "/t/example/opening", submission: "1"),
                        wrongNumber: Renewal(action: "/t/example/wrong-number", submission: "2")),
                    address: "/t/example", letterhead: head),
                LinkPage(language: language, kind: .wrongNumber, address: "/t/example", letterhead: head),
                LinkPage(language: language, kind: .takenBack, address: "/t/example", letterhead: head),
                LinkPage(
                    language: language, kind: .tooLarge(maximumFiles: 20, maximumSize: 25_000_000),
                    address: "/t/example", letterhead: head, back: "/t/example"),
                LinkPage(language: language, kind: .broken, address: "/t/example", back: "/t/example"),
                LinkPage(language: language, kind: .wrongMethod, address: "/t/example"),
                LinkPage(language: language, kind: .tooMany, address: "/t/example"),
                LinkPage(language: language, kind: .busy, address: "/t/example"),
                LinkPage(language: language, kind: .failed(id: "8f3a-21"), address: "/t/example"),
            ]
        }
    }
}

package import Domain

/// A new ticket, or the details of one that is there.
package struct DeskTicketFormPage: Page {
    package static var template: String { "desk/ticket-form" }

    package var frame: DeskFrame
    package var mode: Mode
    /// Field names: title, description, category, priority, kind, source, site (an id or `new`), siteName, siteAddress,
    /// sitePhone, customer, asset, requester, requesterPhone, requesterEmail, sameContact, mainContact,
    /// mainContactPhone, mainContactEmail, limit, date, time, files.
    package var form: FormState
    package var categories: [String] = []
    package var customers: [String] = []
    package var assets: [String] = []
    package var sites: [Site] = []
    package var currency: String
    package var fileLimits = FileLimits()

    package enum Mode: Hashable, Sendable {
        case new
        case draft(number: String)
        case edit(number: String)
    }

    package init(frame: DeskFrame, mode: Mode, form: FormState, currency: String) {
        self.frame = frame
        self.mode = mode
        self.form = form
        self.currency = currency
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let title = title(words)
        var context = frame.context(words, title: title, column: .sheet)
        let fields = fields(words)
        for field in fields { context[field.name] = form.context(field, in: "ticket", words) }
        context["formTitle"] = title
        context["formAction"] = action
        context["formSubmission"] = form.submission
        context["alert"] = form.summary(in: "ticket", fields: Set(fields.map(\.name) + ["files"]), words)
        context["priorities"] = choices("priority", Priority.allCases, words.priority)
        context["kinds"] = choices("kind", TicketKind.allCases, words.kind)
        context["sources"] = choices("source", [Source.phone, .email, .technician]) {
            words["desk.source.\($0.rawValue)"]
        }
        context["sameContact"] = form.isChecked("sameContact")
        context["isDraft"] = isDraft
        context["takesKind"] = mode == .new
        context["cancelHref"] = cancel
        context["currency"] = currency
        context["fileProblem"] = form.problems.first { $0.field == "files" }.map { words.problem($0) } ?? false
        context["files"] = fileLimits.field("ticket", words)
        return context
    }

    private var isDraft: Bool {
        switch mode {
        case .new, .draft: true
        case .edit: false
        }
    }

    private var action: String {
        switch mode {
        case .new: DeskPath.tickets
        case .draft(let number), .edit(let number): DeskPath.ticket(number, .edit)
        }
    }

    private var cancel: String {
        switch mode {
        case .new: DeskPath.home
        case .draft(let number), .edit(let number): DeskPath.ticket(number)
        }
    }

    private func title(_ words: Words) -> String {
        switch mode {
        case .new: words["desk.newTicket"]
        case .draft(let number): words("desk.editDraft", ["number": number])
        case .edit(let number): words("desk.editTicket", ["number": number])
        }
    }

    private func choices<Choice: RawRepresentable>(
        _ name: String, _ all: [Choice], _ title: (Choice) -> String
    ) -> [[String: Any]] where Choice.RawValue == String {
        all.map { choice in
            [
                "choiceID": "ticket-\(name)-\(choice.rawValue)", "choiceValue": choice.rawValue,
                "choiceName": title(choice), "isChosen": form[name] == choice.rawValue,
            ]
        }
    }

    private func fields(_ words: Words) -> [FieldSpec] {
        let known = sites.map { ($0.id.description, $0.name == $0.address ? $0.name : "\($0.name) · \($0.address)") }
        let siteOptions = [("", words["desk.noSite"])] + known + [("new", words["desk.newSite"])]
        return [
            FieldSpec(name: "title", isRequired: true, hint: "title", maximumLength: 200),
            FieldSpec(name: "description", control: .area(rows: 6), isRequired: true, hint: "description"),
            FieldSpec(name: "category", isRequired: true, suggestions: categories, maximumLength: 100),
            FieldSpec(name: "site", control: .select(siteOptions)),
            FieldSpec(name: "siteName", maximumLength: 200),
            FieldSpec(name: "siteAddress", maximumLength: 400),
            FieldSpec(name: "sitePhone", control: .input(type: "tel"), maximumLength: 40),
            FieldSpec(name: "customer", suggestions: customers, isHalf: true, maximumLength: 200),
            FieldSpec(name: "asset", suggestions: assets, isHalf: true, maximumLength: 200),
            FieldSpec(name: "requester", isRequired: true, maximumLength: 200),
            FieldSpec(
                name: "requesterPhone", label: "phone", control: .input(type: "tel"), isHalf: true, maximumLength: 40),
            FieldSpec(
                name: "requesterEmail", label: "email", control: .input(type: "email"), isHalf: true, maximumLength: 254
            ),
            FieldSpec(name: "mainContact", isRequired: true, maximumLength: 200),
            FieldSpec(
                name: "mainContactPhone", label: "phone", control: .input(type: "tel"), isHalf: true, maximumLength: 40),
            FieldSpec(
                name: "mainContactEmail", label: "email", control: .input(type: "email"), isHalf: true,
                maximumLength: 254),
            FieldSpec(name: "limit", hint: "limit", isHalf: true, maximumLength: 20),
            FieldSpec(name: "date", control: .input(type: "date"), isHalf: true),
            FieldSpec(name: "time", control: .input(type: "time"), isHalf: true),
        ]
    }
}

import Domain
import Intake
import Rendering
import Store
import Workflow

/// What a ticket's form needs to know of the organization: to suggest, and to find what was meant.
struct TicketChoices: Sendable {
    let categories: [String]
    let customers: [Customer]
    let assets: [Asset]
    let sites: [Site]

    init(_ reader: Reader, _ organization: OrganizationID) throws {
        categories = try reader.categories(of: organization).map(\.name)
        customers = try reader.customers(of: organization)
        assets = try reader.assets(of: organization)
        sites = try reader.sites(of: organization)
    }
}

/// Reads the desk's ticket form; everything that is wrong is found at once (C9).
struct TicketFormReading {
    let form: SubmittedForm
    let organization: Organization
    let choices: TicketChoices
    /// Whether what T4 requires must be there.
    let isComplete: Bool

    /// What was understood, and what was not.
    func read() -> (form: TicketForm, problems: Problems) {
        var problems = Problems(form.problems)
        var ticket = TicketForm(
            source: choice("source") ?? .phone, kind: choice("kind") ?? .order,
            title: text("title", FieldLength.title, &problems),
            description: text("description", FieldLength.description, lines: .many, &problems),
            priority: choice("priority") ?? .normal)
        let category = text("category", FieldLength.category, &problems)
        ticket.category = category.isEmpty ? nil : category
        ticket.site = site(&problems)
        ticket.customer = customer(&problems)
        ticket.asset = asset(&problems)
        ticket.requester = person("requester", &problems)
        let isSame = !(form.fields["sameContact"] ?? "").isEmpty
        ticket.mainContact = isSame ? ticket.requester : person("mainContact", &problems)
        if !value("limit").isEmpty {
            ticket.notToExceed = problems.collect { () throws(Problem) in
                try AmountText.read(value("limit"), field: "limit", currency: organization.currency)
            }
        }
        if !value("date").isEmpty || !value("time").isEmpty {
            ticket.scheduledAt = problems.collectAll { () throws(Problems) in
                try DateText.read(date: value("date"), time: value("time"))
            }
        }
        if isComplete { require(ticket, isSame: isSame, &problems) }
        return (ticket, problems)
    }

    /// C2 to C6. With one person for both, what is missing of the main contact is missing of the requester.
    private func require(_ ticket: TicketForm, isSame: Bool, _ problems: inout Problems) {
        let found = Set(problems.all.map(\.field))
        for field in RequiredField.allCases where !found.contains(field.rawValue) {
            let isMissing =
                switch field {
                case .title: ticket.title.isEmpty
                case .description: ticket.description.isEmpty
                case .category: ticket.category == nil
                case .mainContact: ticket.mainContact == nil
                case .requester: ticket.requester == nil
                }
            guard isMissing else { continue }
            let shown = field == .mainContact && isSame ? "requester" : field.rawValue
            problems.append(Problem(field: shown, key: "required.\(field.rawValue)"))
        }
    }

    private func value(_ name: String) -> String { form.fields[name] ?? "" }

    private func choice<Choice: RawRepresentable>(_ name: String) -> Choice? where Choice.RawValue == String {
        Choice(rawValue: value(name))
    }

    private func text(
        _ name: String, _ maximum: Int, lines: Text.Lines = .one, isRequired: Bool = false, _ problems: inout Problems
    ) -> String {
        problems.collect { () throws(Problem) in
            try Text.clean(value(name), field: name, maximum: maximum, required: isRequired, lines: lines)
        } ?? ""
    }

    private func phone(_ name: String, _ problems: inout Problems) -> String? {
        guard !value(name).isEmpty else { return nil }
        return problems.collect { () throws(Problem) in
            try PhoneNumber.read(value(name), field: name, region: organization.region)
        }?.e164
    }

    private func email(_ name: String, _ problems: inout Problems) -> String? {
        guard !value(name).isEmpty else { return nil }
        return problems.collect { () throws(Problem) in try EmailAddress.read(value(name), field: name) }?.text
    }

    /// Nil when nothing is said of him; with a number alone, his name is asked for.
    private func person(_ name: String, _ problems: inout Problems) -> PersonForm? {
        let phone = phone(name + "Phone", &problems)
        let email = email(name + "Email", &problems)
        let isMentioned = phone != nil || email != nil
        let full = text(name, FieldLength.name, isRequired: isMentioned, &problems)
        return full.isEmpty ? nil : PersonForm(name: full, phone: phone, email: email)
    }

    private func site(_ problems: inout Problems) -> SiteChoice? {
        let chosen = value("site")
        guard chosen != "new" else {
            let name = text("siteName", FieldLength.name, &problems)
            let address = text("siteAddress", FieldLength.address, lines: .many, isRequired: true, &problems)
            let phone = phone("sitePhone", &problems)
            return .described(
                externalID: nil, name: name.isEmpty ? address : name, address: address, phone: phone, timeZone: nil)
        }
        guard !chosen.isEmpty else { return nil }
        guard let site = choices.sites.first(where: { $0.id.description == chosen }) else {
            problems.append(Problem(field: "site", key: "choice.unknown"))
            return nil
        }
        return .existing(site.id)
    }

    private func customer(_ problems: inout Problems) -> CustomerChoice? {
        let name = text("customer", FieldLength.name, &problems)
        guard !name.isEmpty else { return nil }
        let known = choices.customers.first { $0.name.lowercased() == name.lowercased() }
        return known.map { .existing($0.id) } ?? .described(externalID: nil, name: name)
    }

    private func asset(_ problems: inout Problems) -> AssetChoice? {
        let name = text("asset", FieldLength.name, &problems)
        guard !name.isEmpty else { return nil }
        let known = choices.assets.first { $0.name.lowercased() == name.lowercased() }
        return known.map { .existing($0.id) } ?? .described(externalID: nil, name: name)
    }
}

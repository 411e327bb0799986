import Domain
import Intake
import Store
import Workflow

/// What a body changes of a ticket: the members that it names, null for what shall be empty. Kind, source and external
/// id stay what they were at birth.
struct TicketChanges {
    let object: JSONObject
    let organization: Organization
    let reader: Reader
    let now: Instant
    /// A draft may lack what anything else must keep.
    let isDraft: Bool

    /// Problems are left with the object.
    func form(from details: TicketDetails, _ ticket: Ticket) throws -> TicketForm {
        var form = TicketForm(details, of: ticket)
        let needed = !isDraft
        change("title") { form.title = text($0, FieldLength.title, .one) ?? "" }
        change("description") { form.description = text($0, FieldLength.description, .many) ?? "" }
        change("category") { form.category = text($0, FieldLength.category, .one) }
        change("priority") { form.priority = object.choice($0, isRequired: true) ?? form.priority }
        change("requester") { form.requester = object.person($0, region: organization.region, isRequired: needed) }
        change("mainContact") { form.mainContact = object.person($0, region: organization.region, isRequired: needed) }
        change("notToExceed") { form.notToExceed = object.money($0, currency: organization.currency) }

        let places = PlaceFields(object: object, organization: organization, reader: reader)
        var timeZone = details.site?.timeZone ?? organization.timeZone
        if object.names("siteId") || object.names("site") {
            (form.site, timeZone) = try places.site(isRequired: needed)
        }
        if object.names("customer") { form.customer = try places.customer() }
        if object.names("asset") { form.asset = try places.asset() }
        change("scheduledAt") { form.scheduledAt = object.appointment($0, timeZone: timeZone, now: now)?.local }
        return form
    }

    private func change(_ field: String, _ apply: (String) -> Void) {
        if object.names(field) { apply(field) }
    }

    private func text(_ field: String, _ maximum: Int, _ lines: Text.Lines) -> String? {
        object.text(field, maximum: maximum, lines: lines, isRequired: !isDraft)
    }
}

extension TicketForm {
    /// A ticket as it is, in the words of a form: to change one thing and leave the others.
    init(_ details: TicketDetails, of ticket: Ticket) {
        self.init(
            source: details.source, kind: ticket.kind, title: details.title, description: details.description,
            priority: ticket.priority)
        externalID = details.externalID
        category = details.category
        customer = details.customer.map { .existing($0.id) }
        site = details.site.map { .existing($0.id) }
        asset = details.asset.map { .existing($0.id) }
        requester = details.requester.map { PersonForm(name: $0.name, phone: $0.phone, email: $0.email) }
        mainContact = details.mainContact.map { PersonForm(name: $0.name, phone: $0.phone, email: $0.email) }
        notToExceed = details.notToExceed
        scheduledAt = details.scheduledAt?.local
    }
}

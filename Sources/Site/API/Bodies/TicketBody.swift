import Domain
import Intake
import Store
import Workflow

/// The body of a new ticket, read against what the organization has: `siteId` of another organization's site, or a
/// date that has passed at the site, is a problem of its field like any other.
struct TicketBody {
    let object: JSONObject
    let organization: Organization
    let reader: Reader
    let now: Instant

    var isDraft: Bool { object.flag("draft") ?? false }

    /// What a draft may lack, anything else must have. Problems are left with the object.
    func form(isDraft: Bool) throws -> TicketForm {
        let needed = !isDraft
        let externalID = object.text("externalId", maximum: FieldLength.externalID)
        let source = object.choice("source", of: Source.self, isRequired: needed)
        let kind = object.choice("kind", of: TicketKind.self, isRequired: needed)
        let title = object.text("title", maximum: FieldLength.title, isRequired: needed)
        let description = object.text(
            "description", maximum: FieldLength.description, lines: .many, isRequired: needed)
        let category = object.text("category", maximum: FieldLength.category, isRequired: needed)
        let priority = object.choice("priority", of: Priority.self, isRequired: needed)
        var form = TicketForm(
            source: source ?? .api, kind: kind ?? .order, title: title ?? "", description: description ?? "",
            priority: priority ?? .normal)
        form.externalID = externalID
        form.category = category
        let places = PlaceFields(object: object, organization: organization, reader: reader)
        let (site, timeZone) = try places.site(isRequired: needed)
        form.site = site
        form.customer = try places.customer()
        form.asset = try places.asset()
        form.requester = object.person("requester", region: organization.region, isRequired: needed)
        form.mainContact = object.person("mainContact", region: organization.region, isRequired: needed)
        form.notToExceed = object.money("notToExceed", currency: organization.currency)
        form.scheduledAt = object.appointment("scheduledAt", timeZone: timeZone, now: now)?.local
        return form
    }
}

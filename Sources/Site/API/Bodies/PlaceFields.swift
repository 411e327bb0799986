import Domain
import Intake
import Store
import Workflow

/// Site, customer and asset of a ticket's body. What an external id already names needs no further description.
struct PlaceFields {
    let object: JSONObject
    let organization: Organization
    let reader: Reader

    /// `site: {externalId?, name, address, phone?, timeZone?, latitude?, longitude?}` or `siteId`, and the zone in which its times are meant.
    func site(isRequired: Bool) throws -> (choice: SiteChoice?, timeZone: String) {
        if object.has("siteId") {
            guard let id = object.identifier("siteId", of: Subject.Site.self) else {
                return (nil, organization.timeZone)
            }
            guard let site = try reader.site(id, of: organization.id) else {
                object.report("siteId", "choice.unknown")
                return (nil, organization.timeZone)
            }
            return (.existing(id), site.timeZone)
        }
        guard let described = object.object("site", isRequired: isRequired) else { return (nil, organization.timeZone) }
        let externalID = described.text("externalId", maximum: FieldLength.externalID)
        let known = try externalID.flatMap { try reader.site(of: organization.id, externalID: $0) }
        let isNew = known == nil
        let name = described.text("name", maximum: FieldLength.name, isRequired: isNew)
        let address = described.text("address", maximum: FieldLength.address, lines: .many, isRequired: isNew)
        let phone = described.phone(region: organization.region)
        let timeZone = described.timeZone()
        let coordinates = described.coordinates()
        if let known { return (.existing(known.id, coordinates: coordinates), known.timeZone) }
        let choice = SiteChoice.described(
            externalID: externalID, name: name ?? "", address: address ?? "", phone: phone, timeZone: timeZone,
            coordinates: coordinates)
        return (choice, timeZone ?? organization.timeZone)
    }

    /// `{externalId?, name}`
    func customer() throws -> CustomerChoice? {
        guard let described = object.object("customer") else { return nil }
        let externalID = described.text("externalId", maximum: FieldLength.externalID)
        let known = try externalID.flatMap { try reader.customer(of: organization.id, externalID: $0) }
        let name = described.text("name", maximum: FieldLength.name, isRequired: known == nil)
        return .described(externalID: externalID, name: name ?? known?.name ?? "")
    }

    /// `{externalId?, name}`
    func asset() throws -> AssetChoice? {
        guard let described = object.object("asset") else { return nil }
        let externalID = described.text("externalId", maximum: FieldLength.externalID)
        let known = try externalID.flatMap { try reader.asset(of: organization.id, externalID: $0) }
        let name = described.text("name", maximum: FieldLength.name, isRequired: known == nil)
        return .described(externalID: externalID, name: name ?? known?.name ?? "")
    }
}

import Domain

/// Anything that has an id and a name: an owner, a customer, an asset, a contractor.
struct NamedJSON: Encodable, Sendable {
    let id: String
    @OrNull var externalId: String?
    let name: String

    init(id: String, externalId: String? = nil, name: String) {
        self.id = id
        self.externalId = externalId
        self.name = name
    }
}

struct SiteJSON: Encodable, Sendable {
    let id: String
    @OrNull var externalId: String?
    let name: String
    let address: String
    @OrNull var phone: String?
    let timeZone: String
    @OrNull var latitude: Double?
    @OrNull var longitude: Double?

    init(_ site: Site) {
        id = site.id.description
        externalId = site.externalID
        name = site.name
        address = site.address
        phone = site.phone
        timeZone = site.timeZone
        latitude = site.coordinates?.latitude
        longitude = site.coordinates?.longitude
    }
}

struct PersonJSON: Encodable, Sendable {
    let name: String
    @OrNull var phone: String?
    @OrNull var email: String?

    init(_ person: Person) {
        name = person.name
        phone = person.phone
        email = person.email
    }
}

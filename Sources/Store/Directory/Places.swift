package import Domain
import GRDB

extension Reader {
    package func customers(of organization: OrganizationID) throws -> [Customer] {
        try all(
            "SELECT * FROM customers WHERE organization = :organization ORDER BY name",
            ["organization": organization], Customer.init)
    }

    package func customer(_ id: CustomerID) throws -> Customer? {
        try first("SELECT * FROM customers WHERE id = :id", ["id": id], Customer.init)
    }

    package func customer(of organization: OrganizationID, externalID: String) throws -> Customer? {
        try first(
            "SELECT * FROM customers WHERE organization = :organization AND external_id = :id",
            ["organization": organization, "id": externalID], Customer.init)
    }

    package func sites(of organization: OrganizationID, customer: CustomerID? = nil) throws -> [Site] {
        try all(
            """
            SELECT * FROM sites WHERE organization = :organization AND (:customer IS NULL OR customer = :customer)
            ORDER BY name
            """,
            ["organization": organization, "customer": customer], Site.init)
    }

    /// Nil for a site of another organization.
    package func site(_ id: SiteID, of organization: OrganizationID) throws -> Site? {
        try first(
            "SELECT * FROM sites WHERE id = :id AND organization = :organization",
            ["id": id, "organization": organization], Site.init)
    }

    package func site(of organization: OrganizationID, externalID: String) throws -> Site? {
        try first(
            "SELECT * FROM sites WHERE organization = :organization AND external_id = :id",
            ["organization": organization, "id": externalID], Site.init)
    }

    package func assets(
        of organization: OrganizationID, customer: CustomerID? = nil, site: SiteID? = nil
    ) throws -> [Asset] {
        try all(
            """
            SELECT * FROM assets WHERE organization = :organization
            AND (:customer IS NULL OR customer = :customer) AND (:site IS NULL OR site = :site) ORDER BY name
            """,
            ["organization": organization, "customer": customer, "site": site], Asset.init)
    }

    package func asset(_ id: AssetID) throws -> Asset? {
        try first("SELECT * FROM assets WHERE id = :id", ["id": id], Asset.init)
    }

    package func asset(of organization: OrganizationID, externalID: String) throws -> Asset? {
        try first(
            "SELECT * FROM assets WHERE organization = :organization AND external_id = :id",
            ["organization": organization, "id": externalID], Asset.init)
    }

    package func person(_ id: PersonID) throws -> Person? {
        try first("SELECT * FROM persons WHERE id = :id", ["id": id]) { row in
            Person(
                id: try row.get("id"), name: try row.get("name"), phone: try row.get("phone"),
                email: try row.get("email"), language: try row.get("language"))
        }
    }

    package func categories(of organization: OrganizationID) throws -> [Category] {
        try all(
            "SELECT * FROM categories WHERE organization = :organization ORDER BY name_key",
            ["organization": organization], Category.init)
    }
}

extension Transaction {
    package func insert(_ customer: Customer, of organization: OrganizationID) throws {
        try insert(
            into: "customers",
            [
                "id": customer.id, "organization": organization, "external_id": customer.externalID,
                "name": customer.name,
            ])
    }

    package func update(_ customer: Customer) throws {
        try update("customers", ["id": customer.id, "external_id": customer.externalID, "name": customer.name])
    }

    package func insert(_ site: Site, of organization: OrganizationID) throws {
        try insert(
            into: "sites",
            [
                "id": site.id, "organization": organization, "customer": site.customer, "external_id": site.externalID,
                "name": site.name, "address": site.address, "phone": site.phone, "time_zone": site.timeZone,
                "latitude": site.coordinates?.latitude, "longitude": site.coordinates?.longitude,
            ])
    }

    package func update(_ site: Site) throws {
        try update(
            "sites",
            [
                "id": site.id, "customer": site.customer, "external_id": site.externalID, "name": site.name,
                "address": site.address, "phone": site.phone, "time_zone": site.timeZone,
                "latitude": site.coordinates?.latitude, "longitude": site.coordinates?.longitude,
            ])
    }

    package func insert(_ asset: Asset, of organization: OrganizationID) throws {
        try insert(
            into: "assets",
            [
                "id": asset.id, "organization": organization, "customer": asset.customer, "site": asset.site,
                "external_id": asset.externalID, "name": asset.name,
            ])
    }

    package func update(_ asset: Asset) throws {
        try update(
            "assets",
            [
                "id": asset.id, "customer": asset.customer, "site": asset.site, "external_id": asset.externalID,
                "name": asset.name,
            ])
    }

    /// Inserts the person, or overwrites what was known.
    package func save(_ person: Person, of organization: OrganizationID) throws {
        try upsert(
            into: "persons",
            [
                "id": person.id, "organization": organization, "name": person.name, "phone": person.phone,
                "email": person.email, "language": person.language,
            ])
    }

    /// The category of that name, made if it is new; case and accents do not make another one.
    package func category(named name: String, of organization: OrganizationID) throws -> Category {
        let key = Folding.fold(name)
        let known = try reader.first(
            "SELECT * FROM categories WHERE organization = :organization AND name_key = :key",
            ["organization": organization, "key": key], Category.init)
        if let known { return known }
        let category = Category(id: newID(), organization: organization, name: name)
        try insert(
            into: "categories", ["id": category.id, "organization": organization, "name": name, "name_key": key])
        return category
    }
}

extension Customer {
    fileprivate init(_ row: Row) throws {
        self.init(id: try row.get("id"), externalID: try row.get("external_id"), name: try row.get("name"))
    }
}

extension Site {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), customer: try row.get("customer"), externalID: try row.get("external_id"),
            name: try row.get("name"), address: try row.get("address"), phone: try row.get("phone"),
            timeZone: try row.get("time_zone"), coordinates: try Coordinates(row))
    }
}

extension Asset {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), customer: try row.get("customer"), site: try row.get("site"),
            externalID: try row.get("external_id"), name: try row.get("name"))
    }
}

extension Category {
    fileprivate init(_ row: Row) throws {
        self.init(id: try row.get("id"), organization: try row.get("organization"), name: try row.get("name"))
    }
}

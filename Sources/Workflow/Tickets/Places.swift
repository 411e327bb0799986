import Domain
import Store

/// Finds or makes what a ticket form names. Impossible combinations are refused (D5).
struct Places {
    let transaction: Transaction
    let organization: Organization

    func customer(_ choice: CustomerChoice?) throws -> Customer? {
        switch choice {
        case nil: return nil
        case .existing(let id):
            let known = try transaction.reader.customers(of: organization.id)
            guard let customer = known.first(where: { $0.id == id }) else { throw unknown("customer") }
            return customer
        case .described(let externalID, let name):
            if let externalID,
                let known = try transaction.reader.customer(of: organization.id, externalID: externalID)
            {
                return known
            }
            let customer = Customer(id: transaction.newID(), externalID: externalID, name: name)
            try transaction.insert(customer, of: organization.id)
            return customer
        }
    }

    func site(_ choice: SiteChoice?, customer: Customer?) throws -> Site? {
        switch choice {
        case nil: return nil
        case .existing(let id, let coordinates):
            guard let site = try transaction.reader.site(id, of: organization.id) else { throw unknown("site") }
            if let customer, let owner = site.customer, owner != customer.id {
                throw Refusal.invalid([Problem(field: "site", key: "site.otherCustomer")])
            }
            return try put(site, at: coordinates)
        case .described(let externalID, let name, let address, let phone, let timeZone, let coordinates):
            if let externalID, let known = try transaction.reader.site(of: organization.id, externalID: externalID) {
                return try put(known, at: coordinates)
            }
            let site = Site(
                id: transaction.newID(), customer: customer?.id, externalID: externalID, name: name, address: address,
                phone: phone, timeZone: timeZone ?? organization.timeZone, coordinates: coordinates)
            try transaction.insert(site, of: organization.id)
            return site
        }
    }

    /// A known site stays as it is, but for where it is (E8).
    private func put(_ site: Site, at coordinates: Coordinates?) throws -> Site {
        guard let coordinates, coordinates != site.coordinates else { return site }
        var site = site
        site.coordinates = coordinates
        try transaction.update(site)
        return site
    }

    func asset(_ choice: AssetChoice?, site: Site?, customer: Customer?) throws -> Asset? {
        switch choice {
        case nil: return nil
        case .existing(let id):
            let known = try transaction.reader.assets(of: organization.id)
            guard let asset = known.first(where: { $0.id == id }) else { throw unknown("asset") }
            return asset
        case .described(let externalID, let name):
            if let externalID, let known = try transaction.reader.asset(of: organization.id, externalID: externalID) {
                return known
            }
            let asset = Asset(
                id: transaction.newID(), customer: customer?.id, site: site?.id, externalID: externalID, name: name)
            try transaction.insert(asset, of: organization.id)
            return asset
        }
    }

    func person(_ form: PersonForm?, existing: Person? = nil) throws -> Person? {
        guard let form else { return nil }
        let person = Person(
            id: existing?.id ?? transaction.newID(), name: form.name, phone: form.phone, email: form.email)
        try transaction.save(person, of: organization.id)
        return person
    }

    /// The appointment that a local time at the site is, or what is wrong with it.
    func appointment(_ local: LocalDateTime?, at site: Site?) throws -> Appointment? {
        guard let local else { return nil }
        let appointment: Appointment
        do {
            appointment = try Appointment.resolve(local, in: site?.timeZone ?? organization.timeZone)
        } catch {
            throw Refusal.invalid([
                Problem(
                    field: "scheduledAt", key: "time.skipped",
                    arguments: ["time": local.timeText, "before": error.before.timeText, "after": error.after.timeText])
            ])
        }
        guard appointment.instant > transaction.now else {
            throw Refusal.invalid([Problem(field: "scheduledAt", key: "date.past")])
        }
        return appointment
    }

    private func unknown(_ field: String) -> Refusal { .invalid([Problem(field: field, key: "choice.unknown")]) }
}

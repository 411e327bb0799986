package import Domain
package import Foundation
import Gateways
import Intake
package import Store
package import Workflow

/// An organization with one manager and one API key.
package struct TestOrganization: Sendable {
    package let organization: Organization
    package let manager: Manager
    package let key: String
    package let keyID: APIKeyID

    package var origin: Origin { .program(keyID, organization: organization.id) }
}

/// What stories begin with. Numbers are of ranges reserved for fiction where there are any.
extension TestOffice {
    package func organization(
        _ name: String = "Régie Bellecour", language: Language = .fr, timeZone: String = "Europe/Paris",
        region: String = "FR", phone: String? = "+33478000000", smsSender: String? = nil,
        rules: OrganizationRules = OrganizationRules()
    ) async throws -> TestOrganization {
        let organization = Organization(
            id: store.newID(), name: name, language: language, timeZone: timeZone, currency: "EUR", phone: phone,
            region: region, smsSender: smsSender, rules: rules)
        let manager = Manager(
            id: store.newID(), organization: organization.id, name: "Nina Morel",
            email: "nina@\(organization.id).example", language: language, role: .admin)
        let (key, keyID) = (SecretToken.random().text, store.newID() as APIKeyID)
        _ = try await workflow.perform(AddOrganization(organization))
        _ = try await workflow.perform(AddManager(manager))
        _ = try await workflow.perform(
            AddAPIKey(keyID, hash: Digest.hex(of: key), name: "test", organization: organization.id))
        return TestOrganization(organization: organization, manager: manager, key: key, keyID: keyID)
    }

    /// A plumber with one office contact.
    package static func plumber(
        phone: String? = "+33639980001", email: String? = "contact@plomberie-martin.example",
        channels: [Contact.Way] = [.sms, .email], language: Language = .fr, name: String = "Plomberie Martin"
    ) -> ContractorForm {
        ContractorForm(
            name: name,
            contacts: [
                .init(
                    name: "Karim Martin", role: .office, phone: phone, email: email, language: language,
                    channels: channels)
            ])
    }

    /// A complete ticket, submitted; with `to`, offered.
    package func ticket(
        of organization: TestOrganization, kind: TicketKind = .order, priority: Priority = .normal,
        to contractor: ContractorForm? = nil, answerBy: Instant? = nil, files: [ReceivedFile] = []
    ) async throws -> TicketReference {
        var form = TicketForm(
            source: .phone, kind: kind, title: "Fuite sous l’évier",
            description: "L’eau coule sous l’évier de la cuisine.\nLe robinet d’arrêt est fermé.", priority: priority)
        form.category = "Plomberie"
        form.requester = PersonForm(name: "Odile Petit", phone: "+33639980090")
        form.mainContact = PersonForm(name: "Odile Petit", phone: "+33639980090")
        form.site = .described(
            externalID: nil, name: "Résidence Les Lilas", address: "12 rue des Lilas\n69003 Lyon", phone: nil,
            timeZone: organization.organization.timeZone)
        form.notToExceed = Money(amount: 45_000, currency: organization.organization.currency)
        let offer = contractor.map { OfferForm(.described($0), answerBy: answerBy) }
        return try await workflow.perform(
            CreateTicket(form, files: files, submits: true, offer: offer, origin: organization.origin)
        ).outcome
    }

    /// A file as the site would have received it.
    package func file(_ name: String, type: String, bytes: Data) throws -> ReceivedFile {
        let writer = try files.create()
        try writer.write(bytes)
        let stored = try writer.finish()
        return ReceivedFile(sha256: stored.sha256, name: name, type: type, size: stored.size)
    }

    // MARK: What arrived

    /// The link that the latest SMS to `number` ended with.
    package func latestLink(sms number: String) -> LinkID? {
        sms.sent.last { $0.to == number }.flatMap { Self.token(in: $0.text) }.flatMap { links.verify($0) }
    }

    package static func token(in text: String) -> String? {
        guard let start = text.range(of: "/t/")?.upperBound else { return nil }
        return String(text[start...].prefix { $0.isLetter || $0.isNumber })
    }

    package func deliveries(of ticket: TicketReference) async throws -> [Delivery] {
        try await store.read { try $0.deliveries(of: ticket.id) }
    }

    package func stored(_ ticket: TicketReference) async throws -> Ticket {
        guard let stored = try await store.read({ try $0.ticket(ticket.id) }) else {
            throw StoreError.missing("ticket")
        }
        return stored
    }

    /// An appointment in so many hours, as the contractor's form would give it.
    package func appointment(in hours: Int64, timeZone: String = "Europe/Paris") -> Appointment {
        Appointment(travel.now + .hours(hours), in: timeZone)
    }
}

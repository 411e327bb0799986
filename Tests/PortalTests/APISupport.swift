import Foundation
import RelaisTesting
import Testing

/// A served portal with one organization, and a program that holds its key.
struct APIFixture {
    let portal: TestPortal
    let organization: TestOrganization
    let api: APIClient

    var office: TestOffice { portal.office }

    static func use(_ test: (APIFixture) async throws -> Void) async throws {
        try await TestPortal.run { portal in
            let organization = try await portal.office.organization()
            let api = APIClient(portal: portal, key: organization.key)
            try await test(APIFixture(portal: portal, organization: organization, api: api))
        }
    }

    /// Another organization of the same portal, with a key of its own.
    func stranger() async throws -> APIClient {
        let other = try await office.organization("Other \(UUID().uuidString.prefix(8))")
        return APIClient(portal: portal, key: other.key)
    }

    /// Creates a ticket and gives its number.
    func create(_ body: [String: Any] = Self.ticket) async throws -> String {
        let answer = try await api.post("tickets", body)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["number"].text)
    }

    /// A ticket with everything that one must have.
    static var ticket: [String: Any] {
        [
            "source": "api", "kind": "order", "title": "Fuite sous l’évier",
            "description": "L’eau coule sous l’évier.\nLe robinet d’arrêt est fermé.", "category": "Plomberie",
            "priority": "normal", "site": site, "requester": ["name": "Odile Petit", "phone": "06 39 98 00 90"],
            "mainContact": ["name": "Paul Petit", "email": "paul@petit.example"],
        ]
    }

    static var site: [String: Any] {
        [
            "externalId": "S-1", "name": "Résidence Les Lilas", "address": "12 rue des Lilas\n69003 Lyon",
            "phone": "04 78 00 00 00", "timeZone": "Europe/Paris",
        ]
    }

    static var plumber: [String: Any] {
        [
            "externalId": "C-1", "name": "Plomberie Martin",
            "contacts": [
                [
                    "name": "Karim Martin", "role": "office", "phone": "06 39 98 00 01",
                    "email": "contact@martin.example", "language": "fr",
                ]
            ],
        ]
    }

    static var electrician: [String: Any] {
        [
            "name": "Électricité Durand",
            "contacts": [["name": "Léa Durand", "email": "lea@durand.example", "language": "fr"]],
        ]
    }

    static func ticket(_ change: [String: Any]) -> [String: Any] { ticket.merging(change) { _, new in new } }
}

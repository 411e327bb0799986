import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// A served portal with a manager who is signed in.
struct DeskFixture {
    let portal: TestPortal
    let organization: TestOrganization
    let browser: TestClient

    var office: TestOffice { portal.office }

    static func use(
        language: Language = .en, role: Role = .admin, isDemo: Bool = false, _ test: (DeskFixture) async throws -> Void
    ) async throws {
        try await TestPortal.run(isDemo: isDemo) { portal in
            let organization = try await portal.office.organization(language: language)
            let browser = try await portal.signIn(organization)
            let fixture = DeskFixture(portal: portal, organization: organization, browser: browser)
            guard role != .admin else { return try await test(fixture) }
            try await test(
                DeskFixture(portal: portal, organization: organization, browser: try await fixture.colleague(role)))
        }
    }

    /// Another manager of the same organization, signed in.
    func colleague(_ role: Role) async throws -> TestClient {
        let manager = Manager(
            id: office.store.newID(), organization: organization.organization.id, name: "Basile Roy",
            email: "basile@\(organization.organization.id).example", language: .en, role: role)
        _ = try await office.workflow.perform(AddManager(manager))
        let (client, token) = (portal.client(), SecretToken.random())
        _ = try await office.workflow.perform(PrepareSignIn(hash: Digest.hex(of: token.text), manager: manager.id))
        let answer = try await client.post("/sign-in/\(token.text)", form: [])
        try #require(answer.status == 303)
        return client
    }

    func get(_ path: String) async throws -> TransferResponse { try await browser.get(path) }

    /// Posts a form with an id of its own, and gives the answer as it is.
    func post(_ path: String, _ fields: [String: String], id: String = UUID().uuidString) async throws
        -> TransferResponse
    {
        // In one order, as a browser has it: two equal dictionaries may go through their keys in different ones.
        let fields = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return try await browser.post(path, form: fields + [("submission", id)])
    }

    /// Posts a form that is taken, and gives the page that it leads to.
    func done(_ path: String, _ fields: [String: String]) async throws -> TransferResponse {
        let answer = try await post(path, fields)
        try #require(answer.status == 303, "\(answer.text.prefix(3000))")
        return try await get(try #require(answer.header("Location")))
    }

    /// Every field of a ticket that may be created.
    static let ticket = [
        "kind": "order", "title": "Fuite sous l’évier", "description": "L’eau coule.", "category": "Plomberie",
        "priority": "emergency", "source": "phone", "site": "new", "siteName": "Les Lilas",
        "siteAddress": "12 rue des Lilas, Lyon", "requester": "Odile Petit", "requesterPhone": "06 39 98 00 90",
        "sameContact": "on", "limit": "450,50", "intent": "create",
    ]

    /// A new contractor as the offer's form describes him.
    static let plumber = [
        "who": "new", "name": "Plomberie Martin", "contactName": "Karim Martin", "language": "fr",
        "phone": "06 39 98 00 01", "email": "contact@martin.example", "sms": "on", "mail": "on",
    ]

    /// Creates a ticket by the form and gives its number.
    func create(_ change: [String: String] = [:]) async throws -> String {
        let answer = try await post("/desk/tickets", Self.ticket.merging(change) { _, new in new })
        try #require(answer.status == 303, "\(answer.text.prefix(3000))")
        let path = try #require(answer.header("Location"))
        return try #require(path.split(separator: "/").last?.split(separator: "?").first.map(String.init))
    }

    /// Offers it to the plumber and sends what follows.
    func offer(_ number: String, _ change: [String: String] = [:]) async throws -> TransferResponse {
        let page = try await done("/desk/tickets/\(number)/offer", Self.plumber.merging(change) { _, new in new })
        try await office.courier.drain()
        return page
    }

    func declines(_ link: String) async throws {
        let answer = try await portal.client().post(
            link + "/answer",
            form: [("decision", "decline"), ("reason", "Trop loin"), ("submission", UUID().uuidString)])
        try #require(answer.status == 303, "\(answer.text.prefix(2000))")
    }
}

extension TransferResponse {
    /// `data-label` of the page.
    var label: String? { text.firstMatch(of: /data-label="([^"]+)"/).map { String($0.1) } }

    /// Texts of the elements with `role="alert"`, their tags taken out.
    var alerts: [String] { elements(role: "alert") }
    var statuses: [String] { elements(role: "status") }

    private func elements(role: String) -> [String] {
        text.components(separatedBy: "role=\"\(role)\"").dropFirst().map { piece in
            let inside = piece.drop { $0 != ">" }.dropFirst()
            let end = inside.range(of: "</div>")?.lowerBound ?? inside.endIndex
            return String(inside[..<end].replacing(/<[^>]*>/, with: " "))
        }
    }

    /// Whether the field is marked as wrong, for eyes and for screen readers.
    func isWrong(_ id: String) -> Bool {
        guard let tag = text.split(separator: "<").first(where: { $0.contains("id=\"\(id)\"") }) else { return false }
        return tag.contains("aria-invalid=\"true\"") && tag.contains("aria-describedby=\"")
    }
}

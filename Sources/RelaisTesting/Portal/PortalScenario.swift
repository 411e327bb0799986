import Domain
import Courier
import Gateways
import Intake
import Store
import Workflow

/// Stories told through the portal's own doors.
extension TestPortal {
    /// The body that makes a complete ticket by the API, offered to `phone` where one is given.
    package static func ticketBody(
        title: String = "Fuite sous l’évier", priority: String = "normal", kind: String = "order",
        offerTo phone: String? = nil, email: String? = nil, language: String = "fr"
    ) -> [String: Any] {
        var body: [String: Any] = [
            "source": "api", "kind": kind, "title": title, "priority": priority, "category": "Plomberie",
            "description": "L’eau coule sous l’évier de la cuisine.",
            "site": [
                "externalId": "S-1", "name": "Résidence Les Lilas", "address": "12 rue des Lilas, 69003 Lyon",
                "timeZone": "Europe/Paris",
            ],
            "requester": ["name": "Odile Petit", "phone": "+33639980090"],
            "mainContact": ["name": "Odile Petit", "phone": "+33639980090"],
            "notToExceed": ["amount": 45_000, "currency": "EUR"],
        ]
        guard phone != nil || email != nil else { return body }
        var contact: [String: Any] = [
            "name": "Karim Martin", "role": "office", "language": language,
            "channels": (phone == nil ? [] : ["sms"]) + (email == nil ? [] : ["email"]),
        ]
        contact["phone"] = phone
        contact["email"] = email
        body["offerTo"] = ["name": "Plomberie Martin", "contacts": [contact]]
        return body
    }

    /// Makes a ticket by the API, sends what follows, and gives its number.
    @discardableResult
    package func createTicket(for organization: TestOrganization, _ body: [String: Any]) async throws -> String {
        let answer = try await client(key: organization.key).post("/api/v1/tickets", json: body)
        guard answer.status == 201, let number = answer.json["number"] as? String else {
            throw StoryProblem("The ticket was not made: \(answer.status) \(answer.text)")
        }
        try await office.courier.drain()
        return number
    }

    /// The path of the page that the latest SMS to `number` links to.
    package func page(sms number: String) throws -> String {
        guard let text = office.sms.sent.last(where: { $0.to == number })?.text,
            let token = TestOffice.token(in: text)
        else { throw StoryProblem("No SMS with a link went to that number.") }
        return "/t/\(token)"
    }

    /// A browser that has signed in at the desk.
    package func signIn(_ organization: TestOrganization) async throws -> TestClient {
        let client = client()
        let token = SecretToken.random()
        _ = try await office.workflow.perform(
            PrepareSignIn(hash: Digest.hex(of: token.text), manager: organization.manager.id))
        let answer = try await client.post("/sign-in/\(token.text)", form: [])
        guard answer.status == 303 else { throw StoryProblem("Signing in was answered \(answer.status).") }
        return client
    }
}

/// A story that could not go on.
package struct StoryProblem: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// One address of the portal, with `{name}` for what varies, and one of its methods.
struct Door: Hashable, Comparable, CustomStringConvertible {
    let method: String
    let path: String

    init(_ method: String, _ path: String) {
        self.method = method
        self.path = path
    }

    var description: String { "\(method) \(path)" }

    static func < (left: Door, right: Door) -> Bool { (left.path, left.method) < (right.path, right.method) }
}

extension TestPortal {
    /// Every address with the methods that it has, as the portal tells whoever asks by one that none has (`Allow`),
    /// with or without a key. HEAD is left out: it is GET without a body (`Methods.swift`).
    func doors() async throws -> Set<Door> {
        let nobody = client()
        var doors: Set<Door> = []
        for path in paths {
            let refused = try await nobody.send("DELETE", path.replacing(/\{[a-z]+\}/, with: "1"))
            let allowed = refused.header("Allow")?.components(separatedBy: ", ") ?? Self.methods(undeclared: path)
            for method in allowed where method != "HEAD" { doors.insert(Door(method, path)) }
        }
        return doors
    }

    /// Of what does not say it: gateways' callbacks come by both, and what browsers fetch beside pages is only read.
    private static func methods(undeclared path: String) -> [String] {
        path.hasPrefix("/hooks/") ? ["GET", "POST"] : ["GET"]
    }

    /// The browser of one more of the organization's people.
    func signIn(_ organization: TestOrganization, as role: Role) async throws -> TestClient {
        let id = organization.organization.id
        let manager = Manager(
            id: office.store.newID(), organization: id, name: "Basile Roy", email: "\(role.rawValue)@\(id).example",
            language: organization.organization.language, role: role)
        _ = try await office.workflow.perform(AddManager(manager))
        let token = SecretToken.random()
        _ = try await office.workflow.perform(PrepareSignIn(hash: Digest.hex(of: token.text), manager: manager.id))
        let browser = client()
        let answer = try await browser.post("/sign-in/\(token.text)", form: [])
        try #require(answer.status == 303)
        return browser
    }
}

// MARK: Links, as their rows say and whatever became of the messages that brought them

extension TestOffice {
    /// `/t/TOKEN`'s token of the office that was asked last.
    func officeToken(of ticket: TicketID) async throws -> String {
        let link = try await officeLink(of: ticket)
        return try links.mint(link)
    }

    /// Of the technician whom the job is with.
    func technicianToken(of ticket: TicketID) async throws -> String {
        let link = try await store.read { reader -> LinkRecord? in
            guard let order = try reader.ticket(ticket)?.activeOrder, let technician = order.technician else {
                return nil
            }
            return try reader.link(order: order.id, contact: technician, scope: .technician)
        }
        let id = try #require(link).id
        return try links.mint(id)
    }

    /// Of whoever was asked to decide on the quote.
    func approverToken(of ticket: TicketID) async throws -> String {
        let link = try await store.read { reader -> ApproverLink? in
            guard let approver = try reader.ticket(ticket)?.activeOrder?.quote?.approver else { return nil }
            return try reader.approverLink(of: approver)
        }
        let id = try #require(link).id
        return try links.mint(id)
    }
}

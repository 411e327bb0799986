import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Store
import Workflow

/// One request of a program that has proved who it is.
struct APICall: Sendable {
    let portal: Portal
    let request: Request
    let context: SiteContext
    let key: APIKey
    let organization: Organization

    var origin: Origin { .program(key.id, organization: organization.id) }

    /// Throws `APIProblem` 401 alike for no key, an unreadable, an unknown and a revoked one, and 429 to who guesses.
    static func authenticated(_ request: Request, _ context: SiteContext, in portal: Portal) async throws -> APICall {
        if let hash = presentedHash(request) {
            let found = try await portal.store.read { reader -> (APIKey, Organization)? in
                guard let key = try reader.apiKey(hash: hash),
                    let organization = try reader.organization(key.organization)
                else { return nil }
                return (key, organization)
            }
            if let (key, organization) = found {
                return APICall(
                    portal: portal, request: request, context: context, key: key, organization: organization)
            }
        }
        if let wait = portal.limits.wait(.keyGuesses, context.peer(request), at: portal.now) {
            var problem = APIProblem(.tooManyRequests, "Authorization", "key.tooMany")
            problem.headers[.retryAfter] = String(max(1, wait.milliseconds / 1000))
            throw problem
        }
        var problem = APIProblem(.unauthorized, "Authorization", "key.invalid")
        problem.headers[.wwwAuthenticate] = "Bearer realm=\"Relais\""
        throw problem
    }

    private static func presentedHash(_ request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = SecretToken(parts[1]) else { return nil }
        return Digest.hex(of: token.text)
    }

    /// The ticket that the address names; another organization's is as if it did not exist (P16).
    func ticket(in reader: Reader) throws -> TicketID {
        guard let number = context.parameters.get("number"), Self.isNumber(number),
            let id = try reader.ticketID(number: number, of: organization.id)
        else { throw Refusal.notFound }
        return id
    }

    /// `2026-00417`
    private static func isNumber(_ text: String) -> Bool { text.wholeMatch(of: /[0-9]{4}-[0-9]{5,9}/) != nil }

    /// The ticket as it stands now.
    func answer(_ ticket: TicketID, status: HTTPResponse.Status = .ok) async throws -> Response {
        let json = try await portal.store.read { try TicketJSON.read(ticket, in: $0) }
        var response = try APIAnswer.response(json, status: status, to: request)
        if status == .created { response.headers[.location] = APIRoutes.address(of: json.number) }
        return response
    }
}

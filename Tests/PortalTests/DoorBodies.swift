import Domain
import RelaisTesting

/// For every act a body that it takes, by the act's address. The tour of the doors gets in with them, and strangers are
/// refused with the same: so it is never the body that they are refused for.
enum DoorBodies {
    static func json(_ path: String, of organization: TestOrganization) -> [String: Any] {
        let ticket = "/api/v1/tickets/{number}"
        switch path {
        case "/api/v1/tickets":
            return TestPortal.ticketBody(offerTo: ExchangeStage.number, email: "contact@martin.example")
        case ticket: return ["title": "Fuite, deuxième étage"]
        case "\(ticket)/ownership": return ["manager": organization.manager.email]
        case "\(ticket)/offer": return ["contractor": APIFixture.plumber]
        case "\(ticket)/withdrawal": return ["reason": "Déjà réparé"]
        case "\(ticket)/asks": return ["kind": "message", "text": "Quel étage ?"]
        case "\(ticket)/messages": return ["text": "Bonjour"]
        case "\(ticket)/schedule": return ["appointment": "2026-11-23T09:00", "note": "Le gardien sera là"]
        case "\(ticket)/quote-decision": return ["approved": true]
        case "\(ticket)/quote-approver": return ["name": "Hélène Roux", "email": ApproverStage.email]
        case "\(ticket)/report-decision": return ["accepted": false, "note": "Le robinet goutte encore"]
        case "\(ticket)/invoice-decision": return ["accepted": true]
        case "\(ticket)/limit": return ["amount": 60_000]
        case "\(ticket)/resolution": return ["method": "communicated"]
        case "/api/v1/contractors": return APIFixture.electrician
        case "/api/v1/contractors/{contractor}": return ["name": "Durand et filles"]
        // What the address says alone.
        default: return [:]
        }
    }

    /// Without `submission`, which is another each time.
    static func form(_ path: String) -> [String: String] {
        path.hasPrefix("/t/") ? link(path.split(separator: "/").last ?? "") : desk(path)
    }

    private static func desk(_ path: String) -> [String: String] {
        let ticket = "/desk/tickets/{number}"
        switch path {
        case "/sign-in": return ["email": "luc@autre.example"]
        case "/desk/language": return ["language": "fr"]
        case "/desk/tickets": return DeskFixture.ticket
        case "\(ticket)/edit":
            return DeskFixture.ticket.merging(["title": "Fuite, deuxième étage", "intent": "save"]) { $1 }
        case "\(ticket)/offer", "/desk/contractors", "/desk/contractors/{contractor}/edit": return DeskFixture.plumber
        case "\(ticket)/withdrawal": return ["reason": "Déjà réparé"]
        case "\(ticket)/messages": return ["to": "contractor", "text": "Bonjour"]
        case "\(ticket)/asks": return ["kind": "message", "text": "Quel étage ?"]
        case "\(ticket)/cancellation": return ["task": "1"]
        case "\(ticket)/schedule": return ["date": "2026-12-01", "time": "14:30", "note": "Le gardien sera là"]
        case "\(ticket)/quote-decision": return ApproverStage.form
        case "\(ticket)/report": return ["decision": "reject", "reason": "Le robinet goutte encore"]
        case "\(ticket)/invoice-decision": return ["decision": "accept"]
        case "\(ticket)/limit": return ["amount": "600,00"]
        case "\(ticket)/resolution": return ["method": "communicated", "note": "Réglé"]
        default: return [:]
        }
    }

    /// By what stands last in the address. The clock of these tests stands at ten on 16 November 2026.
    private static func link(_ act: Substring) -> [String: String] {
        switch act {
        case "answer": ["decision": "accept", "date": "2026-11-16", "time": "11:30", "comment": "Oui"]
        case "messages": ["message": "Bonjour"]
        case "schedule": ["date": "2026-11-16", "time": "11:40", "note": "Dix minutes plus tard"]
        case "technician":
            ["act": "passOn", "name": "Yanis Petit", "phone": "06 39 98 00 44", "language": "en"]
        case "presence": ["presence": "here", "place": "45.75713,4.84671,14.2"]
        case "quote": ["amount": "300", "note": "Pièces comprises"]
        case "completion": ["act": "done", "report": "C’est réparé"]
        case "limit": ["amount": "500", "note": "Un joint de plus"]
        case "invoice": ["number": "F-17", "date": "2026-11-16", "total": "420,00"]
        case "tickets": ["title": "La chaudière aussi", "description": "Sous l’escalier"]
        case "decision": ["decision": "approve"]
        // What the address says alone.
        default: [:]
        }
    }
}

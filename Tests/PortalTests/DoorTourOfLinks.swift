import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// The doors below `/t/`: a contractor's office from the offer to the invoice, its technician, and an approver.
extension DoorTour {
    private static let link = "/t/{token}"
    /// What was posted is looked at again by a reload, or by a switch of the language.
    private static let acts = [
        "files", "answer", "undo", "schedule", "presence", "quote", "completion", "invoice", "limit", "technician",
        "tickets", "wrong-number", "renewal", "opening", "decision", "messages",
    ]

    func byLinks() async throws {
        let (_, ticket) = try await offered()
        let token = ["token": try await office.officeToken(of: ticket)]
        try await get(Self.link, token)
        try await listen("\(Self.link)/live", token)
        try await answer(ticket, token)
        try await work(ticket, token)
        for act in Self.acts { try await get("\(Self.link)/\(act)", token) }
        try await get("\(Self.link)/files/{file}/removal", token.merging(["file": "1"]) { $1 })
        try await byApprover()
        try await disown()
    }

    /// Says yes, takes it back, says yes again, and writes.
    private func answer(_ ticket: TicketID, _ token: [String: String]) async throws {
        try await post("\(Self.link)/answer", token)
        try await post("\(Self.link)/undo", token)
        try await post("\(Self.link)/answer", token)
        let kept = try await stage(token, "key-1")
        let other = try await stage(token, "key-2")
        try await post("\(Self.link)/files/{file}/removal", token.merging(["file": other]) { $1 })
        let key = token.merging(["key": "key-3"]) { $1 }
        let query = "?size=\(ExchangeFile.pdf.count)&name=c.pdf"
        try await send(
            "PATCH", "\(Self.link)/uploads/{key}", key, query, headers: ["Upload-Offset": "0"],
            body: ExchangeFile.pdf, type: "application/partial-upload")
        try await get("\(Self.link)/uploads/{key}", key, query)
        try await post(
            "\(Self.link)/messages", token, parts: [.init("staged", "files:\(kept)"), try Self.photo])
        let file = token.merging(["file": try await picture(of: ticket)]) { $1 }
        for part in ["", "/thumbnail", "/preview"] { try await get("\(Self.link)/files/{file}\(part)", file) }
        try await post("\(Self.link)/schedule", token)
    }

    private func stage(_ token: [String: String], _ key: String) async throws -> String {
        let file = TestClient.Part("file", file: "\(key).pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
        let answer = try await post("\(Self.link)/files", token, parts: [.init("key", key), file])
        return try #require(answer.json["id"] as? String)
    }

    /// The visit, its end, and what it costs.
    private func work(_ ticket: TicketID, _ token: [String: String]) async throws {
        try await post("\(Self.link)/technician", token)
        try await get(Self.link, ["token": try await office.technicianToken(of: ticket)])
        let late = ["presence": "late", "date": "2026-11-16", "time": "11:50"]
        try await post("\(Self.link)/presence", token, but: late)
        try await post("\(Self.link)/presence", token)
        try await post("\(Self.link)/tickets", token)
        try await post("\(Self.link)/completion", token, but: ["act": "left", "outcome": "returnVisit"])
        try await post("\(Self.link)/completion", token)
        try await post("\(Self.link)/limit", token)
        let bill = TestClient.Part("invoiceFile", file: "f.pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
        try await post("\(Self.link)/invoice", token, parts: [bill])
        try await get(Self.link, token)
    }

    /// A price that somebody outside decides on.
    private func byApprover() async throws {
        let (number, ticket) = try await offered()
        let token = ["token": try await office.officeToken(of: ticket)]
        try await post("\(Self.link)/answer", token)
        try await post("\(Self.link)/quote", token)
        try await post("/api/v1/tickets/{number}/quote-approver", ["number": number])
        let approver = ["token": try await office.approverToken(of: ticket)]
        try await get(Self.link, approver)
        try await post("\(Self.link)/decision", approver)
        try await get(Self.link, approver)
    }

    /// It is not his number.
    private func disown() async throws {
        let ticket = try await office.ticket(of: organization, to: ExchangeStage.rival()).id
        let token = ["token": try await office.officeToken(of: ticket)]
        try await post("\(Self.link)/wrong-number", token)
        try await get(Self.link, token)
    }

    /// What only time brings about: a link that has ended is renewed, one that lay idle opens by a button.
    func byOldLinks() async throws {
        let ticket = try await office.ticket(of: organization, to: ExchangeStage.plumber()).id
        let link = try await office.officeLink(of: ticket)
        let token = ["token": try await office.officeToken(of: ticket)]
        let now = office.travel.now
        try await office.store.write { try $0.extend(link, until: now) }
        office.travel.advance(.minutes(1))
        try await get(Self.link, token)
        let asked = try await post("\(Self.link)/renewal", token)
        _ = try await phone.get(try #require(asked.header("Location")))
        let (_, idle) = try await offered()
        let old = ["token": try await office.officeToken(of: idle)]
        try await office.advance(.days(31))
        try await get(Self.link, old)
        try await post("\(Self.link)/opening", old)
        try await get(Self.link, old)
    }
}

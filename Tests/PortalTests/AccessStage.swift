import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// What an office and its technician do, on the stage of one job.
extension ExchangeStage {
    static let technicianNumber = "+33639980044"

    /// The job accepted for today, so that somebody can be on site at once.
    func acceptForToday() async throws {
        let answer = try await accept("2026-11-16", "11:30")
        try #require(answer.status == 303, "\(LoopPage.text(answer.text).prefix(800))")
    }

    func passOn(
        _ name: String = "Yanis Petit", _ phone: String = "06 39 98 00 44", language: String = "en",
        id: String? = UUID().uuidString, to path: String? = nil
    ) async throws -> TransferResponse {
        try await post(
            "technician", [("act", "passOn"), ("name", name), ("phone", phone), ("language", language)], id: id,
            to: path)
    }

    func takeBack(id: String? = UUID().uuidString, to path: String? = nil) async throws -> TransferResponse {
        try await post("technician", [("act", "takeBack")], id: id, to: path)
    }

    /// Passes the job on, and gives the address of the technician's page.
    func passedOn() async throws -> String {
        let answer = try await passOn()
        try #require(answer.status == 303, "\(LoopPage.text(answer.text).prefix(800))")
        return try await technicianPath()
    }

    /// Of the technician's link that works now.
    func technicianPath() async throws -> String {
        let order = try #require(try await stored.activeOrder)
        let technician = try #require(order.technician)
        let link = try await office.store.read {
            try $0.link(order: order.id, contact: technician, scope: .technician)
        }
        let token = try office.links.mint(try #require(link).id)
        return "/t/\(token)"
    }

    func page(at path: String, _ query: String = "") async throws -> LoopPage {
        LoopPage(try await phone.get(path + query), path: path)
    }

    func arrives(by path: String? = nil) async throws {
        let answer = try await post("presence", [("presence", "here")], to: path)
        try #require(answer.status == 303, "\(LoopPage.text(answer.text).prefix(800))")
    }

    var linkID: LinkID { get throws { try #require(office.links.verify(token)) } }

    /// Lets the link's time end.
    func expire(_ path: String? = nil) async throws {
        let token = (path ?? self.path).dropFirst("/t/".count)
        let link = try #require(office.links.verify(String(token)))
        let now = office.travel.now
        try await office.store.write { try $0.extend(link, until: now) }
        office.travel.advance(.minutes(1))
    }

    /// The contact whose link this is.
    func contact() async throws -> Contact {
        let id = try linkID
        let contact = try await office.store.read { reader in
            try reader.link(id).flatMap { try reader.contact($0.contact) }
        }
        return try #require(contact)
    }

    /// What went to that number by SMS.
    func messages(to number: String = ExchangeStage.number) -> Int { office.sms.sent.count { $0.to == number } }
}

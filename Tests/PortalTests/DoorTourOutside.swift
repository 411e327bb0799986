import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing

/// The doors that are nobody's in particular: what browsers fetch, who watches the portal, gateways, and the demo.
extension DoorTour {
    func outside() async throws {
        for path in portal.paths where path.hasPrefix("/web/") { try await get(path) }
        for path in ["/healthz", "/readyz", "/metrics", "/favicon.ico", "/robots.txt", "/help"] { try await get(path) }
        try await byGateway()
        try await inDemo()
    }

    /// One message arrived, of another the number wants no more.
    private func byGateway() async throws {
        let gateway = ["name": DoorGateway.name, "secret": "secret"]
        for (method, status) in [("GET", "delivered"), ("POST", "failed")] {
            let (_, ticket) = try await offered()
            let query = "?id=\(try await message(of: ticket))&status=\(status)"
            try await send(method, "/hooks/sms/{name}/{secret}/receipt", gateway, query)
            try await send(method, "/hooks/sms/{name}/{secret}/inbound", gateway)
        }
        // Numbers that do not exist, and a gateway that is busy.
        let firms: [(String, String?)] = [(DoorGateway.nobody, "contact@nobody.example"), (DoorGateway.later, nil)]
        for (number, email) in firms {
            let firm = TestOffice.plumber(phone: number, email: email, name: number)
            _ = try await office.ticket(of: organization, to: firm)
            try await office.courier.drain()
        }
    }

    private func inDemo() async throws {
        try await get("/")
        let manager = ["manager": "\(organization.manager.id)"]
        try await get("/enter/{manager}", manager)
        try await post("/enter/{manager}", manager)
        try await get("/preview")
        try await get("/preview/pages/{kind}/{index}", ["kind": "exchange", "index": "0"])
        try await get("/preview/mails/{kind}/{index}", ["kind": "offer", "index": "0"])
        try await get("/phone")
        try await get("/phone/messages.json")
    }
}

/// Takes every message, but to two numbers, and believes every receipt.
struct DoorGateway: SMSGateway {
    static let name = "believing"
    static let nobody = "+33639980098"
    static let later = "+33639980097"

    var name: String { Self.name }
    var rate: SendRate? { nil }

    func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        switch message.to {
        case Self.nobody: throw SendFailure(.badAddress, code: "21", text: "Absent subscriber")
        case Self.later: throw SendFailure(.retry(after: nil), code: "503", text: "Busy")
        default: return SendReceipt(providerID: "door-\(message.id)", detail: "taken")
        }
    }

    /// `?id=NOTICE&status=STATUS`
    func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        let items = URLComponents(string: "?\(callback.query)")?.queryItems ?? []
        let id = items.first { $0.name == "id" }?.value
        let isThere = items.first { $0.name == "status" }?.value == "delivered"
        let receipt = DeliveryReceipt(
            ourID: id, providerID: nil, status: isThere ? .delivered : .failed, isOptOut: !isThere)
        return CallbackOutcome(isAuthenticated: true, receipts: [receipt], reply: .init(status: 200))
    }
}

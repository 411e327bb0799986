import Foundation
import RelaisTesting
import Testing

/// A server with an organization, beside a gateway that takes every SMS and keeps it.
struct CommandLinePortal: Sendable {
    let program: LoopProgram
    private let gateway: TinyServer
    let api: LoopAPI

    /// Runs a story about a server that has sent one offer; `settings` come on top.
    static func run(
        _ people: LoopPeople, gateway chosen: TinyServer? = nil, settings: [String: String] = [:],
        _ story: (Self, LoopRun, _ link: String, _ number: String) async throws -> Void
    ) async throws {
        let gateway = try chosen ?? TinyServer { _ in .init(202, "0: Accepted for delivery") }
        defer { gateway.stop() }
        let sending = [
            "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": gateway.url + "/cgi-bin/sendsms",
            "RELAIS_SMS_USERNAME": "portal", "RELAIS_SMS_PASSWORD": "orage-bleu",
        ]
        let program = try LoopProgram(sending.merging(settings) { $1 })
        let run = try await program.serve()
        defer { run.end() }
        let organization = try await program.run(CommandLineTests.organization(people.organization))
        #expect(organization.status == 0, "\(organization.all)")
        let key = try await program.run(["key", "add", "test", "--organization", people.organization])
        let api = LoopAPI(program: program, key: try #require(key.key, "\(key.all)"))
        let portal = Self(program: program, gateway: gateway, api: api)
        let (link, number) = try await portal.offer(people, phone: people.phone)
        try await story(portal, run, link, number)
    }

    /// Offers a job, and gives the ticket's number.
    func create(_ people: LoopPeople, phone: String) async throws -> String {
        try await api.create(people.ticket(phone: phone, channels: ["sms"])).ticket.number
    }

    /// Offers a job, and gives the link of the SMS that the gateway was handed.
    func offer(_ people: LoopPeople, phone: String) async throws -> (link: String, number: String) {
        let number = try await create(people, phone: phone)
        let end = Date().addingTimeInterval(20)
        while true {
            let texts = gateway.requests.map { $0.query.removingPercentEncoding ?? "" }
            if let text = texts.first(where: { $0.contains(number) }),
                let link = text.firstMatch(of: /http:\/\/[0-9.:]+\/t\/[0-9A-Za-z]{32}/)
            {
                return (String(link.0), number)
            }
            guard Date() < end else { throw PeerProblem("No SMS was sent.\n\(program.log.suffix(3000))") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

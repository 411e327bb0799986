import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

/// What one provider answers and calls with, from `Recorded/NAME.http`: blocks that begin with `### what it is`, then
/// `HTTP status`, or `GET` and `POST` for a callback, then headers, an empty line and the body (for GET the query).
struct Recorded {
    private struct Exchange {
        let first: String
        let headers: [(name: String, value: String)]
        let body: String
    }

    let gateway: String
    private let exchanges: [String: Exchange]

    init(_ gateway: String) throws {
        self.gateway = gateway
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Recorded")
        let text = try String(contentsOf: folder.appendingPathComponent("\(gateway).http"), encoding: .utf8)
        exchanges = Dictionary(
            uniqueKeysWithValues: text.components(separatedBy: "\n### ").dropFirst().map { block in
                let lines = block.components(separatedBy: "\n")
                let gap = lines.dropFirst(2).firstIndex(of: "") ?? lines.endIndex
                let headers = lines[2..<gap].map { line in
                    let halves = line.components(separatedBy: ": ")
                    return (name: halves[0], value: halves.dropFirst().joined(separator: ": "))
                }
                let body = lines[gap...].joined(separator: "\n").trimmingCharacters(in: .newlines)
                return (lines[0], Exchange(first: lines[1], headers: headers, body: body))
            })
    }

    private func exchange(_ name: String) throws -> Exchange {
        try #require(exchanges[name], "\(gateway).http has no \"\(name)\"")
    }

    func answer(_ name: String) throws -> TinyServer.Answer {
        let exchange = try exchange(name)
        let status = try #require(Int(exchange.first.split(separator: " ").last ?? ""))
        return .init(status, exchange.body, headers: exchange.headers)
    }

    /// As the site hands it on; `secret` is the one in the path.
    func callback(_ name: String, secret: String = "path-secret") throws -> GatewayCallback {
        let exchange = try exchange(name)
        let query = exchange.first == "GET" ? exchange.body : ""
        let url = "https://relais.example/hooks/sms/\(gateway)/\(secret)/receipt" + (query.isEmpty ? "" : "?\(query)")
        return GatewayCallback(
            method: exchange.first, url: url, secret: secret, query: query, headers: exchange.headers,
            body: query.isEmpty ? Data(exchange.body.utf8) : Data(), remoteAddress: "192.0.2.9")
    }
}

/// The providers with settings that are nobody's.
enum Provider {
    static let settings: [String: [String: String]] = [
        "twilio": [
            "ACCOUNT_SID": "AC00000000000000000000000000000001", "AUTH_TOKEN": "0123456789abcdef0123456789abcdef",
            "SENDER": "Relais",
        ],
        "brevo": ["API_KEY": "xkeysib-0123", "SENDER": "Relais"],
        "smsapi": ["TOKEN": "smsapi-token-0123", "SENDER": "Relais"],
        "infobip": ["API_KEY": "infobip-key-0123", "SENDER": "Relais"],
        "smsmode": ["API_KEY": "smsmode-key-0123", "SENDER": "Relais"],
        "vonage": [
            "API_KEY": "abcd1234", "API_SECRET": "vonage-secret-0123", "SIGNATURE_SECRET": "vonage-signature-secret",
            "SENDER": "Relais",
        ],
        "yuboto": ["API_KEY": "WVVCT1RPLUtFWQ==", "SENDER": "Relais"],
        "ovhcloud": [
            "APPLICATION_KEY": "ovh-application", "APPLICATION_SECRET": "ovh-secret-0123",
            "CONSUMER_KEY": "ovh-consumer-0123", "SERVICE": "sms-ab12345-1", "SENDER": "Relais",
        ],
    ]

    static func gateway(
        _ name: String, url: String? = nil, clock: Clock = HandClock().clock, without: String? = nil
    ) throws -> DescribedGateway {
        var settings = Dictionary(
            uniqueKeysWithValues: (Self.settings[name] ?? [:]).map { ("RELAIS_SMS_\($0)", $1) })
        settings["RELAIS_SMS_URL"] = url ?? "https://gateway.example"
        if let without { settings["RELAIS_SMS_\(without)"] = nil }
        let configuration = try GatewayConfiguration.load(name, folder: gatewayFolder, settings: settings)
        return DescribedGateway(
            configuration, transport: Transport(), clock: clock, callbackSecret: "path-secret")
    }

    /// A server that plays one recorded answer; where OVHcloud is asked for its time, it tells `time`.
    static func play(_ exchange: String, of name: String, time: Int64 = 1_795_000_000) throws -> TinyServer {
        let answer = try Recorded(name).answer(exchange)
        return try TinyServer { $0.path == "/auth/time" ? .init(200, "\(time)") : answer }
    }
}

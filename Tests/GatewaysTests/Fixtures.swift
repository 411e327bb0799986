import Domain
import Foundation
import RelaisTesting

@testable import Gateways

/// The folder of the shipped descriptions.
let gatewayFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("deploy/gateways").path

let capcom6Settings = [
    "RELAIS_SMS_USERNAME": "phone", "RELAIS_SMS_PASSWORD": "geheim-7", "RELAIS_SMS_SIGNING_KEY": "signing-key-1",
]

func capcom6(_ url: String, transport: Transport, clock: Clock = .system) throws -> DescribedGateway {
    var settings = capcom6Settings
    settings["RELAIS_SMS_URL"] = url
    let configuration = try GatewayConfiguration.load("capcom6", folder: gatewayFolder, settings: settings)
    return DescribedGateway(configuration, transport: transport, clock: clock, callbackSecret: "path-secret")
}

/// A gateway from a description given as JSON5.
func gateway(
    _ json5: String, settings: [String: String] = [:], transport: Transport = Transport(), clock: Clock = .system
) throws -> DescribedGateway {
    let description = try DescriptionFile.parse(Data(json5.utf8), named: "test.json5")
    let configuration = try GatewayConfiguration(description, settings: settings)
    return DescribedGateway(configuration, transport: transport, clock: clock, callbackSecret: "path-secret")
}

func sms(
    _ text: String = "Bonjour", id: String = "417", to: String = "+33612345678", from: String? = nil,
    unicode: Bool = false, receiptURL: String? = nil, validity: Span? = nil
) -> OutgoingSMS {
    OutgoingSMS(
        id: id, to: to, from: from, text: text, unicode: unicode, receiptURL: receiptURL, validity: validity)
}

func json(_ request: TinyServer.Request) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: request.body)
}

extension GatewayCallback {
    /// What the site hands on when the gateway has called `/hooks/sms/NAME/SECRET/receipt`.
    init(_ request: TinyServer.Request) {
        let steps = request.path.split(separator: "/").map(String.init)
        self.init(
            method: request.method, secret: steps.dropLast().last ?? "", query: request.query,
            headers: request.headers, body: request.body, remoteAddress: "127.0.0.1")
    }
}

/// A clock that stands until it is moved.
final class HandClock: @unchecked Sendable {
    // Unchecked: `time` is touched only under `lock`.
    private let lock = NSLock()
    private var time = Instant(milliseconds: 1_795_000_000_000)

    var clock: Clock { Clock { self.lock.withLock { self.time } } }
    var now: Instant { clock.now() }
    func advance(_ span: Span) { lock.withLock { time = time + span } }
}

import Domain
import Foundation

@testable import Gateways

/// The shipped descriptions, set up as an administrator would.
struct Provider {
    static let pathSecret = "path-secret-0123"
    static let message = OutgoingSMS(
        id: "417", to: "+33639980101", text: "Bonjour à tous", unicode: false,
        receiptURL: "https://relais.example/hooks/sms/x/path-secret-0123/receipt", validity: .hours(12))
    private static let now = Instant(milliseconds: 1_795_000_000_000)

    let description: GatewayDescription
    let configuration: GatewayConfiguration
    let reader: AnswerReader
    let gateway: DescribedGateway

    /// Nil where the settings made up here do not suit.
    init?(_ description: GatewayDescription, transport: Transport) {
        let settings = description.variables.keys.map { name in
            ("RELAIS_SMS_" + name.uppercased(), name == "url" ? "https://gateway.example" : "made-up-\(name)-0123")
        }
        guard
            let configuration = try? GatewayConfiguration(
                description, settings: Dictionary(settings) { first, _ in first })
        else { return nil }
        self.description = description
        self.configuration = configuration
        reader = AnswerReader(description: description, secrets: configuration.secrets)
        gateway = DescribedGateway(
            configuration, transport: transport, clock: Clock { Self.now }, callbackSecret: Self.pathSecret)
    }

    static let transport = Transport()

    static let shipped: [Provider] = must("the shipped descriptions") {
        try FileManager.default.contentsOfDirectory(atPath: "deploy/gateways").filter { $0.hasSuffix(".json5") }
            .sorted().compactMap { Provider(try DescriptionFile.read("deploy/gateways/\($0)"), transport: transport) }
    }

    /// By its name, else by what the name begins with, so that every input finds one.
    static func named(_ name: String) -> Provider {
        shipped.first { $0.description.name == name } ?? shipped[Int(name.utf8.first ?? 0) % shipped.count]
    }
}

extension Fuzzers {
    /// A description is refused with reasons, or it can be used: written again it is the same, a message fills it in,
    /// and an answer and a receipt are read by it.
    static func description(_ input: Input) {
        let parsed: GatewayDescription
        do {
            parsed = try DescriptionFile.parse(Data(input.bytes), named: "fuzzed.json5")
        } catch {
            expect(!error.problems.isEmpty, "a reason")
            return
        }
        let written = must("a description can be written") { try JSONEncoder().encode(parsed) }
        let again = must("and read again") { try DescriptionFile.parse(written, named: "fuzzed.json5") }
        let twice = must("and written again") { try JSONEncoder().encode(again) }
        expect(json(written) == json(twice), "the same description")
        guard let provider = Provider(parsed, transport: Provider.transport) else { return }
        let values = Placeholders(
            Provider.message, of: parsed.send, variables: provider.configuration.variables)
        _ = values.fill(parsed.send.fields)
        if let rate = provider.gateway.rate {
            let limiter = RateLimiter(rate, clock: Clock { Instant(milliseconds: 1_795_000_000_000) })
            for _ in 0..<3 { _ = limiter.take() }
        }
        check(provider, TransferResponse(status: 200, headers: [], body: Data("0: x".utf8), lastLine: ""))
        let callback = GatewayCallback(
            method: "POST", url: "https://relais.example/", secret: Provider.pathSecret, query: "id=1&type=1",
            headers: [("Authorization", "Bearer x"), ("Timestamp", "1795000000")], body: Data(#"{"id":"1"}"#.utf8),
            remoteAddress: "192.0.2.1")
        check(provider, callback)
    }

    private static func json(_ data: Data) -> JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: data) }

    /// `NAME STATUS`, headers, an empty line, the body: as the recorded answers of the tests are written. What comes of
    /// it is short, on one line, and tells neither secret nor number.
    static func answer(_ input: Input) {
        var input = input
        let words = input.line().split(separator: " ", omittingEmptySubsequences: false)
        // As an HTTP answer can have it: with more digits the status itself could be the number.
        let status = Int(words.last ?? "").map { $0 % 1000 } ?? 200
        var received = TransferAnswer()
        received.limit = 2000
        while case let line = input.line(), !line.isEmpty {
            _ = line.utf8.withContiguousStorageIfAvailable { received.take(line: UnsafeRawBufferPointer($0)) }
        }
        for piece in stride(from: 0, to: input.bytes.count, by: 500) {
            let bytes = input.bytes[piece..<min(piece + 500, input.bytes.count)]
            _ = bytes.withUnsafeBytes { received.take(body: $0) }
        }
        expect(received.body.count <= received.limit, "the limit of an answer")
        check(
            Provider.named(String(words.first ?? "")),
            TransferResponse(
                status: status, headers: received.headers, body: received.body, lastLine: received.lastLine))
        check(AccessTokens.grant(in: received.body))
    }

    private static func check(_ lifetime: (token: String, lasts: Span)?) {
        guard let lifetime else { return }
        expect((30.0...86_400).contains(lifetime.lasts.seconds), "\(lifetime.lasts)")
    }

    static func check(_ provider: Provider, _ response: TransferResponse) {
        func isBrief(_ text: String) -> Bool {
            text.count <= 300 && !text.contains(where: \.isNewline) && !text.contains("33639980101")
                && !provider.configuration.secrets.contains { text.contains($0) }
        }
        do {
            let detail = try provider.reader.read(response, of: Provider.message).detail
            expect(isBrief(detail), detail)
        } catch {
            expect(isBrief(error.text) && isBrief(error.code) && !error.text.isEmpty, "\(error)")
            if case .retry(let after?) = error.kind { expect((0.0...86_400).contains(after.seconds), "\(after)") }
        }
    }
}

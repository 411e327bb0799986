import Domain
import Foundation
import Testing

@testable import Gateways

/// What the fuzzers found (docs/fuzzing.md): texts by which others could have ended the program.
@Suite("Hostile receipts, answers and descriptions") struct HostileTests {
    private static let description = """
        {
            name: 'test', variables: { key: { secret: true } },
            send: {
                method: 'POST', url: 'https://gateway.example', number: 'e164', body: 'json', timeoutSeconds: 30,
                fields: { to: '{to}', text: '{text}', ttl: '{validitySeconds|number}' },
                validity: { leastSeconds: 60, mostSeconds: 600 }, idempotency: 'none',
            },
            answer: { ok: { status: ['200'] }, id: { json: '/id' }, failures: [] },
            rate: { perSecond: 1 },
            receipt: {
                from: 'json', ourID: '/id', status: '/s', map: { delivered: ['1'] }, acknowledge: { status: 200 },
                verify: [{ hmac: {
                    header: 'Sign', algorithm: 'sha256', encoding: 'hex', key: '{key}',
                    signed: '{body}{header:Time}', timestampHeader: 'Time', skewSeconds: 300,
                } }],
            },
        }
        """

    @Test(
        "E4 a receipt stamped with the smallest or largest of all numbers is refused",
        arguments: [Int64.min, .min + 1, .max, -100_000_000_000])
    func stamps(seconds: Int64) throws {
        let described = try gateway(Self.description, settings: ["RELAIS_SMS_KEY": "sesame-0123"])
        let signed = GatewayCallback(
            method: "POST", secret: "path-secret", headers: [("Time", "\(seconds)"), ("Sign", "00")])
        #expect(described.parseReceipt(signed) == .notFound)
        let vonage = try Provider.gateway("vonage")
        let query = "sig=00&timestamp=\(seconds)"
        #expect(vonage.parseReceipt(GatewayCallback(method: "GET", secret: "path-secret", query: query)) == .notFound)
    }

    @Test("an access token lasts at most a day and at least half a minute, whatever its giver says")
    func tokens() throws {
        let expected: [(String, Int64)] = [
            ("\(Int64.max)", 86_340), ("\(Int64.min)", 30), ("0", 30), ("600", 540), ("null", 3540),
        ]
        for (given, seconds) in expected {
            let grant = AccessTokens.grant(in: Data(#"{"access_token":"t","expires_in":\#(given)}"#.utf8))
            #expect(grant?.token == "t")
            #expect(grant?.lasts == .seconds(seconds), "\(given)")
        }
    }

    @Test(
        "numbers that nobody can mean are told before the first message",
        arguments: [
            ("timeoutSeconds: 30", "timeoutSeconds: 9223372036854775807", "send.timeoutSeconds"),
            ("leastSeconds: 60", "leastSeconds: -1", "send.validity.leastSeconds"),
            ("mostSeconds: 600", "mostSeconds: 9223372036854775807", "send.validity.mostSeconds"),
            ("perSecond: 1", "perSecond: 1e-300", "rate: perSecond"),
            ("status: 200 }", "status: 1000 }", "receipt.acknowledge.status"),
            ("skewSeconds: 300", "skewSeconds: 9223372036854775807", "receipt.verify[0].hmac.skewSeconds"),
        ])
    func numbers(piece: String, wrong: String, place: String) throws {
        let text = Self.description.replacing(piece, with: wrong)
        let error = #expect(throws: GatewayConfigurationError.self) {
            try DescriptionFile.parse(Data(text.utf8), named: "test.json5")
        }
        #expect(error?.problems.contains { $0.contains(place) } == true, "\(String(describing: error))")
    }

    @Test("fields within fields, however deep, are filled in at once", .timeLimit(.minutes(1)))
    func depth() throws {
        let deep = String(repeating: "[", count: 200) + "'{text}'" + String(repeating: "]", count: 200)
        let parsed = try DescriptionFile.parse(
            Data(Self.description.replacing("'{text}'", with: deep).utf8), named: "test.json5")
        let values = Placeholders(sms("Bonjour"), of: parsed.send, variables: [:])
        let filled = values.fill(parsed.send.fields)
        #expect(filled?[pointer: "/text" + String(repeating: "/0", count: 200)]?.text == "Bonjour")
    }

    @Test("a description that is no UTF-8 is refused")
    func encoding() {
        let bytes = Data("{ name: 'test', ".utf8) + [0xE9, 0xFF] + Data(": 1 }".utf8)
        #expect(throws: GatewayConfigurationError(problems: ["test.json5: it is not UTF-8."])) {
            try DescriptionFile.parse(bytes, named: "test.json5")
        }
    }
}

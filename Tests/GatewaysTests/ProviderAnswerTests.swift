import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

/// What each provider's recorded answers are taken for.
@Suite("Answers of the providers") struct ProviderAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let gateway: String
        let answer: String
        let kind: SendFailure.Kind
        let code: String
        var testDescription: String { "\(gateway): \(answer)" }

        init(_ gateway: String, _ answer: String, _ kind: SendFailure.Kind, _ code: String) {
            (self.gateway, self.answer, self.kind, self.code) = (gateway, answer, kind, code)
        }
    }

    private static let later = SendFailure.Kind.retry(after: nil)

    static let failures: [Case] = [
        Case("twilio", "opted out", .optedOut, "21610"),
        Case("twilio", "no such number", .badAddress, "21211"),
        Case("twilio", "landline", .badAddress, "21614"),
        Case("twilio", "sender refused", .giveUp, "21212"),
        Case("twilio", "wrong token", .badCredentials, "20003"),
        Case("twilio", "suspended", .badCredentials, "20005"),
        Case("twilio", "too many", .retry(after: .seconds(3)), "20429"),
        Case("twilio", "down", later, "503"),
        Case("brevo", "no such number", .badAddress, "invalid_parameter"),
        Case("brevo", "sender refused", .giveUp, "invalid_parameter"),
        Case("brevo", "opted out", .optedOut, "invalid_parameter"),
        Case("brevo", "no credit", .badCredentials, "not_enough_credits"),
        Case("brevo", "wrong key", .badCredentials, "unauthorized"),
        Case("brevo", "too many", .retry(after: .seconds(12)), "429"),
        Case("brevo", "down", later, "502"),
        Case("smsapi", "no such number", .badAddress, "13"),
        Case("smsapi", "sender refused", .giveUp, "14"),
        Case("smsapi", "links forbidden", .badCredentials, "94"),
        Case("smsapi", "no points", .badCredentials, "103"),
        Case("smsapi", "wrong token", .badCredentials, "101"),
        Case("smsapi", "too many", later, "203"),
        Case("smsapi", "busy", later, "201"),
        Case("smsapi", "down", later, "500"),
        Case("infobip", "no such number", .badAddress, "REJECTED_PREFIX_MISSING"),
        Case("infobip", "opted out", .optedOut, "REJECTED_DND"),
        Case("infobip", "sender refused", .giveUp, "REJECTED_SENDER"),
        Case("infobip", "no credit", .badCredentials, "REJECTED_NOT_ENOUGH_CREDITS"),
        Case("infobip", "wrong key", .badCredentials, "E401"),
        Case("infobip", "invalid", .giveUp, "E400"),
        Case("infobip", "too many", later, "E429"),
        Case("infobip", "down", later, "503"),
        Case("smsmode", "no such number", .badAddress, "400"),
        Case("smsmode", "sender refused", .giveUp, "400"),
        Case("smsmode", "wrong key", .badCredentials, "401"),
        Case("smsmode", "no credit", .badCredentials, "402"),
        Case("smsmode", "too many", later, "429"),
        Case("smsmode", "down", later, "504"),
        Case("vonage", "half sent", .ambiguous, "1"),
        Case("vonage", "throttled", later, "1"),
        Case("vonage", "busy", later, "5"),
        Case("vonage", "wrong secret", .badCredentials, "4"),
        Case("vonage", "no credit", .badCredentials, "9"),
        Case("vonage", "opted out", .optedOut, "7"),
        Case("vonage", "no such number", .badAddress, "6"),
        Case("vonage", "sender refused", .giveUp, "15"),
        Case("vonage", "down", later, "503"),
        Case("yuboto", "no such number", .badAddress, "22"),
        Case("yuboto", "sender refused", .giveUp, "35"),
        Case("yuboto", "wrong key", .badCredentials, "21"),
        Case("yuboto", "no such key", .badCredentials, "21"),
        Case("yuboto", "too many", later, "429"),
        Case("yuboto", "down", later, "500"),
        Case("ovhcloud", "no such number", .badAddress, "200"),
        Case("ovhcloud", "wrong signature", .badCredentials, "INVALID_SIGNATURE"),
        Case("ovhcloud", "late", later, "QUERY_TIME_OUT"),
        Case("ovhcloud", "wrong key", .badCredentials, "NOT_CREDENTIAL"),
        Case("ovhcloud", "no right", .badCredentials, "NOT_GRANTED_CALL"),
        Case("ovhcloud", "no credit", .badCredentials, "403"),
        Case("ovhcloud", "sender refused", .giveUp, "404"),
        Case("ovhcloud", "too many", later, "429"),
        Case("ovhcloud", "down", later, "503"),
    ]

    @Test("E4 P35 each failure is sorted, and its text holds neither number nor secret", arguments: failures)
    func sorted(_ example: Case) async throws {
        let server = try Provider.play(example.answer, of: example.gateway)
        defer { server.stop() }
        let gateway = try Provider.gateway(example.gateway, url: server.url)
        let failure = await #expect(throws: SendFailure.self) {
            try await gateway.send(sms(to: "+33639980101"))
        }
        #expect(failure?.kind == example.kind)
        #expect(failure?.code == example.code)
        #expect(failure?.text.isEmpty == false)
        #expect(failure?.text.contains("33639980101") == false)
    }

    @Test("E4 only what would meet every message counts against the gateway")
    func blame() {
        for example in Self.failures {
            let failure = SendFailure(example.kind, code: example.code, text: "")
            let isOneMessages = ["no such number", "landline", "opted out", "sender refused", "invalid"]
                .contains(example.answer)
            #expect(failure.isGateways == !isOneMessages, "\(example.testDescription)")
        }
    }

    @Test("a message that the provider knows by our id already is sent", arguments: ["smsapi", "infobip"])
    func again(name: String) async throws {
        let server = try Provider.play("sent already", of: name)
        defer { server.stop() }
        #expect(try await Provider.gateway(name, url: server.url).send(sms()).providerID == "417")
    }

    @Test("P30 a long message is sent when every part of it was taken")
    func parts() async throws {
        let server = try Provider.play("sent in two parts", of: "vonage")
        defer { server.stop() }
        #expect(try await Provider.gateway("vonage", url: server.url).send(sms()).providerID == "0A00000000000417")
    }

    @Test("an answer that never comes is asked for again only where our id keeps it from being sent twice")
    func lostAnswers() async throws {
        for name in Provider.settings.keys.sorted() {
            let server = try TinyServer { $0.path == "/auth/time" ? .init(200, "1795000000") : .silence }
            let gateway = try Provider.gateway(name, url: server.url)
            let sending = Task { await #expect(throws: SendFailure.self) { try await gateway.send(sms()) } }
            _ = try await server.requests(name == "ovhcloud" ? 2 : 1)
            server.stop()
            let isKnownByID = ["smsapi", "infobip"].contains(name)
            #expect(await sending.value?.kind == (isKnownByID ? Self.later : .ambiguous), "\(name)")
        }
    }

    @Test("every failure that was recorded is in the table, and every shipped provider was recorded")
    func complete() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Recorded")
        let tested = Set(Self.failures.map(\.testDescription))
        for name in Provider.settings.keys {
            let text = try String(contentsOf: folder.appendingPathComponent("\(name).http"), encoding: .utf8)
            let answers = text.components(separatedBy: "\n").filter { $0.hasPrefix("### ") }.map { $0.dropFirst(4) }
            for answer in answers where !answer.hasPrefix("sent") && !answer.hasPrefix("receipt") {
                #expect(tested.contains("\(name): \(answer)"))
            }
        }
        let shipped = try FileManager.default.contentsOfDirectory(atPath: gatewayFolder)
        // These two are tried with the real thing's own words in suites of their own.
        let others = ["kannel.json5", "capcom6.json5"]
        #expect(Set(shipped) == Set(Provider.settings.keys.map { "\($0).json5" } + others))
    }
}

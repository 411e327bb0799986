import Crypto
import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

/// What leaves for each provider, read by a real HTTP server.
@Suite("Requests to the providers") struct ProviderRequestTests {
    private let receiptURL = "https://relais.example/hooks/sms/x/path-secret/receipt"

    /// Sends one message and gives back the last request with the receipt.
    private func sent(
        _ name: String, _ text: String = "Réparer la fuite & rappeler", to: String = "+33639980101",
        from: String? = "Bellecour", unicode: Bool = false, validity: Span? = .hours(24)
    ) async throws -> (request: TinyServer.Request, receipt: SendReceipt) {
        let server = try Provider.play("sent", of: name)
        defer { server.stop() }
        let receipt = try await Provider.gateway(name, url: server.url).send(
            sms(text, to: to, from: from, unicode: unicode, receiptURL: receiptURL, validity: validity))
        return (try #require(server.requests.last), receipt)
    }

    private func fields(_ request: TinyServer.Request) -> [String: String] {
        FormCoding.decode(String(decoding: request.body, as: UTF8.self))
    }

    private func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }

    @Test("B1 P33 Twilio gets a form with the brand's name, and no longer validity than it takes")
    func twilio() async throws {
        let (request, receipt) = try await sent("twilio")
        #expect(receipt.providerID == "SM00000000000000000000000000000417")
        #expect(request.method == "POST")
        #expect(request.path == "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json")
        #expect(
            request.header("Authorization")
                == basic("AC00000000000000000000000000000001:0123456789abcdef0123456789abcdef"))
        #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(
            fields(request) == [
                "To": "+33639980101", "From": "Bellecour", "Body": "Réparer la fuite & rappeler",
                "StatusCallback": receiptURL, "ValidityPeriod": "36000",
            ])
        #expect(fields(try await sent("twilio", from: nil, validity: .seconds(5)).request)["From"] == "Relais")
        #expect(fields(try await sent("twilio", validity: .seconds(5)).request)["ValidityPeriod"] == "60")
        #expect(fields(try await sent("twilio", validity: nil).request)["ValidityPeriod"] == nil)
    }

    @Test(
        "P34 a number as sender is written as the provider writes numbers; a short number and a name stand as they are")
    func numberAsSender() async throws {
        let number = "+48500000417"
        #expect(fields(try await sent("twilio", from: number).request)["From"] == number)
        #expect(fields(try await sent("vonage", from: number).request)["from"] == "48500000417")
        #expect(fields(try await sent("smsapi", from: number).request)["from"] == "48500000417")
        #expect(fields(try await sent("vonage", from: "36180").request)["from"] == "36180")
        #expect(fields(try await sent("vonage", from: "Lipowa").request)["from"] == "Lipowa")
    }

    @Test("B1 Twilio's messaging service takes the place of a sender")
    func twilioService() async throws {
        let server = try Provider.play("sent", of: "twilio")
        defer { server.stop() }
        let settings = [
            "RELAIS_SMS_ACCOUNT_SID": "AC1", "RELAIS_SMS_AUTH_TOKEN": "token", "RELAIS_SMS_URL": server.url,
            "RELAIS_SMS_MESSAGING_SERVICE_SID": "MG1",
        ]
        let configuration = try GatewayConfiguration.load("twilio", folder: gatewayFolder, settings: settings)
        let gateway = DescribedGateway(
            configuration, transport: Transport(), clock: .system, callbackSecret: "path-secret")
        _ = try await gateway.send(sms())
        let fields = fields(try #require(server.requests.first))
        #expect(fields["MessagingServiceSid"] == "MG1")
        #expect(fields["From"] == nil)
    }

    @Test("B1 P33 Brevo gets a transactional message; letters beyond GSM are said to be so")
    func brevo() async throws {
        let (request, receipt) = try await sent("brevo")
        #expect(receipt.providerID == "1511882900176417")
        #expect(request.method == "POST")
        #expect(request.path == "/transactionalSMS/send")
        #expect(request.header("api-key") == "xkeysib-0123")
        #expect(
            try json(request)
                == .object([
                    "type": .string("transactional"), "sender": .string("Bellecour"),
                    "recipient": .string("33639980101"), "content": .string("Réparer la fuite & rappeler"),
                    "unicodeEnabled": .bool(false), "tag": .string("417"), "webUrl": .string(receiptURL),
                ]))
        #expect(
            try json(await sent("brevo", "Łazienka", unicode: true).request)[pointer: "/unicodeEnabled"] == .bool(true))
    }

    @Test("B1 P34 SMSAPI gets a form with our id, by which it takes a message only once")
    func smsapi() async throws {
        let (request, receipt) = try await sent("smsapi", "Wyciek w łazience", to: "+48500000417", from: "Lipowa")
        #expect(receipt.providerID == "6566F4B6313834B6F1A00417")
        #expect(request.method == "POST")
        #expect(request.path == "/sms.do")
        #expect(request.header("Authorization") == "Bearer smsapi-token-0123")
        #expect(
            fields(request) == [
                "from": "Lipowa", "to": "48500000417", "message": "Wyciek w łazience", "encoding": "utf-8",
                "format": "json", "notify_url": receiptURL, "idx": "417", "check_idx": "1",
            ])
    }

    @Test("B1 Infobip gets our id as the message's, and the validity with its unit or not at all")
    func infobip() async throws {
        let (request, receipt) = try await sent("infobip", "Διαρροή", to: "+306900000417", from: "Ktirio")
        #expect(receipt.providerID == "417")
        #expect(request.method == "POST")
        #expect(request.path == "/sms/3/messages")
        #expect(request.header("Authorization") == "App infobip-key-0123")
        let body = try json(request)
        let message = try #require(body[pointer: "/messages/0"])
        #expect(message[pointer: "/sender"]?.text == "Ktirio")
        #expect(message[pointer: "/destinations/0/to"]?.text == "306900000417")
        #expect(message[pointer: "/destinations/0/messageId"]?.text == "417")
        #expect(message[pointer: "/content/text"]?.text == "Διαρροή")
        #expect(message[pointer: "/options/validityPeriod/amount"] == .integer(1440))
        #expect(message[pointer: "/options/validityPeriod/timeUnit"]?.text == "MINUTES")
        #expect(message[pointer: "/webhooks/delivery/url"]?.text == receiptURL)
        let without = try json(await sent("infobip", validity: nil).request)
        #expect(without[pointer: "/messages/0/options"] == nil)
    }

    @Test("B1 smsmode gets one recipient, its reference and the alphabet")
    func smsmode() async throws {
        let (request, receipt) = try await sent("smsmode")
        #expect(receipt.providerID == "00000000-0000-4000-8000-000000000417")
        #expect(request.method == "POST")
        #expect(request.path == "/sms/v1/messages")
        #expect(request.header("X-Api-Key") == "smsmode-key-0123")
        #expect(
            try json(request)
                == .object([
                    "recipient": .object(["to": .string("33639980101")]),
                    "body": .object([
                        "text": .string("Réparer la fuite & rappeler"), "encoding": .string("GSM7"),
                    ]),
                    "from": .string("Bellecour"), "refClient": .string("417"),
                    "callbackUrlStatus": .string(receiptURL),
                ]))
    }

    @Test("B1 Vonage gets the alphabet as type and the validity in milliseconds")
    func vonage() async throws {
        let (request, receipt) = try await sent("vonage")
        #expect(receipt.providerID == "0A00000000000417")
        #expect(request.method == "POST")
        #expect(request.path == "/sms/json")
        #expect(request.header("Authorization") == basic("abcd1234:vonage-secret-0123"))
        #expect(
            fields(request) == [
                "from": "Bellecour", "to": "33639980101", "text": "Réparer la fuite & rappeler", "type": "text",
                "ttl": "86400000", "status-report-req": "1", "callback": receiptURL, "client-ref": "417",
            ])
        #expect(fields(try await sent("vonage", "Διαρροή", unicode: true).request)["type"] == "unicode")
        #expect(fields(try await sent("vonage", validity: .seconds(3)).request)["ttl"] == "20000")
    }

    @Test("B1 P31 Yuboto is told that a message may be long, else it would cut the link off")
    func yuboto() async throws {
        let (request, receipt) = try await sent(
            "yuboto", "Διαρροή", to: "+306900000417", from: "Ktirio", unicode: true)
        #expect(receipt.providerID == "54E3B5F5-0000-4000-8000-000000000417")
        #expect(request.method == "POST")
        #expect(request.path == "/omni/v1/Send")
        #expect(request.header("Authorization") == "Basic WVVCT1RPLUtFWQ==")
        #expect(
            try json(request)
                == .object([
                    "phonenumbers": .string("306900000417"), "dlr": .bool(true), "callbackUrl": .string(receiptURL),
                    "option1": .string("417"),
                    "sms": .object([
                        "sender": .string("Ktirio"), "text": .string("Διαρροή"), "typesms": .string("unicode"),
                        "longsms": .bool(true),
                    ]),
                ]))
    }

    @Test("B1 P33 OVHcloud gets no STOP clause, and each request signed by its own clock")
    func ovhcloud() async throws {
        let time: Int64 = 1_795_000_777
        let server = try Provider.play("sent", of: "ovhcloud", time: time)
        defer { server.stop() }
        let gateway = try Provider.gateway("ovhcloud", url: server.url)
        for id in ["417", "418"] {
            let message = sms(
                "Réparer la fuite", id: id, to: "+33639980101", from: "Bellecour", validity: .hours(24))
            #expect(try await gateway.send(message).providerID == "168000417")
        }
        #expect(server.requests.map(\.path) == ["/auth/time"] + Array(repeating: "/sms/sms-ab12345-1/jobs", count: 2))
        let request = try #require(server.requests.last)
        #expect(request.method == "POST")
        #expect(request.header("X-Ovh-Application") == "ovh-application")
        #expect(request.header("X-Ovh-Consumer") == "ovh-consumer-0123")
        // Ours stands at 1795000000, theirs is 777 seconds ahead.
        #expect(request.header("X-Ovh-Timestamp") == "\(time)")
        let body = String(decoding: request.body, as: UTF8.self)
        let signed = "ovh-secret-0123+ovh-consumer-0123+POST+\(server.url)/sms/sms-ab12345-1/jobs+\(body)+\(time)"
        let digest = Insecure.SHA1.hash(data: Data(signed.utf8)).map { String(format: "%02x", $0) }.joined()
        #expect(request.header("X-Ovh-Signature") == "$1$\(digest)")
        #expect(
            try json(request)
                == .object([
                    "message": .string("Réparer la fuite"), "receivers": .array([.string("+33639980101")]),
                    "sender": .string("Bellecour"), "charset": .string("UTF-8"), "coding": .string("7bit"),
                    "class": .string("phoneDisplay"), "priority": .string("high"), "noStopClause": .bool(true),
                    "validityPeriod": .integer(1440), "tag": .string("418"),
                ]))
    }

    @Test("OVHcloud's clock is asked again after an hour and after a refusal, and its silence loses no message")
    func ovhcloudTime() async throws {
        let time = HandClock()
        let answer = Mutable(try Recorded("ovhcloud").answer("sent"))
        let clockAnswer = Mutable(TinyServer.Answer(200, "1795000000"))
        let server = try TinyServer { $0.path == "/auth/time" ? clockAnswer.value : answer.value }
        defer { server.stop() }
        let gateway = try Provider.gateway("ovhcloud", url: server.url, clock: time.clock)
        let asked = { server.requests.count { $0.path == "/auth/time" } }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try? await gateway.send(sms()) } }
        }
        #expect(asked() == 1)
        time.advance(.minutes(61))
        _ = try await gateway.send(sms())
        #expect(asked() == 2)
        answer.value = try Recorded("ovhcloud").answer("late")
        await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        clockAnswer.value = .init(503)
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        #expect(failure?.kind == .retry(after: nil))
        #expect(failure?.code == "time-503")
        #expect(asked() == 3)
    }
}

/// A value that a test changes while a server reads it.
final class Mutable<Value: Sendable>: @unchecked Sendable {
    // Unchecked: `stored` is touched only under `lock`.
    private let lock = NSLock()
    private var stored: Value

    init(_ value: Value) { stored = value }

    var value: Value {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }
}

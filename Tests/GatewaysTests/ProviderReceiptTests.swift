import Domain
import Foundation
import Testing

@testable import Gateways

/// What each provider's recorded callbacks are taken for.
@Suite("Receipts of the providers") struct ProviderReceiptTests {
    private static let twilio = "SM00000000000000000000000000000417"
    private static let smsmode = "00000000-0000-4000-8000-000000000417"
    private static let yuboto = "54E3B5F5-0000-4000-8000-000000000417"
    private static let vonage = "0A00000000000417"

    private static func receipt(
        _ ourID: String?, _ providerID: String?, _ status: DeliveryReceipt.Status, _ code: String?,
        _ text: String? = nil, perPart: Bool = false, optOut: Bool = false
    ) -> DeliveryReceipt {
        DeliveryReceipt(
            ourID: ourID, providerID: providerID, status: status, code: code, text: text, isPerPart: perPart,
            isOptOut: optOut)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let gateway: String
        let callback: String
        let receipts: [DeliveryReceipt]
        var testDescription: String { "\(gateway): \(callback)" }

        init(_ gateway: String, _ callback: String, _ receipts: DeliveryReceipt...) {
            (self.gateway, self.callback, self.receipts) = (gateway, "receipt \(callback)", receipts)
        }
    }

    static let cases: [Case] = [
        Case("twilio", "sent", receipt(nil, twilio, .sent, "sent")),
        Case("twilio", "delivered", receipt(nil, twilio, .delivered, "delivered")),
        Case("twilio", "undelivered", receipt(nil, twilio, .failed, "30003", "Unreachable destination handset")),
        Case("twilio", "opted out", receipt(nil, twilio, .failed, "21610", optOut: true)),
        Case("brevo", "sent", receipt(nil, "1511882900176417", .sent, "sent")),
        Case("brevo", "delivered", receipt(nil, "1511882900176417", .delivered, "delivered", "delivered")),
        Case("brevo", "failed", receipt(nil, "1511882900176417", .failed, "hard_bounce", "Unknown subscriber")),
        Case("brevo", "opted out", receipt(nil, "1511882900176417", .failed, "unsubscribed", optOut: true)),
        Case("smsapi", "delivered", receipt("417", "6566F4B6313834B6F1A00417", .delivered, "404", "DELIVERED")),
        Case("smsapi", "failed", receipt("417", "6566F4B6313834B6F1A00417", .failed, "405", "UNDELIVERED")),
        Case(
            "smsapi", "several", receipt("417", "A1", .delivered, "404", "DELIVERED"),
            receipt("418", "A2", .sent, "403", "SENT")),
        Case(
            "infobip", "delivered", receipt("417", nil, .delivered, "NO_ERROR", "No Error"),
            receipt("418", nil, .pending, "NO_ERROR", "No Error")),
        Case("infobip", "failed", receipt("417", nil, .failed, "EC_ABSENT_SUBSCRIBER", "Absent Subscriber")),
        Case(
            "infobip", "opted out",
            receipt("417", nil, .failed, "EC_DEST_ADDRESS_BLACKLISTED", "Destination blacklisted", optOut: true)),
        Case("smsmode", "sent", receipt("417", smsmode, .sent, "ENROUTE")),
        Case("smsmode", "delivered", receipt("417", smsmode, .delivered, "DELIVERED")),
        Case("smsmode", "failed", receipt("417", smsmode, .failed, "UNDELIVERABLE", "Absent subscriber")),
        Case("vonage", "accepted", receipt("417", vonage, .sent, "0", perPart: true)),
        Case("vonage", "delivered", receipt("417", vonage, .delivered, "0", perPart: true)),
        Case("vonage", "second part", receipt("417", "0A00000000000418", .delivered, "0", perPart: true)),
        Case("vonage", "failed", receipt("417", vonage, .failed, "6", perPart: true)),
        Case("yuboto", "sent", receipt("417", yuboto, .sent, "1", "Sent")),
        Case("yuboto", "delivered", receipt("417", yuboto, .delivered, "2", "Delivered")),
        Case("yuboto", "failed", receipt("417", yuboto, .failed, "3", "Not Delivered")),
        Case("ovhcloud", "sent", receipt(nil, "168000417", .sent, "3", "Buffered")),
        Case("ovhcloud", "delivered", receipt(nil, "168000417", .delivered, "4", "Delivered")),
        Case("ovhcloud", "failed", receipt(nil, "168000417", .failed, "23", "Failed")),
    ]

    @Test("E4 P36 a genuine receipt is read", arguments: cases)
    func genuine(_ example: Case) throws {
        let gateway = try Provider.gateway(example.gateway)
        let outcome = gateway.parseReceipt(try Recorded(example.gateway).callback(example.callback))
        #expect(outcome.isAuthenticated)
        #expect(outcome.receipts == example.receipts)
        #expect(outcome.reply.status == 200)
    }

    @Test("the answers are those that the providers wait for")
    func answers() throws {
        let smsapi = try Provider.gateway("smsapi").parseReceipt(Recorded("smsapi").callback("receipt delivered"))
        #expect(smsapi.reply.body == "OK")
        let twilio = try Provider.gateway("twilio").parseReceipt(Recorded("twilio").callback("receipt delivered"))
        #expect(twilio.reply == .init(status: 200, contentType: "text/xml", body: "<Response/>"))
    }

    @Test("a callback to a guessed address is told nothing, whoever it says it is", arguments: cases)
    func guessed(_ example: Case) throws {
        let gateway = try Provider.gateway(example.gateway)
        let callback = try Recorded(example.gateway).callback(example.callback, secret: "path-secre")
        #expect(gateway.parseReceipt(callback) == .notFound)
    }

    @Test(
        "a receipt whose signature does not hold is told nothing",
        arguments: [
            ("twilio", "receipt forged"), ("vonage", "receipt forged"), ("vonage", "receipt altered"),
            ("vonage", "receipt of the day before yesterday"), ("vonage", "receipt of the day after tomorrow"),
        ])
    func forged(name: String, callback: String) throws {
        #expect(try Provider.gateway(name).parseReceipt(Recorded(name).callback(callback)) == .notFound)
    }

    @Test("Twilio's signature covers the address and every field, and must be there")
    func twilioSignature() throws {
        let gateway = try Provider.gateway("twilio")
        let right = try Recorded("twilio").callback("receipt delivered")
        func changed(
            url: String? = right.url, headers: [(name: String, value: String)] = right.headers, body: Data = right.body
        ) -> CallbackOutcome {
            gateway.parseReceipt(
                GatewayCallback(method: "POST", url: url, secret: "path-secret", headers: headers, body: body))
        }
        #expect(changed().isAuthenticated)
        #expect(changed(url: nil) == .notFound)
        #expect(changed(url: right.url.map { $0 + "?x=1" }) == .notFound)
        #expect(changed(url: right.url?.replacing("https:", with: "http:")) == .notFound)
        #expect(changed(headers: []) == .notFound)
        #expect(changed(headers: [("X-Twilio-Signature", "!")]) == .notFound)
        #expect(changed(headers: [("X-Twilio-Signature", "")]) == .notFound)
        #expect(changed(body: right.body + Data("&More=1".utf8)) == .notFound)
        #expect(changed(body: Data()) == .notFound)
    }

    @Test("Vonage's signature must be there, with its time")
    func vonageSignature() throws {
        let gateway = try Provider.gateway("vonage")
        let right = try Recorded("vonage").callback("receipt delivered")
        let pairs = right.query.split(separator: "&").map(String.init)
        func query(without name: String) -> GatewayCallback {
            let kept = pairs.filter { !$0.hasPrefix("\(name)=") }
            return GatewayCallback(
                method: "GET", url: right.url, secret: "path-secret", query: kept.joined(separator: "&"))
        }
        #expect(gateway.parseReceipt(query(without: "nothing")).isAuthenticated)
        for name in ["sig", "timestamp", "nonce", "status"] {
            #expect(gateway.parseReceipt(query(without: name)) == .notFound, "\(name)")
        }
    }

    @Test("Twilio's signature holds for a text that begins with a mark of byte order, which is signed as it is")
    func twilioByteOrder() {
        let callback = GatewayCallback(
            method: "POST", url: "https://mycompany.com/myapp.php", secret: "",
            headers: [("x-twilio-signature", "rmyxv0D2JWdEebbEiTHd4eCjsGk=")],
            body: Data("Body=%EF%BB%BFOK&From=%2B33639980112".utf8))
        #expect(TwilioSignature.isValid(callback, authToken: "12345"))
    }

    @Test("Twilio's and OVHcloud's own examples come out as their documentation says")
    func vectors() {
        let form = "Digits=1234&To=%2B18005551212&From=%2B12349013030&Caller=%2B12349013030&CallSid=CA1234567890ABCDE"
        let callback = GatewayCallback(
            method: "POST", url: "https://mycompany.com/myapp.php?foo=1&bar=2", secret: "",
            headers: [("x-twilio-signature", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")], body: Data(form.utf8))
        #expect(TwilioSignature.isValid(callback, authToken: "12345"))
        #expect(!TwilioSignature.isValid(callback, authToken: "12346"))
        let signature = OVHcloudSignature(
            applicationKey: "7kbG7Bk7S9Nt7ZSV", applicationSecret: "EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF",
            consumerKey: "MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1")
        let request = TransferRequest("GET", "https://eu.api.ovh.com/1.0/domains/")
        #expect(
            signature.signature(of: request, at: 1_366_560_945) == "$1$d3705e8afb27a0d2970a322b96550abfc67bb798")
    }
}

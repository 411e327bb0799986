import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

@Suite("Descriptions of gateways") struct DescriptionTests {
    /// A description that is right, with pieces replaced.
    private func text(_ changes: [(String, String)] = []) -> String {
        let right = """
            // A comment, as JSON5 allows.
            {
                name: 'test',
                variables: { url: { required: true, about: 'the endpoint' }, key: { secret: true } },
                send: {
                    method: 'POST', url: '{url}', number: 'digits', body: 'form',
                    auth: { header: { name: 'X-Api-Key', value: '{key}' } },
                    fields: { to: '{to}', text: '{text}', ref: '{id}' }, idempotency: 'ref',
                },
                answer: {
                    ok: { status: ['200-299'] }, id: { json: '/id' },
                    failures: [{ status: ['429'], is: 'retry' }],
                },
                receipt: {
                    from: 'json', providerID: '/id', status: '/status', map: { delivered: ['ok'] },
                    acknowledge: { status: 204 }, verify: [{ ip: ['192.0.2.0/24'] }],
                },
            }
            """
        return changes.reduce(right) { $0.replacing($1.0, with: $1.1) }
    }

    private static let files = (try? FileManager.default.contentsOfDirectory(atPath: gatewayFolder)) ?? []

    @Test("every shipped description is right, and says what its settings are", arguments: files)
    func shipped(file: String) throws {
        let name = String(file.prefix { $0 != "." })
        #expect(file == "\(name).json5")
        let description = try DescriptionFile.read("\(gatewayFolder)/\(name).json5")
        #expect(description.name == name)
        #expect(description.variables.values.allSatisfy { $0.about != nil })
    }

    @Test(
        "what is wrong is told with the file and the key",
        arguments: [
            ("name: 'test'", "nam: 'test'", "test.json5: name is missing."),
            ("idempotency: 'ref'", "idempotency: 'ref', retries: 3", "test.json5: send.retries is not a known key."),
            ("{ status: ['429'], is", "{ stats: ['1'], status: ['429'], is", "answer.failures[0].stats is not a known"),
            ("secret: true", "secret: 'yes'", "variables.key.secret must be true or false"),
            ("number: 'digits'", "number: 'national'", "send.number"),
            ("is: 'retry'", "is: 'later'", "answer.failures[0].is"),
            ("'{key}'", "'{kee}'", "send.auth: {kee} is neither a variable nor part of a message"),
            ("'{id}'", "'{id|rot13}'", "|rot13 is not a known filter"),
            ("idempotency: 'ref'", "idempotency: 'to'", "send.idempotency must be \"none\" or name a field"),
            ("text: '{text}', ", "", "send.fields has no {text}"),
            ("'200-299'", "'2xx'", "answer.ok.status: \"2xx\" must be like 200 or 200-299"),
            ("{ json: '/id' }", "{ json: 'id' }", "answer.id.json must be a JSON pointer"),
            ("{ json: '/id' }", "{ regex: '(' }", "answer.id.regex is not a regular expression"),
            ("{ json: '/id' }", "'theirs'", "answer.id: must be \"ours\" or say where to look"),
            ("{ json: '/id' }", "{ json: '/id', header: 'X' }", "answer.id must be one of json, regex and header"),
            ("status: '/status'", "status: 'status'", "receipt: \"status\" must be a JSON pointer"),
            ("providerID: '/id', ", "", "receipt must have ourID or providerID"),
            ("delivered: ['ok']", "arrived: ['ok']", "receipt.map.arrived must be pending, sent, delivered or failed"),
            ("'192.0.2.0/24'", "'192.0.2.0/33'", "receipt.verify[0].ip: \"192.0.2.0/33\" is no address or network"),
            ("{ ip: ['192.0.2.0/24'] }", "{ bearer: 'sesame' }", "must take its secret from a variable"),
            ("method: 'POST'", "method: 'GET'", "send.body must be \"query\" for GET"),
            ("{ header: {", "{ bearer: '{key}', header: {", "send.auth must be one of"),
            ("name: 'test',", "name: 'test'", "test.json5: it is not JSON5"),
            ("key: {", "KEY: {", "variables.KEY: a name is made of small letters"),
        ])
    func wrong(old: String, new: String, sentence: String) {
        let broken = text([(old, new)])
        #expect(broken != text())
        let error = #expect(throws: GatewayConfigurationError.self) {
            try DescriptionFile.parse(Data(broken.utf8), named: "test.json5")
        }
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
        #expect(error?.problems.allSatisfy { $0.hasPrefix("test.json5: ") } == true)
    }

    @Test("settings that are missing, unknown or unusable are named all at once")
    func settings() throws {
        let error = #expect(throws: GatewayConfigurationError.self) {
            try GatewayConfiguration.load(
                "kannel", folder: gatewayFolder,
                settings: [
                    "RELAIS_SMS_USERNAME": "portal", "RELAIS_SMS_PASWORD": "geheim", "RELAIS_SMS_GATEWAY": "kannel",
                    "RELAIS_SMS_SENDER": "A\nB", "RELAIS_LISTEN": "x",
                ])
        }
        #expect(
            error?.problems == [
                "RELAIS_SMS_PASSWORD is missing; the SMS gateway kannel needs it: of the sendsms-user.",
                "RELAIS_SMS_SENDER holds control characters.",
                "RELAIS_SMS_URL is missing; the SMS gateway kannel needs it: the whole endpoint, such as "
                    + "http://host:13013/cgi-bin/sendsms.",
                "RELAIS_SMS_PASWORD is unknown to the SMS gateway kannel.",
            ])
    }

    @Test("a gateway that no file describes is named", arguments: ["nobody", "../kannel", ""])
    func unknownGateway(name: String) {
        let error = #expect(throws: GatewayConfigurationError.self) {
            try GatewayConfiguration.load(name, folder: gatewayFolder, settings: [:])
        }
        #expect(error?.description.contains("RELAIS_SMS_GATEWAY") == true)
    }

    @Test("an address of another kind is refused")
    func wrongURL() {
        #expect(throws: GatewayConfigurationError.self) {
            try gateway(text(), settings: ["RELAIS_SMS_URL": "ftp://gateway.example"])
        }
    }

    @Test("a form carries digits and the id, the key goes into its header")
    func form() async throws {
        let server = try TinyServer { _ in .init(200, #"{"id": 99}"#) }
        defer { server.stop() }
        let gateway = try gateway(
            text(), settings: ["RELAIS_SMS_URL": server.url + "/send", "RELAIS_SMS_KEY": "geheim"])
        let receipt = try await gateway.send(sms("a&b=c+d é\n€", to: "+48512345678"))
        #expect(receipt.providerID == "99")
        let request = try #require(server.requests.first)
        #expect(request.header("X-Api-Key") == "geheim")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "ref=417&text=a%26b%3Dc%2Bd%20%C3%A9%0A%E2%82%AC&to=48512345678")
    }

    @Test("numbers may begin with two zeros")
    func zeros() async throws {
        let server = try TinyServer { _ in .init(200, "{}") }
        defer { server.stop() }
        let gateway = try gateway(text([("'digits'", "'00digits'")]), settings: ["RELAIS_SMS_URL": server.url])
        _ = try await gateway.send(sms(to: "+33612345678"))
        #expect(FormCoding.decode(String(decoding: server.requests[0].body, as: UTF8.self))["to"] == "0033612345678")
    }

    @Test("without an id of ours a lost answer is ambiguous, a refused connection is not")
    func ambiguity() async throws {
        let server = try TinyServer { _ in .silence }
        let text = text([("idempotency: 'ref'", "idempotency: 'none', timeoutSeconds: 1")])
        let gateway = try gateway(text, settings: ["RELAIS_SMS_URL": server.url])
        let lost = await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        #expect(lost?.kind == .ambiguous)
        server.stop()
        let refused = await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        #expect(refused?.kind == .retry(after: nil))
    }

    @Test("an answer of 200 may still be a failure")
    func falseSuccess() async throws {
        let server = try TinyServer { _ in
            .init(200, #"{"messages":[{"status":"1","error-text":"Throughput exceeded"}]}"#)
        }
        defer { server.stop() }
        let gateway = try gateway(
            text([
                (
                    "ok: { status: ['200-299'] }",
                    "ok: { status: ['200'], match: [{ json: '/messages/0/status', equals: '0' }] }, errorCode: { json: '/messages/0/status' }, errorText: { json: '/messages/0/error-text' }"
                ),
                ("failures: [", "failures: [{ code: ['1', '5', '10'], is: 'retry' }, "),
            ]), settings: ["RELAIS_SMS_URL": server.url])
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(sms()) }
        #expect(failure == SendFailure(.retry(after: nil), code: "1", text: "Throughput exceeded"))
    }

    @Test("an access token is fetched once for many messages, and again after it expired or was rejected")
    func oauth() async throws {
        let time = HandClock()
        let server = try TinyServer { request in
            request.path == "/token"
                ? .init(200, #"{"access_token":"t-1","token_type":"bearer","expires_in":3600}"#)
                : .init(request.header("X-Reject") == nil ? 200 : 401, #"{"id":"1"}"#)
        }
        defer { server.stop() }
        let auth = "auth: { oauth2: { tokenURL: '\(server.url)/token', id: 'app', secret: '{key}' } }"
        let gateway = try gateway(
            text([("auth: { header: { name: 'X-Api-Key', value: '{key}' } }", auth)]),
            settings: ["RELAIS_SMS_URL": server.url, "RELAIS_SMS_KEY": "geheim"], clock: time.clock)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try? await gateway.send(sms()) } }
        }
        let tokens = { server.requests.filter { $0.path == "/token" } }
        #expect(tokens().count == 1)
        #expect(String(decoding: tokens()[0].body, as: UTF8.self) == "grant_type=client_credentials")
        #expect(tokens()[0].header("Authorization") == "Basic " + Data("app:geheim".utf8).base64EncodedString())
        #expect(server.requests.last?.header("Authorization") == "Bearer t-1")
        time.advance(.seconds(3541))
        _ = try await gateway.send(sms())
        #expect(tokens().count == 2)
    }

    @Test("numbers, truth values and nested fields keep their kind in JSON, and braces in literals stay")
    func placeholders() {
        let values = Placeholders(values: ["a": "7", "b": "true", "t": "x\"{a}"])
        let filled = values.fill(
            .object([
                "n": .string("{a|number}"), "b": .string("{b|boolean}"), "s": .string("{a}-{t}"),
                "gone": .string("x{missing}"), "list": .array([.string("{missing}"), .string("{a}")]),
                "braces": .string("{} { } {1} {a"), "u": .string("?q={t|url}"),
            ]))
        #expect(
            filled
                == .object([
                    "n": .integer(7), "b": .bool(true), "s": .string("7-x\"{a}"), "list": .array([.string("7")]),
                    "braces": .string("{} { } {1} {a"), "u": .string("?q=x%22%7Ba%7D"),
                ]))
    }

    @Test(
        "JSON pointers reach into lists and escaped names",
        arguments: [
            ("/a/1/b", "x"), ("/c~1d", "y"), ("/e~0f", "z"), ("/a/2", nil), ("/a/-1", nil), ("/nowhere", nil),
            ("/n", "4"),
        ])
    func pointers(pointer: String, text: String?) throws {
        let json = #"{"a":[0,{"b":"x"}],"c/d":"y","e~f":"z","n":4}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        #expect(value[pointer: pointer]?.text == text)
    }
}

package import Domain
import Foundation

/// An SMS gateway that a file describes.
package struct DescribedGateway: SMSGateway {
    private let configuration: GatewayConfiguration
    private let transport: Transport
    private let tokens: AccessTokens?
    private let ovhcloud: OVHcloudClock?
    private let clock: Clock
    private let callbackSecret: String

    /// `callbackSecret` is what stands in the path of this gateway's callbacks.
    package init(_ configuration: GatewayConfiguration, transport: Transport, clock: Clock, callbackSecret: String) {
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        self.callbackSecret = callbackSecret
        tokens = configuration.description.send.auth?.oauth2.map { rule in
            AccessTokens(rule, variables: configuration.variables, transport: transport, clock: clock)
        }
        ovhcloud = configuration.description.send.auth?.ovhcloud.map { rule in
            let url = Placeholders(values: configuration.variables).fill(rule.timeURL) ?? ""
            return OVHcloudClock(url: url, transport: transport, clock: clock)
        }
    }

    package var name: String { configuration.name }

    package var rate: SendRate? {
        configuration.description.rate.map { SendRate(perSecond: $0.perSecond, burst: $0.burst ?? 1) }
    }

    package func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        let reader = AnswerReader(description: configuration.description, secrets: configuration.secrets)
        let request = try await request(for: message)
        let response: TransferResponse
        do {
            response = try await transport.perform(request)
        } catch {
            throw reader.failure(error, of: message)
        }
        if response.status == 401 { await tokens?.forget() }
        if [400, 401, 403].contains(response.status) { await ovhcloud?.forget() }
        return try reader.read(response, of: message)
    }

    /// Throws when the provider's address cannot be connected to. Nothing is sent, so a wrong password goes unnoticed.
    package func reach() async throws(SendFailure) {
        var request = TransferRequest("GET", configuration.address)
        request.onlyConnects = true
        do {
            _ = try await transport.perform(request)
        } catch {
            throw SendFailure(.retry(after: nil), code: "unreachable", text: error.text)
        }
    }

    package func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome {
        guard let rule = configuration.description.receipt else { return .notFound }
        let verifier = CallbackVerifier(variables: configuration.variables, pathSecret: callbackSecret, clock: clock)
        guard verifier.isGenuine(callback, by: rule.verify ?? []) else { return .notFound }
        let reply = CallbackOutcome.Reply(
            status: rule.acknowledge.status, contentType: rule.acknowledge.contentType ?? "text/plain; charset=utf-8",
            body: rule.acknowledge.body ?? "")
        return CallbackOutcome(isAuthenticated: true, receipts: ReceiptReader(rule: rule).read(callback), reply: reply)
    }

    // MARK: The request

    private func request(for message: OutgoingSMS) async throws(SendFailure) -> TransferRequest {
        let send = configuration.description.send
        let values = Placeholders(message, of: send, variables: configuration.variables)
        guard let url = values.fill(send.url), case .object(let fields)? = values.fill(send.fields) else {
            throw SendFailure(.badCredentials, code: "description", text: "The gateway's address cannot be filled in.")
        }
        var request = TransferRequest(send.method, url)
        request.timeout = .seconds(Int64(send.timeoutSeconds ?? 30))
        request.headers = (send.headers ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
            values.fill(value).map { (name, $0) }
        }
        var query = send.body == .query ? Self.plain(fields) : []
        try await authorize(&request, query: &query, values: values)
        if !query.isEmpty {
            request.url += (request.url.contains("?") ? "&" : "?") + FormCoding.encode(query)
        }
        switch send.body {
        case .query:
            break
        case .form:
            request.headers.append(("Content-Type", "application/x-www-form-urlencoded"))
            request.body = .bytes(Data(FormCoding.encode(Self.plain(fields)).utf8))
        case .json:
            request.headers.append(("Content-Type", "application/json"))
            request.body = .bytes(Self.json(fields))
        }
        if let ovhcloud, let rule = send.auth?.ovhcloud {
            OVHcloudSignature(rule, values: values).sign(&request, at: try await ovhcloud.seconds())
        }
        return request
    }

    private func authorize(
        _ request: inout TransferRequest, query: inout [(name: String, value: String)], values: Placeholders
    ) async throws(SendFailure) {
        guard let auth = configuration.description.send.auth else { return }
        if let basic = auth.basic {
            request.credentials = .init(
                username: values.fill(basic.username) ?? "", password: values.fill(basic.password) ?? "")
        }
        if let bearer = auth.bearer { request.headers.append(("Authorization", "Bearer \(values.fill(bearer) ?? "")")) }
        if let header = auth.header { request.headers.append((header.name, values.fill(header.value) ?? "")) }
        for (name, value) in (auth.query ?? [:]).sorted(by: { $0.key < $1.key }) {
            query.append((name, values.fill(value) ?? ""))
        }
        if let tokens { request.headers.append(("Authorization", "Bearer \(try await tokens.token())")) }
    }

    private static func plain(_ fields: [String: JSONValue]) -> [(name: String, value: String)] {
        fields.sorted { $0.key < $1.key }.compactMap { name, value in value.text.map { (name, $0) } }
    }

    private static func json(_ fields: [String: JSONValue]) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(JSONValue.object(fields))) ?? Data()
    }
}

import Domain
import Foundation

/// Bearer tokens by OAuth 2 client credentials, kept until shortly before they expire.
actor AccessTokens {
    private let rule: GatewayDescription.Auth.OAuth2
    private let variables: [String: String]
    private let transport: Transport
    private let clock: Clock
    private var held: (token: String, until: Instant)?
    private var asking: Task<Result<(token: String, until: Instant), SendFailure>, Never>?

    init(
        _ rule: GatewayDescription.Auth.OAuth2, variables: [String: String], transport: Transport, clock: Clock
    ) {
        self.rule = rule
        self.variables = variables
        self.transport = transport
        self.clock = clock
    }

    func forget() { held = nil }

    /// Many messages at once ask for one token.
    func token() async throws(SendFailure) -> String {
        if let held, clock.now() < held.until { return held.token }
        let task = asking ?? Task { await ask() }
        asking = task
        let result = await task.value
        asking = nil
        let fresh = try result.get()
        held = fresh
        return fresh.token
    }

    private struct Grant: Decodable {
        let accessToken: String
        let expiresIn: Int64?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }

    /// Nil for an answer that holds no token. Asked for again a minute before its end, and at least once a day.
    static func grant(in body: Data) -> (token: String, lasts: Span)? {
        guard let grant = try? JSONDecoder().decode(Grant.self, from: body) else { return nil }
        return (grant.accessToken, .seconds(min(max(grant.expiresIn ?? 3600, 90), 86_400) - 60))
    }

    private func ask() async -> Result<(token: String, until: Instant), SendFailure> {
        let values = Placeholders(values: variables)
        var fields = [(name: "grant_type", value: "client_credentials")]
        if let scope = rule.scope.flatMap({ values.fill($0) }) { fields.append(("scope", scope)) }
        var request = TransferRequest("POST", values.fill(rule.tokenURL) ?? "")
        request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
        request.credentials = .init(username: values.fill(rule.id) ?? "", password: values.fill(rule.secret) ?? "")
        request.body = .bytes(Data(FormCoding.encode(fields).utf8))
        do {
            let response = try await transport.perform(request)
            guard response.status == 200, let grant = Self.grant(in: response.body) else {
                let isOurs = (400...499).contains(response.status) && response.status != 429
                return .failure(
                    SendFailure(
                        isOurs ? .badCredentials : .retry(after: nil), code: "token-\(response.status)",
                        text: "The gateway gave no access token."))
            }
            return .success((grant.token, clock.now() + grant.lasts))
        } catch {
            return .failure(SendFailure(.retry(after: nil), code: "token", text: error.text))
        }
    }
}

import Domain
import Foundation

/// Tells from a provider's answer what became of a message.
struct AnswerReader {
    let description: GatewayDescription
    let secrets: [String]

    func read(
        _ response: TransferResponse, of message: OutgoingSMS
    ) throws(SendFailure) -> SendReceipt {
        let answer = description.answer
        let finding = Finding(response)
        let isOK = Self.includes(answer.ok.status, response.status)
        if isOK, (answer.ok.match ?? []).allSatisfy({ finding.matches($0) }) {
            let id: String? =
                switch answer.id {
                case .ours: message.id
                case .found(let finder): finding.text(finder)
                }
            return SendReceipt(providerID: id, detail: brief(response.text, without: message))
        }
        let code = answer.errorCode.flatMap { finding.text($0) }
        let text = answer.errorText.flatMap { finding.text($0) } ?? response.text
        let shown = brief(text, without: message)
        let rule = answer.failures.first { rule in
            (rule.status.map { Self.includes($0, response.status) } ?? true)
                && (rule.code.map { $0.contains(code ?? "") } ?? true)
                && (rule.match.map { finding.matches($0) } ?? true)
        }
        let outcome = rule?.is ?? Self.usual(response.status)
        if outcome == .accepted { return SendReceipt(providerID: message.id, detail: shown) }
        throw SendFailure(
            kind(outcome, retryAfter: response.header("Retry-After")),
            code: code.map { brief($0, without: message) } ?? "\(response.status)",
            text: shown.isEmpty ? "The gateway answered \(response.status)." : shown)
    }

    /// A transfer that did not end with an answer.
    func failure(_ failure: TransferFailure, of message: OutgoingSMS) -> SendFailure {
        let text = brief(failure.text, without: message)
        switch failure.kind {
        case .invalidRequest: return SendFailure(.badCredentials, code: "address", text: text)
        case .untrusted: return SendFailure(.retry(after: nil), code: "tls", text: text)
        case .unreachable: return SendFailure(.retry(after: nil), code: "unreachable", text: text)
        case .timeout, .refused, .badCredentials, .answerTooLarge, .cancelled, .broken:
            // Where the provider knows our id a second attempt does no harm.
            let isSafe = !failure.requestSent || description.send.idempotency != "none"
            return SendFailure(isSafe ? .retry(after: nil) : .ambiguous, code: "no-answer", text: text)
        }
    }

    private func kind(_ outcome: GatewayDescription.FailureRule.Outcome, retryAfter: String?) -> SendFailure.Kind {
        switch outcome {
        case .retry: .retry(after: retryAfter.flatMap { Int64($0) }.map { .seconds(min(max($0, 0), 86_400)) })
        case .giveUp, .accepted: .giveUp
        case .badAddress: .badAddress
        case .badCredentials: .badCredentials
        case .optedOut: .optedOut
        case .ambiguous: .ambiguous
        }
    }

    private static func usual(_ status: Int) -> GatewayDescription.FailureRule.Outcome {
        switch status {
        case 401, 403: .badCredentials
        case 408, 425, 429, 500...599: .retry
        default: .giveUp
        }
    }

    private static func includes(_ ranges: [String], _ status: Int) -> Bool {
        ranges.contains { StatusRange($0)?.contains(status) == true }
    }

    /// One line at most, without secrets and without the number.
    private func brief(_ text: String, without message: OutgoingSMS) -> String {
        var text = String(text.prefix(2000))
        for secret in secrets {
            for form in [secret, FormCoding.escape(secret)] { text = text.replacing(form, with: "•••") }
        }
        text = text.replacing(message.to, with: "•••")
        text = text.replacing(String(message.to.drop { $0 == "+" }), with: "•••")
        let words = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline })
        return String(words.joined(separator: " ").prefix(300))
    }
}

/// Looks things up in an answer.
struct Finding {
    private let response: TransferResponse
    private let json: JSONValue?

    init(_ response: TransferResponse) {
        self.response = response
        json = try? JSONDecoder().decode(JSONValue.self, from: response.body)
    }

    func text(_ finder: GatewayDescription.Finder) -> String? {
        if let pointer = finder.json { return json?[pointer: pointer]?.text }
        if let name = finder.header { return response.header(name) }
        guard let pattern = finder.regex, let regex = try? NSRegularExpression(pattern: pattern) else { return nil }
        let text = String(response.text.prefix(20_000))
        guard let match = regex.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) else { return nil }
        let range = match.range(at: min(1, match.numberOfRanges - 1))
        return Range(range, in: text).map { String(text[$0]) }
    }

    /// Something is there, and is what it must be equal to. `0` and `"0"` are the same.
    func matches(_ finder: GatewayDescription.Finder) -> Bool {
        guard let text = text(finder) else { return false }
        guard let wanted = finder.equals else { return true }
        return text == wanted.text
    }
}

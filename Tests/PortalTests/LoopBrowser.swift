import Foundation
import Gateways
import RelaisTesting

/// A browser with cookies and without scripts.
///
/// Unchecked: `cookies` is touched only under `lock`.
final class LoopBrowser: @unchecked Sendable {
    private let base: String
    private let transport: Transport
    private let language: String
    private let lock = NSLock()
    private var cookies: [String: String] = [:]

    init(_ program: LoopProgram, language: String) {
        base = program.url
        transport = program.transport
        self.language = language
    }

    /// Opens an address of the portal, and follows where it leads.
    func get(_ address: String) async throws -> LoopPage {
        var path = address.hasPrefix(base) ? String(address.dropFirst(base.count)) : address
        for _ in 0..<5 {
            let answer = try await perform("GET", path)
            guard (300...399).contains(answer.status), let next = answer.header("Location") else {
                return LoopPage(status: answer.status, html: answer.text, path: path)
            }
            path = next.hasPrefix(base) ? String(next.dropFirst(base.count)) : next
        }
        throw PeerProblem("\(address) leads nowhere.")
    }

    /// Sends a form; `pressing` is the name and value of its button where it has one.
    func submit(
        _ form: LoopForm, on page: LoopPage, pressing button: (name: String, value: String)? = nil
    ) async throws -> TransferResponse {
        var form = form
        if let button { form.set(button.name, button.value) }
        let (type, body) = form.encoded
        let path = form.action.hasPrefix("/") ? form.action : String(page.path.prefix { $0 != "?" }) + form.action
        // Browsers say no more of a page with `no-referrer`.
        let origin = path.hasPrefix("/t/") ? "null" : base
        return try await perform(
            "POST", path,
            [
                ("Content-Type", type), ("Origin", origin), ("Sec-Fetch-Site", "same-origin"),
                ("Sec-Fetch-Mode", "navigate"),
            ],
            .bytes(body))
    }

    /// Sends a form, and shows what its 303 leads to.
    func follow(
        _ form: LoopForm, on page: LoopPage, pressing button: (name: String, value: String)? = nil
    ) async throws -> LoopPage {
        let answer = try await submit(form, on: page, pressing: button)
        guard answer.status == 303, let next = answer.header("Location") else {
            throw PeerProblem("POST \(form.action) is \(answer.status):\n\(LoopPage.text(answer.text).prefix(3000))")
        }
        return try await get(next)
    }

    /// Opens an address again until its page is as it should be.
    func page(_ address: String, within seconds: Double = 60, until isIt: (LoopPage) -> Bool) async throws -> LoopPage {
        let end = Date().addingTimeInterval(seconds)
        while true {
            let page = try await get(address)
            if isIt(page) { return page }
            guard Date() < end else { throw PeerProblem("\(address) stays \(page.status):\n\(page.text.prefix(5000))") }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func perform(
        _ method: String, _ path: String, _ headers: [(name: String, value: String)] = [],
        _ body: TransferRequest.Body = .none
    ) async throws -> TransferResponse {
        var headers = headers + [("Accept-Language", language), ("Accept", "text/html")]
        let known = lock.withLock { cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !known.isEmpty { headers.append(("Cookie", known)) }
        let answer = try await transport.perform(TransferRequest(method, base + path, headers: headers, body: body))
        for header in answer.headers where header.name.lowercased() == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { lock.withLock { cookies[pair[0]] = pair[1] } }
        }
        return answer
    }
}

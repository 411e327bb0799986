import Domain
package import Foundation
package import Gateways

/// An HTTP client that keeps cookies and follows nothing.
///
/// Unchecked: `cookies` is touched only under `lock`.
package final class TestClient: @unchecked Sendable {
    /// One part of a multipart form.
    package struct Part: Sendable {
        package let name: String
        package let fileName: String?
        package let type: String?
        package let bytes: Data

        package init(_ name: String, _ value: String) {
            self.name = name
            fileName = nil
            type = nil
            bytes = Data(value.utf8)
        }

        package init(_ name: String, file: String, type: String, bytes: Data) {
            self.name = name
            fileName = file
            self.type = type
            self.bytes = bytes
        }
    }

    private let base: String
    private let transport: Transport
    private let key: String?
    private let lock = NSLock()
    private var cookies: [String: String] = [:]

    /// `key` is sent as bearer token of the API.
    package init(_ base: String, transport: Transport, key: String? = nil) {
        self.base = base
        self.transport = transport
        self.key = key
    }

    // MARK: Requests

    package func get(_ path: String, headers: [String: String] = [:]) async throws -> TransferResponse {
        try await send("GET", path, headers: headers)
    }

    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil, type: String? = nil
    ) async throws -> TransferResponse {
        let address = path.hasPrefix("http") ? path : base + path
        var request = TransferRequest(method, address)
        request.headers = headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let type { request.headers.append(("Content-Type", type)) }
        if let key { request.headers.append(("Authorization", "Bearer \(key)")) }
        if let cookie = cookieHeader { request.headers.append(("Cookie", cookie)) }
        if let body { request.body = .bytes(body) }
        request.answerLimit = 64 * 1024 * 1024
        // Under a sanitizer a page with everything on it takes half a minute on a busy machine.
        request.timeout = .minutes(3)
        let response = try await transport.perform(request)
        keepCookies(of: response)
        return response
    }

    /// A form as a browser without files sends it.
    package func post(
        _ path: String, form: [(String, String)], headers: [String: String] = [:]
    ) async throws -> TransferResponse {
        let body = form.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        return try await send(
            "POST", path, headers: headers, body: Data(body.utf8), type: "application/x-www-form-urlencoded")
    }

    package func post(
        _ path: String, multipart parts: [Part], headers: [String: String] = [:]
    ) async throws -> TransferResponse {
        let boundary = "----relais\(UUID().uuidString)"
        var body = Data()
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\""
            if let file = part.fileName { head += "; filename=\"\(file)\"" }
            if let type = part.type { head += "\r\nContent-Type: \(type)" }
            body += Data((head + "\r\n\r\n").utf8) + part.bytes + Data("\r\n".utf8)
        }
        body += Data("--\(boundary)--\r\n".utf8)
        return try await send(
            "POST", path, headers: headers, body: body, type: "multipart/form-data; boundary=\(boundary)")
    }

    package func post(
        _ path: String, json: [String: Any], headers: [String: String] = [:]
    ) async throws -> TransferResponse {
        let body = try JSONSerialization.data(withJSONObject: json)
        return try await send("POST", path, headers: headers, body: body, type: "application/json")
    }

    // MARK: Cookies

    private var cookieHeader: String? {
        let known = lock.withLock { cookies }
        return known.isEmpty ? nil : known.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
    }

    private func keepCookies(of response: TransferResponse) {
        for header in response.headers where header.name.lowercased() == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = pair.first else { continue }
            let isGone = pair.count < 2 || header.value.lowercased().contains("max-age=0")
            lock.withLock { cookies[name] = isGone ? nil : pair[1] }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

extension TransferResponse {
    /// The body as JSON object; empty where it is none.
    package var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body) as? [String: Any]) ?? [:] }

    /// The value of the first input with that name, such as the hidden `submission`.
    package func value(ofField name: String) -> String? {
        guard let input = text.split(separator: "<").first(where: { $0.contains("name=\"\(name)\"") }),
            let start = input.range(of: "value=\"")?.upperBound
        else { return nil }
        return String(input[start...].prefix { $0 != "\"" })
    }
}

import Foundation
import Gateways
import RelaisTesting

/// A program that calls the API, and what its tests read from the answers.
struct APIClient: Sendable {
    let portal: TestPortal
    var key: String?

    struct Answer: Sendable {
        private let response: TransferResponse

        init(_ response: TransferResponse) { self.response = response }

        var status: Int { response.status }
        var body: Data { response.body }
        var text: String { response.text }
        var json: JSONTree { JSONTree(try? JSONSerialization.jsonObject(with: response.body)) }

        func header(_ name: String) -> String? {
            response.headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// `field: key` of each problem, in the order in which they are told.
        var problems: [String] {
            json["errors"].list.map { "\($0["field"].text ?? "?"): \($0["key"].text ?? "?")" }
        }
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    func post(_ path: String, _ body: [String: Any], headers: [String: String] = [:]) async throws -> Answer {
        let bytes = try JSONSerialization.data(withJSONObject: body)
        return try await send("POST", path, headers: headers, body: bytes, type: "application/json")
    }

    func patch(_ path: String, _ body: [String: Any]) async throws -> Answer {
        let bytes = try JSONSerialization.data(withJSONObject: body)
        return try await send("PATCH", path, body: bytes, type: "application/json")
    }

    /// Fields and perhaps one file, as a browser's form.
    func post(
        _ path: String, form fields: [String: String], file: (name: String, bytes: Data)?,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var parts = fields.sorted { $0.key < $1.key }.map { TestClient.Part($0.key, $0.value) }
        if let file {
            parts.append(
                TestClient.Part("files", file: file.name, type: "application/octet-stream", bytes: file.bytes))
        }
        return Answer(try await portal.client(key: key).post(address(path), multipart: parts, headers: headers))
    }

    func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil, type: String? = nil
    ) async throws -> Answer {
        let client = portal.client(key: key)
        return Answer(try await client.send(method, address(path), headers: headers, body: body, type: type))
    }

    /// A path that begins with `/` is taken as it is, any other stands below `/api/v1/`.
    private func address(_ path: String) -> String { path.hasPrefix("/") ? path : "/api/v1/\(path)" }
}

/// Looks into JSON without saying of each step what it must be.
struct JSONTree {
    private let value: Any?

    init(_ value: Any?) { self.value = value }

    subscript(name: String) -> JSONTree { JSONTree((value as? [String: Any])?[name]) }
    subscript(index: Int) -> JSONTree { JSONTree(list.indices.contains(index) ? list[index].value : nil) }

    var text: String? { value as? String }
    var number: Int? { (value as? NSNumber)?.intValue }
    var double: Double? { (value as? NSNumber)?.doubleValue }
    var flag: Bool? { value as? Bool }
    var list: [JSONTree] { (value as? [Any] ?? []).map(JSONTree.init) }
    var names: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
    var isNull: Bool { value is NSNull }
}

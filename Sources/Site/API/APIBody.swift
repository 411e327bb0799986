import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// A JSON body, read whole, with its digest.
struct APIBody: Sendable {
    let members: [String: JSONValue]
    /// Tells one request from another under the same `Idempotency-Key`.
    let digest: String

    static let largest = 256 * 1024

    /// Throws `APIProblem`: 413, 415, or 400 for what is no JSON object. `isOptional`: no body at all is an empty object.
    static func read(_ request: Request, isOptional: Bool = false) async throws -> APIBody {
        let bytes = try await bytes(of: request)
        if bytes.isEmpty, isOptional { return APIBody(members: [:], digest: "") }
        guard isJSON(request.headers[.contentType]), request.headers[.contentEncoding] == nil else {
            throw APIProblem(.unsupportedMediaType, "", "body.type", ["choices": "application/json"])
        }
        guard case .object(let members) = JSONValue(bytes) else {
            throw APIProblem(.badRequest, "", "json.unreadable")
        }
        // Of what the body says: a program that repeats itself may put the members in another order.
        let canonical = try APIAnswer.bytes(JSONValue.object(members))
        return APIBody(members: members, digest: Digest.hex(of: String(decoding: canonical, as: UTF8.self)))
    }

    private static func bytes(of request: Request) async throws -> [UInt8] {
        do {
            return Array(try await request.body.collect(upTo: largest).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw APIProblem(.contentTooLarge, "", "body.tooLarge", ["maximum": String(largest / 1024)])
        }
    }

    /// `application/json`, or a type that is built on it (RFC 6839), in UTF-8.
    private static func isJSON(_ type: String?) -> Bool {
        let parts = (type ?? "").lowercased().split(separator: ";").map { $0.filter { !$0.isWhitespace && $0 != "\"" } }
        guard let name = parts.first else { return false }
        return (name == "application/json" || (name.hasPrefix("application/") && name.hasSuffix("+json")))
            && parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
    }
}

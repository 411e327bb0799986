import Foundation
import HTTPTypes
import Hummingbird

/// How every answer is written: members in alphabetical order, null where there is nothing, slashes as they are.
enum APIAnswer {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    static func bytes(_ value: some Encodable) throws -> [UInt8] { Array(try encoder.encode(value)) }

    static func response(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, to request: Request
    ) throws -> Response {
        Reply.json(try bytes(value), status: status, to: request)
    }
}

/// A member that is always there: null where it has no value.
@propertyWrapper
struct OrNull<Value: Encodable & Sendable>: Encodable, Sendable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue {
            try container.encode(wrappedValue)
        } else {
            try container.encodeNil()
        }
    }
}

import Foundation

/// A JSON value (RFC 8259), as a body holds it or an answer shows it.
enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    /// A number that is no whole one, or too large for one.
    case fraction(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    /// Nil unless the bytes are JSON in UTF-8. Depth is bounded by the parser at 512.
    init?(_ bytes: [UInt8]) {
        // A byte of zero is in no JSON text; the parser would take it for the sign of UTF-16.
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
            let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        else { return nil }
        self.init(value)
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(JSONValue.init))
        case let object as [String: Any]: self = .object(object.mapValues(JSONValue.init))
        case let number as NSNumber: self.init(number)
        default: self = .null
        }
    }

    /// A flag and a number come as the same class, told apart only by their C type.
    private init(_ number: NSNumber) {
        if String(cString: number.objCType) == "c" {
            self = .flag(number.boolValue)
        } else if let whole = Int64(exactly: number) {
            self = .integer(whole)
        } else {
            self = .fraction(number.doubleValue)
        }
    }
}

extension JSONValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .fraction(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }
}

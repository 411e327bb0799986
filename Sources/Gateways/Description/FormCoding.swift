import Domain
import Foundation

/// `application/x-www-form-urlencoded`, as query strings and form bodies use it.
enum FormCoding {
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
    }

    /// The first value of each name; what is not valid UTF-8 is left out.
    static func decode(_ text: some StringProtocol) -> [String: String] {
        pairs(text).reduce(into: [:]) { fields, pair in
            if fields[pair.name] == nil { fields[pair.name] = pair.value }
        }
    }

    /// In the order in which they stand; what is not valid UTF-8 is left out.
    static func pairs(_ text: some StringProtocol) -> [(name: String, value: String)] {
        Array(text.utf8).split(separator: UInt8(ascii: "&")).prefix(200).compactMap { pair in
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = unescape(halves[0]), let value = unescape(halves.count == 2 ? halves[1] : []) else {
                return nil
            }
            return (name, value)
        }
    }

    private static func unescape(_ text: ArraySlice<UInt8>) -> String? {
        String(validating: FormEscape.bytes(of: text), as: UTF8.self)
    }
}

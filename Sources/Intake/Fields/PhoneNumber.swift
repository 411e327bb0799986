import CPhoneNumber
package import Domain
import Foundation

/// A telephone number that fits its country's plan as libphonenumber knows it; numbers reserved for fiction fit too.
package struct PhoneNumber: Hashable, Sendable {
    /// `+33639981234`: what is stored and sent to.
    package let e164: String
    /// ISO 3166 of the number itself; empty for numbers of no country.
    package let region: String
    /// As dialled at home: `06 39 98 12 34`.
    package let national: String
    /// `+33 6 39 98 12 34`
    package let international: String
    /// Whether a text message can be expected to arrive.
    package let isMobile: Bool

    /// Reads what somebody typed; `region` is the organization's country, whose dialling habits are meant where no
    /// `+` says otherwise. Throws `phone.missing`, `phone.invalid`.
    package static func read(_ text: String?, field: String = "", region: String) throws(Problem) -> PhoneNumber {
        let typed = Text.normalized(text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !typed.isEmpty else { throw Problem(field: field, key: "phone.missing") }
        guard let number = PhoneNumber(typed, region: region) else {
            throw Problem(field: field, key: "phone.invalid")
        }
        return number
    }

    /// As above, of a phone that gets SMS; throws `phone.mobile` as well.
    package static func readMobile(
        _ text: String?, field: String = "", region: String
    ) throws(Problem) -> PhoneNumber {
        let number = try read(text, field: field, region: region)
        guard number.isMobile else { throw Problem(field: field, key: "phone.mobile") }
        return number
    }

    /// Nil for anything but one valid number, with the signs that people put between digits.
    package init?(_ text: some StringProtocol, region: String = "ZZ") {
        let bytes = Array(text.utf8)
        guard bytes.count <= 64, let plain = Self.plain(text) else { return nil }
        var result = phonenumber_result()
        guard plain.withCString({ phonenumber_parse($0, plain.utf8.count, region.uppercased(), &result) }) == 1
        else { return nil }
        e164 = Self.text(result.e164)
        self.region = Self.text(result.region)
        national = Self.text(result.national)
        international = Self.text(result.international)
        isMobile = result.mobile == 1
    }

    /// libphonenumber looks for a number anywhere in a text and reads letters as keys; a field holds one number.
    private static func plain(_ text: some StringProtocol) -> String? {
        var plain = ""
        for character in text {
            if let digit = character.wholeNumberValue, (0...9).contains(digit), character.isNumber {
                plain += String(digit)
            } else if character == "+" || character == "＋" {
                guard !plain.contains(where: { $0 != "(" && $0 != " " }) else { return nil }
                plain += "+"
            } else if character.isWhitespace || "-‐‑–./".contains(character) {
                plain += " "
            } else if character == "(" || character == ")" {
                plain.append(character)
            } else {
                return nil
            }
        }
        return plain
    }

    /// A C array of characters that ends with NUL.
    private static func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

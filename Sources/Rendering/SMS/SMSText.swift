/// How many messages a text costs, by GSM 03.38 (3GPP TS 23.038 and 23.040).
package enum SMSText {
    /// Septets of one message, and of one part where the text needs several (six octets go to the joining header).
    package static let septets = (single: 160, part: 153)
    /// UTF-16 units, likewise.
    package static let units = (single: 70, part: 67)

    /// An empty text is one part. A pair that must stay together (an escape with its character, two surrogates) never
    /// straddles two parts, so that a part may hold one unit less.
    package static func count(_ text: String) -> SMSCount {
        if let sizes = septetSizes(text) {
            return SMSCount(encoding: .gsm7, units: sizes.reduce(0, +), parts: parts(sizes, septets))
        }
        let sizes = text.unicodeScalars.map { UTF16.width($0) }
        return SMSCount(encoding: .ucs2, units: sizes.reduce(0, +), parts: parts(sizes, units))
    }

    /// Septets that `scalar` takes: 1 in the basic table, 2 in the extension table, nil outside both.
    package static func septets(of scalar: Unicode.Scalar) -> Int? {
        if scalar.value < 0x80, scalar.value >= 0x20 {
            switch scalar {
            case "`", "\u{7F}": return nil
            case "^", "{", "}", "\\", "[", "~", "]", "|": return 2
            default: return 1
            }
        }
        if basicBeyondASCII.contains(scalar) { return 1 }
        return scalar == "€" || scalar == "\u{0C}" ? 2 : nil
    }

    package static func isGSM7(_ text: String) -> Bool { septetSizes(text) != nil }

    private static func septetSizes(_ text: String) -> [Int]? {
        var sizes: [Int] = []
        sizes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let size = septets(of: scalar) else { return nil }
            sizes.append(size)
        }
        return sizes
    }

    private static func parts(_ sizes: [Int], _ limits: (single: Int, part: Int)) -> Int {
        guard sizes.reduce(0, +) > limits.single else { return 1 }
        var (parts, room) = (1, limits.part)
        for size in sizes {
            if size > room { (parts, room) = (parts + 1, limits.part) }
            room -= size
        }
        return parts
    }

    private static let basicBeyondASCII = Set("£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\n\r".unicodeScalars)
}

/// The size of an SMS; what the desk shows beside it.
package struct SMSCount: Hashable, Sendable {
    package enum Encoding: String, Hashable, Sendable { case gsm7, ucs2 }

    package let encoding: Encoding
    /// Septets or UTF-16 units, without the headers of the parts.
    package let units: Int
    /// Messages that are sent and paid for.
    package let parts: Int

    package init(encoding: Encoding, units: Int, parts: Int) {
        self.encoding = encoding
        self.units = units
        self.parts = parts
    }
}

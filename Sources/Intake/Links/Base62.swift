/// Whole numbers in `0-9A-Za-z`, of a fixed width: phones cut links at any other character (P31).
enum Base62 {
    static let alphabet = [UInt8]("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// The digit that a character stands for, nil for any other character.
    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 36
        default: nil
        }
    }

    /// The last `width` digits of `number`, the most significant first.
    static func encode(_ number: UInt128, width: Int) -> [UInt8] {
        var text = [UInt8](repeating: alphabet[0], count: width)
        var rest = number
        for index in text.indices.reversed() {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 62)
            text[index] = alphabet[Int(digit)]
            rest = quotient
        }
        return text
    }

    /// Nil when a character is no digit or the number does not fit 64 bits.
    static func decode(_ text: some Sequence<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for character in text {
            guard let digit = digit(character) else { return nil }
            let (product, high) = number.multipliedReportingOverflow(by: 62)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            guard !high, !carry else { return nil }
            number = sum
        }
        return number
    }

    /// `length` characters, each with all 62 values equally likely.
    static func random(length: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(length)
        // Ten draws of six bits from each question to the system, which costs more than all the rest; what is not below
        // 62 is thrown away, so that no character is likelier.
        while text.count < length {
            var bits = UInt64.random(in: .min ... .max)
            for _ in 0..<10 where text.count < length {
                let digit = Int(bits & 63)
                if digit < 62 { text.append(alphabet[digit]) }
                bits >>= 6
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

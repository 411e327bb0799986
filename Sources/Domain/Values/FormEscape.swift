/// The escapes of `application/x-www-form-urlencoded` (WHATWG URL, 5.1), byte by byte: of text, Foundation drops a mark of
/// byte order, and Swift takes a `/` with an accent for another character than `/`.
package enum FormEscape {
    /// A `+` is a space, and a `%` that begins no escape stands for itself.
    package static func bytes(of text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if let escaped = PercentEscape.value(of: rest.prefix(2)) {
                    bytes.append(escaped)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}

/// The two hexadecimal digits after a `%`.
package enum PercentEscape {
    package static func value(of digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        var value: UInt8 = 0
        for digit in digits {
            guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt8(number)
        }
        return value
    }
}

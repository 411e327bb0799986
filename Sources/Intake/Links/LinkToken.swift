import Crypto
import Domain

/// The 32 characters at the end of a contractor's link (design.md, Links): one of the key, nine of the link's id,
/// 22 of HMAC-SHA-256 over those ten, cut to 128 bits. Who has not the key cannot make one (P16).
enum LinkToken {
    static let length = 32
    private static let idWidth = 9
    private static let signedWidth = 1 + idWidth
    private static let signatureWidth = length - signedWidth
    /// Ids have 53 bits, so that JavaScript and JSON can carry them unharmed.
    static let ids: ClosedRange<Int64> = 1...(1 << 53 - 1)

    static func text(_ link: LinkID, signedWith key: LinkKey) -> String? {
        guard let keyID = key.id.asciiValue, ids.contains(link.rawValue) else { return nil }
        let signed = [keyID] + Base62.encode(UInt128(link.rawValue), width: idWidth)
        return String(decoding: signed + signature(of: signed, with: key.secret), as: UTF8.self)
    }

    /// The token's 32 bytes, or nil where no token can stand.
    ///
    /// What a phone glues on (a full stop, a bracket, `%20`) is ignored. A 33rd letter or digit is not: nothing glues
    /// those on, so the text is some other word, and reading it as our link would give one link many spellings.
    static func bytes(in text: some StringProtocol) -> [UInt8]? {
        let bytes = Array(text.utf8.prefix(length + 1))
        guard bytes.count >= length, bytes.prefix(length).allSatisfy({ Base62.digit($0) != nil }) else { return nil }
        guard bytes.count == length || Base62.digit(bytes[length]) == nil else { return nil }
        return Array(bytes.prefix(length))
    }

    /// The link that `bytes` name, when `key` signed them. The expected signature is spelled out and compared
    /// character by character, so that no second spelling of the same number is valid.
    static func link(_ bytes: [UInt8], signedWith key: LinkKey) -> LinkID? {
        guard bytes.count == length else { return nil }
        let expected = signature(of: Array(bytes.prefix(signedWidth)), with: key.secret)
        var difference: UInt8 = 0
        for index in 0..<signatureWidth { difference |= expected[index] ^ bytes[signedWidth + index] }
        guard difference == 0, let id = Base62.decode(bytes[1..<signedWidth]), id <= UInt64(ids.upperBound), id > 0
        else { return nil }
        return LinkID(Int64(id))
    }

    private static func signature(of signed: [UInt8], with secret: [UInt8]) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret))
        let number = code.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return Base62.encode(number, width: signatureWidth)
    }
}

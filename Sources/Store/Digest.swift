import Crypto
import Foundation

/// SHA-256 of secrets and submissions: the store keeps hashes, never what was hashed.
package enum Digest {
    /// Lower-case hex, 64 digits.
    package static func hex(of text: String) -> String { hex(SHA256.hash(data: Data(text.utf8))) }

    static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var hex: [UInt8] = []
        hex.reserveCapacity(64)
        for byte in digest {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 15)])
        }
        return String(decoding: hex, as: UTF8.self)
    }
}

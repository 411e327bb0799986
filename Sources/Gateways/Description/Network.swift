import Foundation

/// An IPv4 or IPv6 address or network, such as `192.0.2.0/24`.
struct Network {
    private let bytes: [UInt8]
    private let bits: Int

    init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let first = halves.first, let bytes = Self.bytes(of: first), halves.count <= 2 else { return nil }
        let bits = halves.count == 2 ? Int(halves[1]) : bytes.count * 8
        guard let bits, (0...bytes.count * 8).contains(bits) else { return nil }
        self.bytes = bytes
        self.bits = bits
    }

    func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask: UInt8 = 0x80 >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == other[bit / 8] & mask
        }
    }

    /// An IPv4 address that came in through an IPv6 socket (`::ffff:192.0.2.1`) is the IPv4 address.
    private static func bytes(of text: String) -> [UInt8]? {
        let plain = text.lowercased().hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
        var four = in_addr()
        if inet_pton(AF_INET, plain, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, plain, &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
        return nil
    }
}

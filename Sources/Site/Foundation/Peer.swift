import HTTPTypes
import Hummingbird
import NIOCore

/// Whom a limit counts: where a request comes from. A proxy on this machine says whom it speaks for, by the last entry
/// of `X-Forwarded-For`, which is the one that it wrote itself; nobody else is believed. Of an IPv6 address the first 64
/// bits count, for one household has all of the rest.
enum Peer {
    static func name(_ address: SocketAddress?, _ headers: HTTPFields) -> String {
        guard let address, let text = address.ipAddress else {
            // A socket of this machine: only a proxy reaches that.
            return forwarded(headers) ?? "local"
        }
        return (isOwn(text) ? forwarded(headers) : nil) ?? network(of: text)
    }

    /// On this machine, and speaking for itself.
    static func isDirect(_ address: SocketAddress?, _ headers: HTTPFields) -> Bool {
        guard let text = address?.ipAddress, isOwn(text) else { return false }
        return ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"].allSatisfy { name in
            HTTPField.Name(name).map { headers[$0] == nil } ?? true
        }
    }

    private static func isOwn(_ text: String) -> Bool {
        text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
    }

    private static func forwarded(_ headers: HTTPFields) -> String? {
        guard let field = HTTPField.Name("X-Forwarded-For"), let list = headers[field],
            let last = list.split(separator: ",").last
        else { return nil }
        let text = String(last.filter { !$0.isWhitespace })
        // What is no address is nobody's: a name of a caller's choosing would be a counter of its own.
        return (try? SocketAddress(ipAddress: text, port: 0)).map { _ in network(of: text) }
    }

    private static func network(of text: String) -> String {
        guard text.contains(":"), !text.hasPrefix("::ffff:"), let address = try? SocketAddress(ipAddress: text, port: 0)
        else { return text }
        // In a `sockaddr_in6` the address stands behind family, port and flow.
        let bytes = address.withSockAddr { Array(UnsafeRawBufferPointer(start: $0, count: $1).dropFirst(8).prefix(8)) }
        return bytes.map { String($0, radix: 16) }.joined(separator: ":")
    }
}

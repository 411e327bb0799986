import CZlib
import HTTPTypes
import NIOCore

/// gzip for what is made whole before it is sent: pages, style sheets, JSON.
enum Compression {
    /// Below this a packet is a packet, whatever is in it.
    private static let smallest = 860

    /// Whether `Accept-Encoding` (RFC 9110, 12.5.3) takes gzip.
    static func isAccepted(_ headers: HTTPFields) -> Bool {
        (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard let name = parts.first, name == "gzip" || name == "*" else { return false }
            return !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    /// The bytes compressed, or nil when that would not help.
    static func gzip(_ bytes: [UInt8], level: CInt = 5) -> ByteBuffer? {
        guard bytes.count >= smallest else { return nil }
        let room = Int(gzip_bound(UInt(bytes.count)))
        var buffer = ByteBufferAllocator().buffer(capacity: room)
        let written = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { out in
            bytes.withUnsafeBufferPointer { source in
                Int(
                    gzip_compress(
                        source.baseAddress, UInt(source.count),
                        out.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(out.count), level))
            }
        }
        return written > 0 && written < bytes.count ? buffer : nil
    }
}

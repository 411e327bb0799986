import CDeflate
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

    /// The bytes compressed, or nil when that would not help. `level` goes from 1 to 12; 1 takes a fifth of the time of
    /// zlib's usual one, and makes a page a tenth larger (docs/performance.md).
    static func gzip(_ bytes: [UInt8], level: CInt = 1) -> ByteBuffer? {
        guard bytes.count >= smallest, let compressor = libdeflate_alloc_compressor(level) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        // Room for less than there is: what does not shrink is sent as it is.
        var buffer = ByteBufferAllocator().buffer(capacity: bytes.count)
        let written = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: bytes.count) { out in
            libdeflate_gzip_compress(compressor, bytes, bytes.count, out.baseAddress, bytes.count)
        }
        return written > 0 ? buffer : nil
    }
}

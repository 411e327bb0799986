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
    /// `head` finds what was packed before.
    static func gzip(
        _ bytes: [UInt8], level: CInt = 1, head: ([UInt8]) -> PackedHead? = { _ in nil }
    ) -> ByteBuffer? {
        guard bytes.count >= smallest, let compressor = libdeflate_alloc_compressor(level) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        if let head = head(bytes), let packed = gzip(bytes, after: head, by: compressor) { return packed }
        // Room for less than there is: what does not shrink is sent as it is.
        var buffer = ByteBufferAllocator().buffer(capacity: bytes.count)
        let written = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: bytes.count) { out in
            libdeflate_gzip_compress(compressor, bytes, bytes.count, out.baseAddress, bytes.count)
        }
        return written > 0 ? buffer : nil
    }

    /// RFC 1952: a header, the head as it was packed before, the rest, a checksum and the length.
    private static func gzip(_ bytes: [UInt8], after head: PackedHead, by compressor: OpaquePointer) -> ByteBuffer? {
        var buffer = ByteBufferAllocator().buffer(capacity: bytes.count)
        buffer.writeBytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
        buffer.writeBytes(head.packed)
        return bytes[head.count...].withUnsafeBytes { rest in
            let written = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: rest.count) { out in
                libdeflate_deflate_compress(compressor, rest.baseAddress, rest.count, out.baseAddress, out.count)
            }
            guard written > 0 else { return nil }
            let checksum = libdeflate_crc32(head.checksum, rest.baseAddress, rest.count)
            buffer.writeInteger(checksum, endianness: .little)
            buffer.writeInteger(UInt32(truncatingIfNeeded: bytes.count), endianness: .little)
            return buffer
        }
    }
}

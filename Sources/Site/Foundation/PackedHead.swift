import CDeflate
import Foundation
import Intake

/// The beginning of a page up to the end of its style sheet, compressed once and for all: it is more than half of a
/// contractor's page, and the same for all pages of one language and colour.
struct PackedHead: Sendable {
    /// Blocks of DEFLATE (RFC 1951) without a last one, to a whole byte: more may follow.
    let packed: [UInt8]
    /// CRC-32 of what was packed.
    let checksum: UInt32
    private let bytes: [UInt8]

    /// How many bytes of the page it stands for.
    var count: Int { bytes.count }

    private static let known = Locked<[PackedHead]>([])
    /// Every language in every colour, and some to spare: what follows the sheet is not the same for two pages.
    private static let most = 100
    private static let end = Array("</style>".utf8)
    private static let farthest = 64 * 1024

    /// Of a page, in which nobody's text can hold the tag; nil where it has no style sheet in itself.
    static func of(_ page: [UInt8]) -> PackedHead? {
        if let head = known.with({ $0.first { $0.isBeginning(of: page) } }) { return head }
        guard let end = page.prefix(farthest).firstRange(of: end), let head = PackedHead(Array(page[..<end.upperBound]))
        else { return nil }
        known.with { known in
            if known.count >= most { known = [] }
            known.append(head)
        }
        return head
    }

    private func isBeginning(of page: [UInt8]) -> Bool {
        page.count >= bytes.count && memcmp(page, bytes, bytes.count) == 0
    }

    /// By zlib, since libdeflate knows only streams that are whole; at its best level.
    private init?(_ bytes: [UInt8]) {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // Negative bits of window: no header and no checksum of zlib's own.
        guard deflateInit2_(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return nil
        }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 16)
        let written: Int? = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
                // Nothing of it is referred to by what follows, which knows nothing of it.
                guard deflate(&stream, Z_FULL_FLUSH) == Z_OK, stream.avail_in == 0, stream.avail_out > 0 else {
                    return nil
                }
                return output.count - Int(stream.avail_out)
            }
        }
        guard let written else { return nil }
        self.bytes = bytes
        packed = Array(output.prefix(written))
        checksum = libdeflate_crc32(0, bytes, bytes.count)
    }
}

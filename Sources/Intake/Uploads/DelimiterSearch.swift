import Foundation

/// Finds `CR LF -- boundary` in bytes that come in pieces. What may be the beginning of a delimiter at the end of a
/// piece is held back until the next one decides.
struct DelimiterSearch: Sendable {
    private let delimiter: [UInt8]
    /// Always a beginning of `delimiter`, never all of it.
    private var held: [UInt8]

    /// The first delimiter of a body has no line end before it, so one is assumed.
    init(boundary: [UInt8]) {
        delimiter = Array("\r\n--".utf8) + boundary
        held = Array("\r\n".utf8)
        isAssumed = true
    }

    /// The held line end was not sent, and must not be given out as content.
    private var isAssumed: Bool

    /// To be called where a delimiter may follow at once because a line has just ended.
    mutating func assumeLineEnd() {
        held = Array("\r\n".utf8)
        isAssumed = true
    }

    /// Gives `content` what certainly precedes the next delimiter, and returns whether the delimiter was met and what
    /// is left: what follows it, or nothing.
    mutating func advance(
        _ bytes: Slice<UnsafeRawBufferPointer>, content: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows -> (found: Bool, rest: Slice<UnsafeRawBufferPointer>) {
        if !held.isEmpty, let answer = try settleHeld(bytes, content) { return answer }
        let piece = UnsafeRawBufferPointer(rebasing: bytes)
        var position = 0
        while let start = Self.lineEnd(in: piece, from: position) {
            let length = min(delimiter.count, piece.count - start)
            guard matches(piece, at: start, length: length) else {
                position = start + 1
                continue
            }
            try give(piece[..<start], content)
            if length < delimiter.count {
                held = Array(piece[start...])
                return (false, bytes[bytes.endIndex...])
            }
            return (true, bytes.dropFirst(start + length))
        }
        try give(piece[...], content)
        return (false, bytes[bytes.endIndex...])
    }

    /// Decides about what was held back, with the new bytes behind it. Nil when it was content and the new bytes are
    /// to be searched by themselves.
    private mutating func settleHeld(
        _ bytes: Slice<UnsafeRawBufferPointer>, _ content: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows -> (found: Bool, rest: Slice<UnsafeRawBufferPointer>)? {
        let missing = delimiter.count - held.count
        let window = held + bytes.prefix(missing)
        // Only the first byte of a delimiter is CR, so a delimiter begins at the held CR or not in `held` at all.
        if window.elementsEqual(delimiter.prefix(window.count)) {
            if window.count < delimiter.count {
                held = window
                return (false, bytes[bytes.endIndex...])
            }
            held = []
            isAssumed = false
            return (true, bytes.dropFirst(missing))
        }
        let refuted = isAssumed ? held.dropFirst(2) : held[...]
        held = []
        isAssumed = false
        try refuted.withUnsafeBytes { try give($0[...], content) }
        return nil
    }

    private func give(
        _ bytes: Slice<UnsafeRawBufferPointer>, _ content: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        if !bytes.isEmpty { try content(UnsafeRawBufferPointer(rebasing: bytes)) }
    }

    private func matches(_ piece: UnsafeRawBufferPointer, at start: Int, length: Int) -> Bool {
        guard let base = piece.baseAddress else { return false }
        return delimiter.withUnsafeBytes { wanted in
            wanted.baseAddress.map { memcmp(base + start, $0, length) == 0 } ?? false
        }
    }

    private static func lineEnd(in piece: UnsafeRawBufferPointer, from position: Int) -> Int? {
        guard position < piece.count, let base = piece.baseAddress,
            let found = memchr(base + position, Int32(UInt8(ascii: "\r")), piece.count - position)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}

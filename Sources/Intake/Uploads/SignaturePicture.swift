import CDeflate
package import Domain

/// Whether a picture is a signature (P26, E9): a drawing with more on it than a slip of the finger. The frame of the
/// page sees to that where its script runs; here it is seen to for everything else that can be sent in its place.
///
/// The one picture that is looked into by the server itself (docs/decisions/0006): libdeflate fills a buffer whose size was
/// known before, and all else happens within bounds that Swift checks.
package struct SignaturePicture {
    /// Bytes; a drawing of the page has about ten thousand.
    package static let largest: Int64 = 5_000_000
    private static let smallestSide = (width: 100, height: 40)
    private static let mostPixels = 4_000_000
    /// One of so many pixels must be drawn on: three strokes of the pen's width in the frame of the page.
    private static let pixelsToOneOfInk = 2000
    /// How far a pixel must be from the ground, in one of its channels, to be ink.
    private static let contrast = 48

    private let width: Int
    private let height: Int
    /// Bytes a pixel, where each has a byte for each channel; nil for palettes and the like.
    private let channels: Int?
    private let data: [UInt8]

    /// Throws `signature.unreadable` for what is no whole PNG of a plausible size, `signature.blank` for one on which
    /// nothing is drawn, or no more than a dot.
    package static func check(_ bytes: [UInt8], field: String = "signature") throws(Problem) {
        guard let picture = SignaturePicture(bytes) else { throw Problem(field: field, key: "signature.unreadable") }
        guard picture.width >= smallestSide.width, picture.height >= smallestSide.height else {
            throw Problem(field: field, key: "signature.blank")
        }
        // Nobody's frame makes another kind; where somebody chose one himself it is taken as the drawing that it seems.
        guard let channels = picture.channels else { return }
        guard let ink = picture.ink(channels) else { throw Problem(field: field, key: "signature.unreadable") }
        guard ink * pixelsToOneOfInk >= picture.width * picture.height else {
            throw Problem(field: field, key: "signature.blank")
        }
    }

    /// Goes from chunk to chunk (ISO/IEC 15948, 5.3) to the last. Nil where that is never reached.
    private init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }

        guard bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8), number(8) == 13 else { return nil }
        (width, height) = (number(16), number(20))
        guard width > 0, height > 0, width <= Self.mostPixels, height <= Self.mostPixels,
            width * height <= Self.mostPixels
        else { return nil }
        let (depth, color, isInterlaced) = (bytes[24], bytes[25], bytes[28] != 0)
        channels = depth == 8 && !isInterlaced ? [0: 1, 2: 3, 4: 2, 6: 4][color] : nil
        var (at, data) = (33, [UInt8]())
        while at + 12 <= bytes.count {
            let length = number(at)
            guard length <= bytes.count - at - 12 else { return nil }
            let kind = bytes[at + 4..<at + 8]
            if kind.elementsEqual("IEND".utf8) {
                self.data = data
                return
            }
            if kind.elementsEqual("IDAT".utf8) { data += bytes[at + 8..<at + 8 + length] }
            at += 12 + length
        }
        return nil
    }

    /// How many pixels differ from the first, which is ground. Nil where the data is not this picture's.
    private func ink(_ channels: Int) -> Int? {
        let line = width * channels
        var raw = [UInt8](repeating: 0, count: (line + 1) * height)
        let decompressor = libdeflate_alloc_decompressor()
        defer { libdeflate_free_decompressor(decompressor) }
        // Without a place for the length it wants exactly as much as there is room for.
        let outcome = libdeflate_zlib_decompress(decompressor, data, data.count, &raw, raw.count, nil)
        guard outcome == LIBDEFLATE_SUCCESS else { return nil }
        var (above, ink) = ([UInt8](repeating: 0, count: line), 0)
        var ground: [UInt8] = []
        for row in 0..<height {
            let start = row * (line + 1)
            var current = Array(raw[start + 1..<start + 1 + line])
            guard Self.restore(&current, raw[start], above: above, channels) else { return nil }
            if ground.isEmpty { ground = Array(current.prefix(channels)) }
            for pixel in stride(from: 0, to: line, by: channels) {
                for channel in 0..<channels
                where abs(Int(current[pixel + channel]) - Int(ground[channel])) > Self.contrast {
                    ink += 1
                    break
                }
            }
            above = current
        }
        return ink
    }

    /// Takes one line's filter off (ISO/IEC 15948, 9.2). False for a filter that there is not.
    private static func restore(_ line: inout [UInt8], _ filter: UInt8, above: [UInt8], _ channels: Int) -> Bool {
        guard filter <= 4 else { return false }
        if filter == 0 { return true }
        for at in line.indices {
            let left = at >= channels ? Int(line[at - channels]) : 0
            let (up, corner) = (Int(above[at]), at >= channels ? Int(above[at - channels]) : 0)
            let guess =
                switch filter {
                case 1: left
                case 2: up
                case 3: (left + up) / 2
                default: paeth(left, up, corner)
                }
            line[at] &+= UInt8(truncatingIfNeeded: guess)
        }
        return true
    }

    private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let (a, b, c) = (abs(up - corner), abs(left - corner), abs(left + up - 2 * corner))
        return a <= b && a <= c ? left : b <= c ? up : corner
    }
}

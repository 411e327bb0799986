import CQREncode

/// A QR code (ISO/IEC 18004) as squares: what a template draws, without a style and without a picture file.
package struct QRCode: Hashable, Sendable {
    /// Modules a side, without the quiet zone.
    package let width: Int
    /// Row by row; true is dark.
    private let modules: [Bool]
    /// Light modules on every side, which readers need.
    private static let quiet = 4

    /// Nil for a text that is too long for any code. Medium error correction: paper is folded and gets wet.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        // The lowest bit of each module is its colour; the others say what it is for.
        modules = (0..<width * width).map { data[$0] & 1 == 1 }
    }

    /// Modules a side with the quiet zone: the side of the drawing's `viewBox`.
    package var side: Int { width + 2 * Self.quiet }

    package func isDark(row: Int, column: Int) -> Bool { modules[row * width + column] }

    /// The dark modules as an SVG path, one unit a module, a rectangle for each run.
    package var path: String {
        (0..<width).map { row in
            runs(in: row).map { run in
                "M\(run.lowerBound + Self.quiet) \(row + Self.quiet)h\(run.count)v1h-\(run.count)z"
            }.joined()
        }.joined()
    }

    private func runs(in row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for column in 0...width {
            let dark = column < width && isDark(row: row, column: column)
            if dark, start == nil { start = column }
            if !dark, let begun = start {
                runs.append(begun..<column)
                start = nil
            }
        }
        return runs
    }
}

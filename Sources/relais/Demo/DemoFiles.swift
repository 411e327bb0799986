import Foundation

/// Files that the demo's people send each other, drawn and written here so that they belong to nobody.
enum DemoFiles {
    /// A photograph of sorts: a wall, a pipe, and water where it should not be.
    static func leak() -> Data {
        Picture(width: 320, height: 240).drawing { x, y in
            if y > 200 { return .floor }
            if (150...170).contains(x), y < 120 { return .pipe }
            if (140...180).contains(x), (110...130).contains(y) { return .joint }
            let isDrop = [(160, 150), (157, 172), (163, 190)].contains { hypot(Double(x - $0.0), Double(y - $0.1)) < 7 }
            if isDrop { return .water }
            let puddle = pow(Double(x - 160) / 60, 2) + pow(Double(y - 196) / 9, 2)
            return puddle < 1 ? .water : (x / 40 + y / 40) % 2 == 0 ? .tile : .wall
        }
    }

    /// A page of text as PDF 1.4, one line a line. Letters beyond Latin 1 become question marks.
    static func document(_ title: String, lines: [String]) -> Data {
        var text = "BT /F1 18 Tf 60 780 Td (\(escaped(title))) Tj /F1 11 Tf 0 -14 Td"
        for line in lines { text += " 0 -18 Td (\(escaped(line))) Tj" }
        text += " ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(text.unicodeScalars.count) >>\nstream\n\(text)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        var (file, offsets) = ("%PDF-1.4\n", [Int]())
        for (index, object) in objects.enumerated() {
            offsets.append(file.unicodeScalars.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.unicodeScalars.count
        let table = offsets.map { String(repeating: "0", count: 10 - String($0).count) + "\($0) 00000 n \n" }
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n" + table.joined()
        file += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(file.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") })
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
            .replacing("’", with: "'")
    }
}

/// A picture of few colours as PNG (ISO/IEC 15948), one byte a point, not compressed.
struct Picture {
    enum Colour: UInt8, CaseIterable {
        case wall, tile, floor, pipe, joint, water

        var components: [UInt8] {
            switch self {
            case .wall: [226, 222, 212]
            case .tile: [214, 209, 197]
            case .floor: [121, 104, 88]
            case .pipe: [150, 158, 163]
            case .joint: [98, 106, 112]
            case .water: [88, 140, 181]
            }
        }
    }

    let width: Int
    let height: Int

    func drawing(_ colour: (Int, Int) -> Colour) -> Data {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows.append(colour(x, y).rawValue) }
        }
        var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        file += chunk("IHDR", bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 3, 0, 0, 0])
        file += chunk("PLTE", Colour.allCases.flatMap(\.components))
        file += chunk("IDAT", stored(rows))
        return file + chunk("IEND", [])
    }

    /// A zlib stream (RFC 1950) of blocks that are not compressed.
    private func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            let length = UInt16(block.count)
            stream.append(start + block.count == bytes.count ? 1 : 0)
            for part in [length, ~length] { stream += [UInt8(part & 0xFF), UInt8(part >> 8)] }
            stream += block
        }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + self.bytes(high << 16 | low)
    }

    private func chunk(_ name: String, _ content: [UInt8]) -> Data {
        let body = Array(name.utf8) + content
        var check: UInt32 = ~0
        for byte in body {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        return Data(bytes(UInt32(content.count)) + body + bytes(~check))
    }

    private func bytes(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }
}

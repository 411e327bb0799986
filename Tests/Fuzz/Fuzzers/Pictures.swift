import CDeflate
import Domain
import Foundation

@testable import Intake

extension Fuzzers {
    /// A PNG as it comes, or, where the first byte is odd, one that is put together from what follows it: sizes, kind
    /// and lines with their filters, rightly compressed. Such a one is always readable if its filters are.
    static func signature(_ input: Input) {
        var input = input
        guard input.byte() % 2 == 1 else {
            do {
                try SignaturePicture.check(input.bytes)
            } catch {
                expect(error.key.hasPrefix("signature."), error.key)
            }
            return
        }
        let (width, height) = (Int(input.byte() % 128) + 1, Int(input.byte() % 64) + 1)
        let (color, channels) = [(0, 1), (2, 3), (4, 2), (6, 4)][Int(input.byte() % 4)]
        var lines: [UInt8] = []
        var isReadable = true
        for _ in 0..<height {
            let line = (0..<width * channels + 1).map { _ in input.byte() }
            isReadable = isReadable && line[0] <= 4
            lines += line
        }
        let picture = png(width, height, color: UInt8(color), compressed(lines))
        do {
            try SignaturePicture.check(picture)
            expect(isReadable && width >= 100 && height >= 40, "\(width) × \(height)")
        } catch {
            expect(error.key == "signature.blank" || !isReadable, "\(width) × \(height): \(error.key)")
        }
    }

    private static func png(_ width: Int, _ height: Int, color: UInt8, _ data: [UInt8]) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] { number(data.count) + kind.utf8 + data + number(0) }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(width) + number(height) + [8, color, 0, 0, 0]) + chunk("IDAT", data)
            + chunk("IEND", [])
    }

    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let compressor = libdeflate_alloc_compressor(1)
        defer { libdeflate_free_compressor(compressor) }
        var data = [UInt8](repeating: 0, count: libdeflate_zlib_compress_bound(compressor, bytes.count))
        let length = libdeflate_zlib_compress(compressor, bytes, bytes.count, &data, data.count)
        return Array(data.prefix(length))
    }

    /// What an upload begins with: a type or a refusal, and a picture's type never for what begins otherwise.
    static func file(_ input: Input) {
        let bytes = input.bytes
        let type: FileType
        do {
            type = try FileType.recognize(bytes)
        } catch {
            expect(error.key == (bytes.isEmpty ? "file.empty" : "file.type"), error.key)
            return
        }
        switch type {
        case .jpeg: expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]), "a JPEG")
        case .png: expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), "a PNG")
        case .webp: expect(bytes.starts(with: Array("RIFF".utf8)), "a WebP")
        case .heic: expect(bytes.dropFirst(4).starts(with: Array("ftyp".utf8)), "a HEIC")
        case .pdf: expect(bytes.starts(with: Array("%PDF-".utf8)), "a PDF")
        case .text:
            let text = input.text.lowercased()
            expect(!["<script", "<html", "<svg", "javascript:"].contains { text.contains($0) }, text)
        }
    }
}

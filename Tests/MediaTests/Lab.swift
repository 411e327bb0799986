import CVips
import CDeflate
import Domain
import Foundation
import RelaisTesting
import Store
import Testing

@testable import Media

/// The real program, on files in a folder of its own.
struct Lab {
    let files: FileStore
    private let folder: String

    static func use(_ body: (Lab) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(Lab(files: try FileStore(folder: folder), folder: folder))
    }

    func store(_ bytes: Data) throws -> StoredFile {
        let writer = try files.create()
        try writer.write(bytes)
        return try writer.finish()
    }

    func outcome(
        _ bytes: Data, type: String = "image/jpeg", program: String = ProjectRoot.mediaProgram,
        limit: Duration = .seconds(30)
    ) async throws -> Developer.Outcome {
        let developer = Developer(program: program, files: files, limit: limit)
        return try await developer.develop(PendingRendition(sha256: try store(bytes).sha256, type: type))
    }

    func shown(_ bytes: Data, type: String = "image/jpeg") async throws -> Rendition.Shown {
        let outcome = try await outcome(bytes, type: type)
        guard case .ready(let shown, let kept) = outcome else {
            throw PeerProblem("it was not developed: \(outcome)")
        }
        #expect(Set(kept.map(\.sha256)) == Set([shown.thumbnail, shown.copy].compactMap(\.self)))
        return shown
    }

    func failure(_ bytes: Data, type: String = "image/jpeg") async throws -> Rendition.Failure? {
        if case .failed(let failure) = try await outcome(bytes, type: type) { failure } else { nil }
    }

    func picture(_ sha256: String?) throws -> Picture {
        var bytes = Data()
        try files.read(try #require(sha256)) { bytes += $0 }
        return try Picture(bytes)
    }
}

/// A JPEG, decoded here to see what is on it.
struct Picture {
    let bytes: Data
    let width: Int
    let height: Int
    private let pixels: [UInt8]

    init(_ bytes: Data) throws {
        self.bytes = bytes
        try #require(relais_vips_start("tests") == 0)
        (width, height, pixels) = try bytes.withUnsafeBytes { raw in
            let image = try #require(relais_vips_open(raw.baseAddress, raw.count))
            defer { g_object_unref(image) }
            try #require(vips_image_get_bands(image) == 3)
            var size = 0
            let memory = try #require(vips_image_write_to_memory(image, &size))
            defer { g_free(memory) }
            return (
                Int(vips_image_get_width(image)), Int(vips_image_get_height(image)),
                Array(UnsafeRawBufferPointer(start: memory, count: size))
            )
        }
    }

    enum Colour { case red, green, blue, yellow, other }

    /// What each quarter shows: top left, top right, bottom left, bottom right.
    var quarters: [Colour] {
        [(1, 1), (3, 1), (1, 3), (3, 3)].map { colour(width * $0.0 / 4, height * $0.1 / 4) }
    }

    func values(_ x: Int, _ y: Int) -> [UInt8] { Array(pixels[(y * width + x) * 3..<(y * width + x) * 3 + 3]) }

    private func colour(_ x: Int, _ y: Int) -> Colour {
        switch values(x, y).map({ $0 > 140 }) {
        case [true, false, false]: .red
        case [false, true, false]: .green
        case [false, false, true]: .blue
        case [true, true, false]: .yellow
        default: .other
        }
    }

    /// The markers of its segments (ITU-T T.81, B.1.1.3), up to the pixels.
    var markers: [UInt8] {
        var (markers, at) = ([UInt8](), 2)
        let all = Array(bytes)
        while at + 3 < all.count, all[at] == 0xFF {
            markers.append(all[at + 1])
            if all[at + 1] == 0xDA { break }
            at += 2 + Int(all[at + 2]) << 8 + Int(all[at + 3])
        }
        return markers
    }

    /// Nothing but what is needed to decode it: JFIF's own segment, and none for Exif, XMP, profiles or comments.
    var isBare: Bool { !markers.contains { (0xE1...0xEF).contains($0) || $0 == 0xFE } && markers.contains(0xDA) }
}

/// The same numbers in every run (Steele and others, SplitMix, 2014).
struct SmallGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Small pictures of four quarters, red and green above blue and yellow: 192 by 128.
enum Sample {
    /// JPEG to be turned by a quarter, with a place, a time and a camera.
    static var turned: Data { get throws { try named("turned.jpg") } }
    /// HEIC with the same place and time.
    static var heic: Data { get throws { try named("located.heic") } }
    static var png: Data { get throws { try named("plain.png") } }
    static var webp: Data { get throws { try named("plain.webp") } }
    static var seeThrough: Data { get throws { try named("see-through.png") } }

    private static func named(_ name: String) throws -> Data {
        try Data(contentsOf: ProjectRoot.url.appending(path: "Tests/MediaTests/Samples/\(name)"))
    }

    /// A JPEG that says of itself that it is as large as that (ITU-T T.81, B.2.2).
    static func claiming(width: UInt16, height: UInt16) throws -> Data {
        var bytes = [UInt8](try turned)
        var at = 2
        while bytes[at + 1] != 0xC0 { at += 2 + Int(bytes[at + 2]) << 8 + Int(bytes[at + 3]) }
        for (offset, value) in [(5, height), (7, width)] {
            bytes[at + offset] = UInt8(value >> 8)
            bytes[at + offset + 1] = UInt8(value & 0xFF)
        }
        return Data(bytes)
    }

    /// White, one bit a pixel; the file is small and its picture is not.
    static func flatPNG(width: Int, height: Int) -> Data {
        let row = Data([0]) + Data(repeating: 0xFF, count: (width + 7) / 8)
        var rows = Data(capacity: row.count * height)
        for _ in 0..<height { rows += row }
        let compressor = libdeflate_alloc_compressor(6)
        defer { libdeflate_free_compressor(compressor) }
        var packed = Data(count: libdeflate_zlib_compress_bound(compressor, rows.count))
        let size = packed.withUnsafeMutableBytes { target in
            rows.withUnsafeBytes { source in
                libdeflate_zlib_compress(
                    compressor, source.baseAddress, source.count, target.baseAddress, target.count)
            }
        }
        let head = bytes(UInt32(width)) + bytes(UInt32(height)) + Data([1, 0, 0, 0, 0])
        return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + chunk("IHDR", head)
            + chunk("IDAT", packed.prefix(size)) + chunk("IEND", Data())
    }

    private static func chunk(_ name: String, _ content: Data) -> Data {
        let body = Data(name.utf8) + content
        let check = body.withUnsafeBytes { raw in
            libdeflate_crc32(0, raw.baseAddress, raw.count)
        }
        return bytes(UInt32(content.count)) + body + bytes(check)
    }

    private static func bytes(_ number: UInt32) -> Data {
        Data([24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) })
    }

    /// One page of 100 by 200 points, red above, with what a viewer would run on opening.
    static var scriptedPDF: Data {
        let drawing = "1 0 0 rg 0 100 100 100 re f"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 200] /Contents 4 0 R >>",
            "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream",
        ]
        var (file, table) = ("%PDF-1.4\n", "")
        for (index, object) in objects.enumerated() {
            let offset = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(table)"
        file += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(file.utf8)
    }
}

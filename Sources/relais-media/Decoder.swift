import CVips
import Glibc

/// One picture: its report, its copy and its thumbnail.
struct Decoder {
    /// A telephone's best camera makes 50 megapixels; what is far beyond that was made to hurt.
    static let mostPixels = 60_000_000
    static let copySide: Int32 = 2048
    static let thumbnailSide: Int32 = 320
    private static let copyQuality: Int32 = 82
    private static let thumbnailQuality: Int32 = 70

    let bytes: UnsafeRawBufferPointer

    func run() -> Ending {
        guard let format = PictureFormat(bytes) else { return .unsupported }
        guard format.reachesEnd(bytes) else { return .unreadable }
        guard let header = relais_vips_open(bytes.baseAddress, bytes.count) else { return .unreadable }
        let width = Int(vips_image_get_width(header))
        let height = Int(vips_image_get_height(header))
        guard width > 0, height > 0 else { return .unreadable }
        guard width <= Self.mostPixels / height else { return .tooLarge }
        let turned = vips_image_get_orientation_swap(header) != 0
        let report = Report(
            width: turned ? height : width, height: turned ? width : height, exif: Exif(header))
        g_object_unref(header)
        guard let copy = shrunk() else { return .unreadable }
        guard save(copy, Self.copyQuality, to: Output.copy), let thumbnail = again(copy),
            save(thumbnail, Self.thumbnailQuality, to: Output.thumbnail), Output.say(report.json)
        else { return .internal }
        return .done
    }

    /// Upright, in sRGB, on white, and whole: every pixel was decoded when this returns.
    private func shrunk() -> UnsafeMutablePointer<VipsImage>? {
        // A broken colour profile is no reason not to show a picture.
        guard let shrunk = shrink(profile: "srgb") ?? shrink(profile: nil) else { return nil }
        guard let plain = call({ relais_vips_plain_colours(shrunk, $0) }) else { return nil }
        let onWhite = vips_image_hasalpha(plain) != 0 ? call { relais_vips_on_white(plain, $0) } : plain
        guard let onWhite else { return nil }
        return vips_image_copy_memory(onWhite)
    }

    private func shrink(profile: String?) -> UnsafeMutablePointer<VipsImage>? {
        guard let image = call({ relais_vips_shrink(bytes.baseAddress, bytes.count, $0, Self.copySide, profile) })
        else { return nil }
        // Only now is anything decoded.
        defer { g_object_unref(image) }
        return vips_image_copy_memory(image)
    }

    private func again(_ copy: UnsafeMutablePointer<VipsImage>) -> UnsafeMutablePointer<VipsImage>? {
        call { relais_vips_shrink_again(copy, $0, Self.thumbnailSide) }
    }

    private func save(_ image: UnsafeMutablePointer<VipsImage>, _ quality: Int32, to file: Int32) -> Bool {
        var data: UnsafeMutableRawPointer?
        var length = 0
        guard relais_vips_jpeg(image, &data, &length, quality) == 0, let data else { return false }
        defer { g_free(data) }
        return Output.write(UnsafeRawBufferPointer(start: data, count: length), to: file)
    }

    private func call(
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
    ) -> UnsafeMutablePointer<VipsImage>? {
        var image: UnsafeMutablePointer<VipsImage>?
        return body(&image) == 0 ? image : nil
    }
}

/// The four, by their first bytes and never by a name (P22).
enum PictureFormat {
    case jpeg, png, webp, heif

    init?(_ bytes: UnsafeRawBufferPointer) {
        func has(_ expected: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: expected) }
        if has([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) {
            self = .webp
        } else if has(Array("ftyp".utf8), at: 4) {
            self = .heif
        } else {
            return nil
        }
    }
}

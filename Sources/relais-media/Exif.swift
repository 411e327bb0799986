import CVips

/// When and where a photo was taken, as far as its camera wrote that down in a form that can be believed.
struct Exif {
    /// The camera's wall clock, `2026-11-20T10:11:12`, with `+01:00` where the camera knew its zone.
    var takenAt: String?
    /// Degrees, north and east positive.
    var latitude: Double?
    var longitude: Double?

    init(_ image: UnsafeMutablePointer<VipsImage>) {
        func text(_ name: String) -> String? {
            var value: UnsafePointer<CChar>?
            guard vips_image_get_typeof(image, name) != 0, vips_image_get_string(image, name, &value) == 0 else {
                return nil
            }
            // libvips gives "value (value in words, type, count)".
            return value.map { String(cString: $0).split(separator: "(").first.map(String.init) ?? "" }
        }
        let offset = text("exif-ifd2-OffsetTimeOriginal").flatMap(Self.offset) ?? ""
        takenAt = text("exif-ifd2-DateTimeOriginal").flatMap(Self.moment).map { $0 + offset }
        let north = Self.degrees(text("exif-ifd3-GPSLatitude"), text("exif-ifd3-GPSLatitudeRef"), limit: 90)
        let east = Self.degrees(text("exif-ifd3-GPSLongitude"), text("exif-ifd3-GPSLongitudeRef"), limit: 180)
        if let north, let east, (north, east) != (0, 0) { (latitude, longitude) = (north, east) }
    }

    /// `2026:11:20 10:11:12` (Exif 2.32, 4.6.5).
    static func moment(_ text: String) -> String? {
        let parts = text.split(separator: " ").map { $0.split(separator: ":") }
        guard parts.count == 2, parts.allSatisfy({ $0.count == 3 }),
            zip(parts.joined(), [4, 2, 2, 2, 2, 2]).allSatisfy({ $0.count == $1 && $0.utf8.allSatisfy(isDigit) })
        else { return nil }
        let numbers = parts.joined().compactMap { Int($0) }
        let ranges = [1900...2999, 1...12, 1...31, 0...23, 0...59, 0...60]
        guard zip(numbers, ranges).allSatisfy({ $1.contains($0) }) else { return nil }
        return "\(parts[0].joined(separator: "-"))T\(parts[1].joined(separator: ":"))"
    }

    static func offset(_ text: String) -> String? {
        let bytes = Array(text.utf8.filter { $0 != UInt8(ascii: " ") })
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes[3] == UInt8(ascii: ":"), [1, 2, 4, 5].allSatisfy({ isDigit(bytes[$0]) })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Three fractions, `48/1 51/1 2400/100`, and the hemisphere.
    static func degrees(_ text: String?, _ reference: String?, limit: Double) -> Double? {
        guard let parts = text?.split(separator: " "), parts.count == 3,
            let hemisphere = reference?.first(where: { $0 != " " }), "NSEW".contains(hemisphere)
        else { return nil }
        var degrees = 0.0
        for (part, share) in zip(parts, [1.0, 60, 3600]) {
            let fraction = part.split(separator: "/").compactMap { Double($0) }
            guard fraction.count == 2, fraction[1] > 0, fraction[0] >= 0 else { return nil }
            degrees += fraction[0] / fraction[1] / share
        }
        guard degrees <= limit else { return nil }
        return "SW".contains(hemisphere) ? -degrees : degrees
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// The line on standard output. Every value in it is a number or was checked character by character.
struct Report {
    /// Of the picture as it was sent, upright.
    let width: Int
    let height: Int
    let exif: Exif

    var json: String {
        var members = ["\"width\":\(width)", "\"height\":\(height)"]
        if let moment = exif.takenAt { members.append("\"takenAt\":\"\(moment)\"") }
        if let latitude = exif.latitude, let longitude = exif.longitude {
            members += ["\"latitude\":\(latitude)", "\"longitude\":\(longitude)"]
        }
        return "{\(members.joined(separator: ","))}"
    }
}

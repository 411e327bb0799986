/// Whether a file is all there. libjpeg and libspng fill what is missing with grey or black, and call that a warning;
/// the libraries of the other two formats refuse what was cut off.
extension PictureFormat {
    /// What follows the end is nobody's picture, and is not looked at.
    func reachesEnd(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .jpeg: Self.reachesEndOfJPEG(bytes)
        case .png: Self.reachesEndOfPNG(bytes)
        case .webp, .heif: true
        }
    }

    /// Goes from segment to segment and through the compressed data (ITU-T T.81, B.1.1) to the marker of the end.
    private static func reachesEndOfJPEG(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 2
        while at + 1 < bytes.count {
            guard bytes[at] == 0xFF else {
                at += 1
                continue
            }
            switch bytes[at + 1] {
            case 0xD9: return true
            case 0xFF: at += 1
            // A byte of data that looks like a marker, and markers without a segment.
            case 0x00, 0x01, 0xD0...0xD8: at += 2
            default:
                guard at + 3 < bytes.count else { return false }
                at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
            }
        }
        return false
    }

    /// Goes from chunk to chunk (ISO/IEC 15948, 5.3) to the last, which is empty.
    private static func reachesEndOfPNG(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 8
        while at + 12 <= bytes.count {
            if bytes[at + 4..<at + 8].elementsEqual("IEND".utf8) { return true }
            at += 12 + bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return false
    }
}

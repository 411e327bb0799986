package import Domain

/// What may be uploaded, recognised by content and never by name (P22, P25). What is not here is refused: SVG and HTML
/// run scripts, archives and office files hide them, and nobody photographs in GIF.
package enum FileType: String, CaseIterable, Hashable, Sendable, Codable {
    case jpeg, png, webp, heic, pdf, text

    /// How much of a file's beginning is looked at, in bytes.
    package static let headLength = 16 * 1024

    /// As it is served. HEIF and HEIC differ only in name to whoever opens them.
    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        case .text: "text/plain; charset=utf-8"
        }
    }

    package var isImage: Bool {
        switch self {
        case .jpeg, .png, .webp, .heic: true
        case .pdf, .text: false
        }
    }

    /// The endings that files of this type may bear; the first is given to one that bears another.
    package var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png"]
        case .webp: ["webp"]
        case .heic: ["heic", "heif", "hif"]
        case .pdf: ["pdf"]
        case .text: ["txt", "text", "csv", "log"]
        }
    }

    /// The type of a file that begins with `head` (`headLength` bytes or the whole file).
    ///
    /// Two opinions must agree, the signature at the very first byte and libmagic's: so a page with a picture's bytes
    /// further in is no picture. Throws `file.empty`, `file.type` (`name`).
    package static func recognize(
        _ head: some Collection<UInt8>, field: String = "", name: String = ""
    ) throws(Problem) -> FileType {
        let head = Array(head.prefix(headLength))
        guard !head.isEmpty else { throw Problem(field: field, key: "file.empty", arguments: ["name": name]) }
        guard let type = signature(head), accepts(type, MagicDatabase.shared.mediaType(of: head)) else {
            throw Problem(field: field, key: "file.type", arguments: ["name": name])
        }
        return type
    }

    private static func signature(_ head: [UInt8]) -> FileType? {
        func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: bytes) }

        if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) { return .webp }
        if has(Array("ftyp".utf8), at: 4) { return .heic }
        if has(Array("%PDF-".utf8)) { return .pdf }
        return PlainText.isPlain(head) ? .text : nil
    }

    private static func accepts(_ type: FileType, _ mediaType: String?) -> Bool {
        guard let mediaType else { return false }
        switch type {
        case .jpeg: return mediaType == "image/jpeg"
        case .png: return mediaType == "image/png" || mediaType == "image/apng"
        case .webp: return mediaType == "image/webp"
        case .heic: return ["image/heic", "image/heif"].contains(mediaType)
        case .pdf: return mediaType == "application/pdf"
        case .text: return ["text/plain", "text/csv"].contains(mediaType)
        }
    }
}

/// Text that no program would take for markup or a script.
private enum PlainText {
    private static let suspicious = [
        "<!", "<?", "<%", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<img", "<a ", "<style", "<math",
        "<meta", "<link", "<object", "<embed", "<form", "<x", "#!", "javascript:", "@echo",
    ].map { Array($0.utf8) }

    static func isPlain(_ head: [UInt8]) -> Bool {
        // A character may be cut at the end of the head.
        let isUTF8 = (0..<4).contains { cut in
            cut < head.count && (cut == 0 || head.count == FileType.headLength)
                && String(validating: head.dropLast(cut), as: UTF8.self) != nil
        }
        let isPrintable = head.allSatisfy { $0 >= 0x20 ? $0 != 0x7F : [0x09, 0x0A, 0x0C, 0x0D].contains($0) }
        guard isUTF8, isPrintable else { return false }
        let folded = head.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return !suspicious.contains { contains(folded, $0) }
    }

    private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first else { return false }
        var rest = text[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: word) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

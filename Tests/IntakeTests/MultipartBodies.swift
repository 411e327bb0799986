import Intake
import Testing

struct ReadPart: Equatable {
    let head: MultipartPart
    var data: [UInt8] = []
    var isTooLarge = false
    var isEnded = false

    var text: String { String(decoding: data, as: UTF8.self) }
}

/// A form as a program sends it.
struct Body: Sendable, CustomTestStringConvertible {
    let contentType: String
    let bytes: [UInt8]

    init(_ boundary: String, _ text: String, contentType: String? = nil) {
        self.init(boundary, Array(text.utf8), contentType: contentType)
    }

    init(_ boundary: String, _ bytes: [UInt8], contentType: String? = nil) {
        self.contentType = contentType ?? "multipart/form-data; boundary=\(boundary)"
        self.bytes = bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var testDescription: String { contentType }

    /// What a reader makes of it when it comes in pieces.
    func read(cutAt positions: [Int] = [], limits: MultipartReader.Limits = .init()) throws -> [ReadPart] {
        var reader = try MultipartReader(contentType: contentType, limits: limits)
        var parts: [ReadPart] = []
        var isFinished = false
        var start = 0
        for end in positions.map({ min($0, bytes.count) }) + [bytes.count] {
            try reader.read(bytes[start..<end]) { event in
                switch event {
                case .partBegan(let head): parts.append(ReadPart(head: head))
                case .data(let data): parts[parts.count - 1].data += data
                case .partTooLarge: parts[parts.count - 1].isTooLarge = true
                case .partEnded: parts[parts.count - 1].isEnded = true
                case .finished: isFinished = true
                }
            }
            start = end
        }
        try reader.finish()
        return isFinished && parts.allSatisfy(\.isEnded) ? parts : []
    }

    static let all = [chromium, firefox, safari, curl]

    /// As recorded from Chromium: `"` is `%22`, `%`, `;` and `\` are themselves.
    static let chromium: Body = {
        let line = "------WebKitFormBoundaryMOgxvz9DNV2yVYlk\r\nContent-Disposition: form-data; "
        let start =
            line + "name=\"na%22me\"\r\n\r\nx\r\n" + line + "name=\"t\"\r\n\r\né\r\n“b”\r\n" + line
            + "name=\"f\"; filename=\"πλάνο %22α%22 100%.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        let end =
            "JFIF\r\n--x\r\n" + line
            + "name=\"f\"; filename=\"back\\slash\\.txt\"\r\nContent-Type: text/plain\r\n\r\na\r\nb\n\r\n" + line
            + "name=\"f\"; filename=\"leer;=.txt\"\r\nContent-Type: text/plain\r\n\r\n\r\n" + line
            + "name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
            + "------WebKitFormBoundaryMOgxvz9DNV2yVYlk--\r\n"
        return Body(
            "----WebKitFormBoundaryMOgxvz9DNV2yVYlk", Array(start.utf8) + [0xFF, 0xD8, 0xFF, 0xE0] + Array(end.utf8))
    }()

    static let firefox: Body = {
        let boundary = "---------------------------41184676334117384921"
        let line = "--" + boundary + "\r\nContent-Disposition: form-data; "
        return Body(
            boundary,
            line + "name=\"message\"\r\n\r\nΓεια\r\n" + line
                + "name=\"files\"; filename=\"façade.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--" + boundary
                + "--\r\n")
    }()

    static let safari: Body = {
        let boundary = "----WebKitFormBoundaryBQ9kSgjgIdC0pVmW"
        let line = "--" + boundary + "\r\nContent-Disposition: form-data; "
        return Body(
            boundary,
            line + "name=\"answer\"\r\n\r\naccept\r\n" + line
                + "name=\"files\"; filename=\"IMG_0001.HEIC\"\r\nContent-Type: image/heic\r\n\r\n\0\0\0\u{18}ftypheic\r\n--"
                + boundary + "--\r\n")
    }()

    /// With a backslash before the quote, no line end after the last boundary.
    static let curl: Body = {
        let boundary = "------------------------f2a2b7d5b6d0a3c1"
        let line = "--" + boundary + "\r\nContent-Disposition: form-data; "
        return Body(
            boundary,
            line + "name=\"text\"\r\n\r\nhello\r\n" + line
                + "name=\"file\"; filename=\"a\\\"b\\.txt\"\r\nContent-Type: text/plain\r\n\r\nA\r\n--" + boundary
                + "--")
    }()
}

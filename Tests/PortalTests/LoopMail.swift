import Foundation

/// A mail as a mail program reads it: decoded headers, and its leaves (RFC 2045 to 2047).
struct LoopMail {
    struct Part {
        let type: String
        let fileName: String?
        let bytes: Data
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let headers: [String: String]
    let parts: [Part]

    init(_ raw: String) {
        (headers, parts) = Self.read(raw.replacing("\r\n", with: "\n"))
    }

    subscript(name: String) -> String { Self.words(headers[name.lowercased()] ?? "") }

    /// The first leaf of that type that is no attachment.
    func text(_ type: String) -> String { parts.first { $0.type == type && $0.fileName == nil }?.text ?? "" }
    var attachments: [Part] { parts.filter { $0.fileName != nil } }

    private static func read(_ raw: String) -> ([String: String], [Part]) {
        let halves = raw.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let body = halves.count == 2 ? halves[1] : ""
        var headers: [String: String] = [:]
        for line in halves[0].replacing(/\n[ \t]+/, with: " ").split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces) }
        }
        let type = headers["content-type"] ?? "text/plain"
        guard type.lowercased().hasPrefix("multipart/"), let boundary = parameter("boundary", of: type) else {
            let name = parameter("filename", of: headers["content-disposition"] ?? "")
            let bytes = decode(body, headers["content-transfer-encoding"]?.lowercased() ?? "7bit")
            return (headers, [Part(type: String(type.lowercased().prefix { $0 != ";" }), fileName: name, bytes: bytes)])
        }
        let pieces = "\n\(body)".components(separatedBy: "\n--\(boundary)").dropFirst().filter { !$0.hasPrefix("--") }
        return (headers, pieces.flatMap { read(String($0.drop { $0 == "\n" || $0 == " " })).1 })
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        guard let start = header.range(of: "\(name)=", options: .caseInsensitive) else { return nil }
        let rest = header[start.upperBound...]
        return rest.hasPrefix("\"") ? String(rest.dropFirst().prefix { $0 != "\"" }) : String(rest.prefix { $0 != ";" })
    }

    private static func decode(_ body: String, _ encoding: String) -> Data {
        switch encoding {
        case "base64": Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data()
        case "quoted-printable": quoted(body.replacing("=\n", with: ""))
        default: Data(body.utf8)
        }
    }

    private static func quoted(_ text: String) -> Data {
        var bytes = Data()
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Encoded words of headers; the blank between two of them is not there.
    private static func words(_ header: String) -> String {
        header.replacing(/\?=\s+=\?/, with: "?==?").replacing(/=\?[^?]+\?([BbQq])\?([^?]*)\?=/) { match in
            let isBase64 = match.1.lowercased() == "b"
            let bytes =
                isBase64 ? Data(base64Encoded: String(match.2)) : quoted(String(match.2).replacing("_", with: " "))
            return String(decoding: bytes ?? Data(), as: UTF8.self)
        }
    }
}

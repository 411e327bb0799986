import Foundation

/// What has come back so far.
struct TransferAnswer {
    var limit = 0
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body = Data()
    private(set) var lastLine = ""
    private(set) var isTooLarge = false
    private var headerBytes = 0

    /// The number of bytes taken; libcurl ends the transfer when it is not all of them.
    mutating func take(body piece: UnsafeRawBufferPointer) -> Int {
        guard body.count + piece.count <= limit else {
            isTooLarge = true
            return 0
        }
        body.append(contentsOf: piece)
        return piece.count
    }

    mutating func take(line bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        guard headerBytes <= 262_144 else {
            isTooLarge = true
            return 0
        }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if line.isEmpty { return bytes.count }
        // After a refusal libcurl takes its leave, and a mail server says goodbye: the refusal is what counts.
        let isGoodbye = line.hasPrefix("221") && (lastLine.hasPrefix("4") || lastLine.hasPrefix("5"))
        if !isGoodbye { lastLine = String(line.prefix(500)) }
        if line.hasPrefix("HTTP/") {
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers.append((String(line[..<colon]), value))
        }
        return bytes.count
    }
}

enum HostName {
    /// True for the names and addresses of the machine itself, whose traffic leaves it never.
    static func isLocal(_ host: String) -> Bool {
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased()
        return bare == "localhost" || bare == "::1" || bare.hasSuffix(".localhost")
            || (bare.hasPrefix("127.") && bare.split(separator: ".").count == 4
                && bare.allSatisfy { $0.isNumber || $0 == "." })
    }
}

import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Store

/// Which of the files that belong to an attachment.
enum FilePart: String, CaseIterable, Sendable {
    case original, thumbnail, preview

    /// What follows the attachment's address.
    var path: String { self == .original ? "" : "/\(rawValue)" }
}

/// One stored file under the name that a browser is told.
struct StoredPart: Sendable {
    let sha256: String
    let name: String
    let type: String
}

extension Attachment {
    /// Nil where there is none, or none yet.
    func part(_ part: FilePart) -> StoredPart? {
        let sha256: String? =
            switch part {
            case .original: self.sha256
            case .thumbnail: shown?.thumbnail
            case .preview: shown?.copy
            }
        guard let sha256 else { return nil }
        if part == .original { return StoredPart(sha256: sha256, name: name, type: type) }
        return StoredPart(sha256: sha256, name: MadePicture.name(of: self), type: MadePicture.type)
    }
}

/// Hands out what somebody uploaded, so that nothing in it can run as a page of ours (P25): the type that was found in
/// the content, no sniffing, no scripts, and only pictures and PDFs open in place.
enum FileDownload {
    private static let inline: Set<String> = ["image/jpeg", "image/png", "image/webp", "application/pdf"]
    private static let chunk = 64 * 1024

    static func response(_ file: StoredPart, in portal: Portal, _ context: SiteContext) -> Response {
        guard let path = portal.files.path(file.sha256), let size = portal.files.size(file.sha256) else {
            return Response(status: .notFound)
        }
        let disposition = inline.contains(file.type) ? "inline" : "attachment"
        var headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "private, no-store",
            .contentDisposition: "\(disposition); filename*=UTF-8''\(encoded(file.name))",
        ]
        headers[.contentSecurityPolicy] = policy(of: file.type)
        let body = ResponseBody(contentLength: Int(size)) { writer in
            guard let file = FileHandle(forReadingAtPath: path) else { throw HTTPError(.notFound) }
            let reading = Reading(file)
            while let bytes = try await reading.next(chunk) {
                try await writer.write(ByteBuffer(bytes: bytes))
                // What is written waits for its turn on the connection's loop, and until then counts as gone: a busy
                // loop would have a reader that is slow cost the whole file's memory.
                try await context.turn()
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// Chrome's viewer for PDFs counts as a plugin, which no sandbox allows, and wants an `embed` and styles of its own;
    /// Safari shows an empty window in a sandbox. A PDF is no document of ours even so: what it carries runs in the
    /// viewer, which knows neither cookies nor pages.
    private static func policy(of type: String) -> String {
        type == "application/pdf"
            ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'self'"
            : "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    }

    /// RFC 8187: what is no letter or digit of ASCII goes as %XX.
    private static func encoded(_ name: String) -> String {
        name.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Reads on the threads that may block.
    private final class Reading: @unchecked Sendable {
        // @unchecked: one response owns it and awaits each chunk before the next.
        private let file: FileHandle
        init(_ file: FileHandle) { self.file = file }

        func next(_ count: Int) async throws -> Data? {
            try await NIOThreadPool.singleton.runIfActive {
                guard let data = try self.file.read(upToCount: count), !data.isEmpty else { return nil }
                return data
            }
        }
    }
}

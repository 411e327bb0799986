import HTTPTypes
import Hummingbird
import NIOCore

/// The few shapes that an answer has.
enum Reply {
    /// A page, compressed where the browser takes that. Pages are personal and change: they are never stored.
    static func html(_ text: String, status: HTTPResponse.Status = .ok, to request: Request) -> Response {
        whole(Array(text.utf8), type: "text/html; charset=utf-8", status: status, to: request)
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, to request: Request) -> Response {
        whole(bytes, type: "application/json", status: status, to: request)
    }

    /// What every form's answer is when it worked: the address of a page to get (so that a reload repeats nothing).
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }

    static func whole(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status, to request: Request
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .vary: "Accept-Encoding", .cacheControl: "no-store"]
        if Compression.isAccepted(request.headers), let packed = Compression.gzip(bytes) {
            headers[.contentEncoding] = "gzip"
            return Response(status: status, headers: headers, body: .init(byteBuffer: packed))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

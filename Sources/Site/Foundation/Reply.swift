import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// The few shapes that an answer has.
enum Reply {
    /// A page, compressed where the browser takes that. Pages are personal and change: they are never stored.
    static func html(_ page: [UInt8], status: HTTPResponse.Status = .ok, to request: Request) -> Response {
        whole(page, type: "text/html; charset=utf-8", status: status, to: request, head: PackedHead.of)
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, to request: Request) -> Response {
        whole(bytes, type: "application/json", status: status, to: request)
    }

    /// What every form's answer is when it worked: the address of a page to get (so that a reload repeats nothing).
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }

    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func whole(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status, to request: Request,
        head: ([UInt8]) -> PackedHead? = { _ in nil }
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .vary: "Accept-Encoding", .cacheControl: "no-store"]
        if Compression.isAccepted(request.headers), let packed = Compression.gzip(bytes, head: head) {
            headers[.contentEncoding] = "gzip"
            return Response(status: status, headers: headers, body: .init(byteBuffer: packed))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Response {
    /// With when it is worth trying again: whole seconds, at least one.
    func retryAfter(_ wait: Span) -> Response {
        var response = self
        response.headers[.retryAfter] = String(max(1, (wait.milliseconds + 999) / 1000))
        return response
    }
}

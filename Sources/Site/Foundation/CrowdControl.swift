import HTTPTypes
import Hummingbird
import Intake
import NIOCore
import Rendering

/// Lets in as many requests as are answered soon, and refuses the others with 503 and a moment to come back. A small
/// body comes in whole before its request takes a place, and whose takes longest gives way to the next: who sends one byte
/// a second keeps nobody out.
struct CrowdControl: RouterMiddleware {
    typealias Context = SiteContext
    let portal: Portal

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        // Whoever watches the portal wants to know that it lives.
        if ["/healthz", "/readyz", "/metrics"].contains(request.uri.path) { return try await next(request, context) }
        let crowd = portal.crowd
        let length = request.headers[.contentLength].flatMap { Int($0) }
        // Of a length that no number holds.
        if length == nil, request.headers[.contentLength] != nil {
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        }
        let isWhole = length == 0 || (length == nil && request.headers[.transferEncoding] == nil)
        if isWhole { return try await crowd.inside(.acts) { try await next(request, context) } ?? busy(request) }
        // Strangers stand at these doors, and none takes a file: what comes is small, and comes soon.
        let path = request.uri.path
        let isOpenDoor = path.hasPrefix("/sign-in") || path.hasPrefix("/hooks/")
        if isOpenDoor, let length, length > crowd.limits.smallBody {
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        }
        let isSmall = length.map { $0 <= crowd.limits.smallBody } ?? isOpenDoor
        guard isSmall, isOpenDoor || request.method != .patch else {
            let sender = sender(of: request, context)
            return try await crowd.inside(.uploads, of: sender) { try await next(request, context) } ?? busy(request)
        }
        let body: ByteBuffer
        switch await arrival(of: request) {
        case .whole(let arrived): body = arrived
        case .displaced: return busy(request, headers: [.connection: "close"])
        case .late: return busy(request, headers: [.connection: "close"])
        case .tooLarge: return Response(status: .contentTooLarge, headers: [.connection: "close"])
        // Nobody waits for an answer.
        case .cut: return Response(status: .requestTimeout, headers: [.connection: "close"])
        }
        var whole = request
        whole.body = RequestBody(buffer: body)
        return try await crowd.inside(.acts) { try await next(whole, context) } ?? busy(request)
    }

    /// Whose places are counted: a link, or where a request comes from.
    private func sender(of request: Request, _ context: SiteContext) -> String {
        let parts = request.uri.path.split(separator: "/", maxSplits: 2)
        // By its id: what a mail program glues to a link does not make it another.
        if parts.count > 1, parts[0] == "t", let link = portal.links.verify(parts[1]) { return "link \(link)" }
        return "peer \(context.peer(request))"
    }

    private enum Arrived {
        case whole(ByteBuffer)
        /// Others came, and this one took longest.
        case displaced
        /// It took longer than anybody's patience.
        case late
        /// It told no length, and is too long.
        case tooLarge
        case cut
    }

    private func arrival(of request: Request) async -> Arrived {
        let (body, crowd) = (request.body, portal.crowd)
        let place = crowd.arrive()
        defer { crowd.leave(place) }
        return await withTaskGroup(of: Arrived.self) { group in
            group.addTask {
                do {
                    return .whole(try await body.collect(upTo: crowd.limits.smallBody))
                } catch is NIOTooManyBytesError {
                    return .tooLarge
                } catch {
                    return .cut
                }
            }
            group.addTask {
                try? await Task.sleep(for: crowd.limits.patience)
                return .late
            }
            group.addTask {
                for await _ in place.end {}
                return .displaced
            }
            defer { group.cancelAll() }
            return await group.next() ?? .cut
        }
    }

    private func busy(_ request: Request, headers: HTTPFields = [:]) -> Response {
        var response = Unavailable.response(request, portal)
        response.headers.append(contentsOf: headers)
        return response
    }
}

/// Too many at once, or a disk or database that takes nothing at the moment: nothing was stored, and the same request a
/// little later is worth it.
enum Unavailable {
    static func response(_ request: Request, _ portal: Portal) -> Response {
        var response =
            if request.uri.path.hasPrefix("/api/") {
                APIProblem.response(.serviceUnavailable, id: nil, to: request)
            } else {
                LinkReply(portal: portal).page(.busy, status: .serviceUnavailable, for: request)
            }
        response.headers[.retryAfter] = String(Int.random(in: portal.crowd.limits.retryAfter))
        return response
    }
}

import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Where SMS gateways report what became of a message, and hand in what somebody wrote. Whoever does not know name and
/// secret finds nothing here.
struct HookRoutes {
    let portal: Portal
    private static let largestBody = 256 * 1024

    func add(to router: Router<SiteContext>) {
        for kind in HookRequest.Kind.allCases {
            for method in [HTTPRequest.Method.get, .post] {
                router.on("/hooks/sms/:name/:secret/\(kind.rawValue)", method: method) { request, context in
                    try await answer(kind, request, context)
                }
            }
        }
    }

    private func answer(_ kind: HookRequest.Kind, _ request: Request, _ context: SiteContext) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        let hook = HookRequest(
            address: request.uri.string, name: parameter("name", context),
            secret: parameter("secret", context), kind: kind,
            method: request.method.rawValue, query: request.uri.query ?? "",
            headers: request.headers.map { ($0.name.rawName, $0.value) }, body: Array(body.readableBytesView),
            remoteAddress: context.remoteAddress?.ipAddress)
        let answer = await portal.hooks(hook)
        // A receipt that proves itself is never counted: many gateways call from addresses that they share with strangers (P16).
        if kind == .receipt, answer == .notFound,
            let wait = portal.limits.wait(.callbackGuesses, context.peer(request), at: portal.now)
        {
            return response(HookAnswer(status: 429)).retryAfter(wait)
        }
        return response(answer)
    }

    private func response(_ answer: HookAnswer) -> Response {
        Response(
            status: .init(code: answer.status),
            headers: [.contentType: answer.contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }

    private func parameter(_ name: String, _ context: SiteContext) -> String {
        let text = context.parameters.get(name) ?? ""
        return text.removingPercentEncoding ?? text
    }
}

import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Rendering

/// What went wrong with a request, as RFC 9457 tells it.
struct APIProblem: Error {
    let status: HTTPResponse.Status
    let errors: [Problem]
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ errors: [Problem]) {
        self.status = status
        self.errors = errors
    }

    init(_ status: HTTPResponse.Status, _ field: String, _ key: String, _ arguments: [String: String] = [:]) {
        self.init(status, [Problem(field: field, key: key, arguments: arguments)])
    }

    /// Everything a caller may do wrong; nil for what is the program's own fault, which the last resort answers.
    init?(_ error: any Error, words: Words) {
        switch error {
        case let problem as APIProblem: self = problem
        case let refusal as Refusal: self.init(refusal, words: words)
        case let problems as Problems: self.init(.unprocessableContent, problems.all)
        case let problem as Problem: self.init(.unprocessableContent, [problem])
        default: return nil
        }
    }

    func response(_ words: Words, to request: Request) throws -> Response {
        let document = Document(
            title: status.reasonPhrase, status: status.code,
            detail: errors.first { $0.field.isEmpty }.map(words.problem),
            errors: errors.map { Document.Entry(field: $0.field, key: $0.key, message: words.problem($0)) })
        var response = try Self.response(document, status: status, to: request)
        for field in headers { response.headers[field.name] = field.value }
        response.headers[.contentLanguage] = words.language.rawValue
        response.headers[.vary] = "Accept-Encoding, Accept-Language, Authorization"
        return response
    }

    /// For what is answered before or outside the API's own routes: an unknown address, a failure with its id in the log.
    static func response(_ status: HTTPResponse.Status, id: String?, to request: Request) -> Response {
        let document = Document(
            title: status.reasonPhrase, status: status.code,
            detail: id.map { "This failure is in the server's log under \($0)." }, errors: [])
        let answer = try? response(document, status: status, to: request)
        return answer ?? Response(status: status)
    }

    private static func response(
        _ document: Document, status: HTTPResponse.Status, to request: Request
    ) throws -> Response {
        Reply.whole(
            try APIAnswer.bytes(document), type: "application/problem+json", status: status, to: request)
    }

    private struct Document: Encodable {
        struct Entry: Encodable {
            let field: String
            let key: String
            let message: String
        }

        let type = "about:blank"
        let title: String
        let status: Int
        let detail: String?
        let errors: [Entry]

        private enum CodingKeys: String, CodingKey { case type, title, status, detail, errors }
    }
}

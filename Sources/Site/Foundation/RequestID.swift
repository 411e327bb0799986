import HTTPTypes
import Hummingbird
import Intake
import Logging

/// Each request has an id: in every line that the log has of it, in the answer's `X-Request-ID`, and on the page that says
/// that something failed. Always our own: what a caller sends could be anything.
enum RequestID {
    static let field = HTTPField.Name("X-Request-ID")

    static func of(_ context: SiteContext) -> String {
        context.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? String(SecretToken.random().text.prefix(10))
    }
}

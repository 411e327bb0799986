import Domain
import HTTPTypes
import Hummingbird

extension Request {
    /// The language of the answer: `?lang`, else what is given, else Accept-Language, else the fallback (E20).
    func language(preferred: Language?, fallback: Language) -> Language {
        if let askedLanguage { return askedLanguage }
        if let preferred { return preferred }
        return headers[.acceptLanguage].flatMap(Language.init(acceptLanguage:)) ?? fallback
    }

    /// `?lang=`, where it names a language that there is.
    var askedLanguage: Language? { uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) } }

    /// Whether an unsafe request comes from a page of ours: `Sec-Fetch-Site`, else `Origin` against the public address
    /// and `Host`. A browser that sends neither is one that sends no cookie across sites by SameSite=Lax.
    func isSameOrigin(_ configuration: SiteConfiguration) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = headers[.origin] else { return true }
        return origin == configuration.publicURL || origin.hasSuffix("://\(head.authority ?? "")")
    }
}

extension SiteContext {
    /// Whom a limit counts.
    func peer(_ request: Request) -> String { Peer.name(remoteAddress, request.headers) }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake
import Store
import Workflow

/// The cookie that says who is at the desk: a secret whose digest is stored.
struct DeskSession {
    let configuration: SiteConfiguration

    /// `__Host-` binds a cookie to this host and to https; on a local address there is no https.
    var name: String { configuration.isHTTPS ? "__Host-relais" : "relais" }

    /// Digest of the session's secret; nil without one that could be ours.
    func hash(_ request: Request) -> String? {
        request.cookies[name].flatMap { SecretToken($0.value) }.map { Digest.hex(of: $0.text) }
    }

    func open(_ secret: SecretToken, on response: inout Response) {
        set(name, secret.text, seconds: SignInByLink.sessionValidity.milliseconds / 1000, on: &response)
    }

    func close(on response: inout Response) { set(name, "", seconds: 0, on: &response) }

    private func set(_ name: String, _ value: String, seconds: Int64, on response: inout Response) {
        let secure = configuration.isHTTPS ? "; Secure" : ""
        let field = HTTPField(
            name: .setCookie, value: "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)")
        response.headers.append(field)
    }
}

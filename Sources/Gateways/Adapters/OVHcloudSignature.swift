import Crypto
import Foundation

/// How OVHcloud wants each request signed: `$1$` and the SHA-1, in hexadecimal, of secret, consumer key, method,
/// address, body and time, joined by `+` (help.ovhcloud.com, "First steps with the OVHcloud APIs").
struct OVHcloudSignature {
    private let applicationKey: String
    private let applicationSecret: String
    private let consumerKey: String

    init(_ rule: GatewayDescription.Auth.OVHcloud, values: Placeholders) {
        self.init(
            applicationKey: values.fill(rule.applicationKey) ?? "",
            applicationSecret: values.fill(rule.applicationSecret) ?? "",
            consumerKey: values.fill(rule.consumerKey) ?? "")
    }

    init(applicationKey: String, applicationSecret: String, consumerKey: String) {
        self.applicationKey = applicationKey
        self.applicationSecret = applicationSecret
        self.consumerKey = consumerKey
    }

    /// Call it when method, address and body are final. `seconds` is the time by OVHcloud's clock.
    func sign(_ request: inout TransferRequest, at seconds: Int64) {
        request.headers += [
            ("X-Ovh-Application", applicationKey), ("X-Ovh-Consumer", consumerKey),
            ("X-Ovh-Timestamp", String(seconds)), ("X-Ovh-Signature", signature(of: request, at: seconds)),
        ]
    }

    func signature(of request: TransferRequest, at seconds: Int64) -> String {
        var signed = Data("\(applicationSecret)+\(consumerKey)+\(request.method)+\(request.url)+".utf8)
        if case .bytes(let body) = request.body { signed.append(body) }
        signed.append(Data("+\(seconds)".utf8))
        return "$1$" + Hexadecimal.text(Insecure.SHA1.hash(data: signed))
    }
}

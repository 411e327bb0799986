import Intake
import Testing

@Suite struct SecretTokenTests {
    @Test("secrets are 32 letters and digits, do not repeat, and are read back")
    func random() {
        let secrets = (0..<500).map { _ in SecretToken.random() }
        #expect(Set(secrets.map(\.text)).count == 500)
        for secret in secrets {
            #expect(secret.text.utf8.count == 32)
            #expect(SecretToken(secret.text)?.hash == secret.hash)
        }
        let used = Set(secrets.flatMap { Array($0.text) })
        #expect(used.count == 62)
    }

    @Test("the stored hash is SHA-256")
    func hash() throws {
        let secret = try #require(SecretToken(String(repeating: "a", count: 32)))
        let hex = secret.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == "3ba3f5f43b92602683c19aee62a20342b084dd5971ddd33808d81a328879a547")
    }

    @Test(
        "what cannot be a secret is not looked up",
        arguments: [
            "", "short", String(repeating: "a", count: 31), String(repeating: "a", count: 129),
            String(repeating: "a", count: 31) + " ", String(repeating: "é", count: 32),
            String(repeating: "a", count: 31) + "%",
        ])
    func refused(text: String) { #expect(SecretToken(text) == nil) }

    @Test("a secret that is logged by mistake shows nothing")
    func unlogged() {
        let secret = SecretToken.random()
        #expect(!"\(secret)".contains(secret.text))
        #expect(!String(reflecting: secret).contains(secret.text))
    }
}

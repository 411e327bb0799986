import Foundation
import RelaisTesting
import Testing

/// The whole portal with its real neighbours: the program, a Kannel, a mail server; one organization with a manager
/// and a key, all made beside the running server.
struct LoopStage: Sendable {
    let people: LoopPeople
    let program: LoopProgram
    let mail: MailServer
    let api: LoopAPI
    let signInPath: String

    /// Runs a story; everything it needs is stopped at its end, however it ends. `sms` is the gateway's endpoint.
    static func run(
        _ people: LoopPeople, sms: String, _ story: (LoopStage, LoopRun) async throws -> Void
    ) async throws {
        let mail = try await MailServer()
        defer { mail.stop() }
        let program = try LoopProgram(settings(sms: sms, mail: mail))
        let run = try await program.serve()
        defer { run.end() }
        let stage = try await furnish(program, people, mail)
        do {
            try await story(stage, run)
            try stage.logHoldsNoSecret()
        } catch {
            Issue.record("The story broke off: \(error)\nThe program said:\n\(program.log.suffix(4000))")
        }
    }

    static func settings(sms: String, mail: MailServer) -> [String: String] {
        let password = mail.password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return [
            "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": sms, "RELAIS_SMS_USERNAME": "portal",
            "RELAIS_SMS_PASSWORD": "orage-bleu", "RELAIS_SMS_SENDER": "RELAIS",
            "RELAIS_SMTP_URL": "smtp://\(mail.username):\(password)@127.0.0.1:\(mail.securePort)",
            "RELAIS_MAIL_FROM": "relais@portal.example",
            // The wordiest log must still say nothing that opens anything.
            "RELAIS_LOG_LEVEL": "trace",
        ]
    }

    private static func furnish(_ program: LoopProgram, _ people: LoopPeople, _ mail: MailServer) async throws -> Self {
        let organization = try await program.run([
            "organization", "add", people.organization, "--language", people.language, "--time-zone", people.timeZone,
            "--currency", "EUR", "--phone", people.callback, "--sms-sender", people.sender,
        ])
        let key = try await program.run(["key", "add", "syndic", "--organization", people.organization])
        let manager = try await program.run([
            "manager", "add", people.manager, "--organization", people.organization, "--role", "dispatcher",
        ])
        #expect(organization.status == 0, "\(organization.all)")
        #expect(key.status == 0, "\(key.all)")
        #expect(manager.status == 0, "\(manager.all)")
        return LoopStage(
            people: people, program: program, mail: mail, api: LoopAPI(program: program, key: try #require(key.key)),
            signInPath: try #require(manager.signInPath))
    }

    /// The whole log of a story, at its wordiest, opens nothing and names nobody.
    private func logHoldsNoSecret() throws {
        let log = program.log
        #expect(log.contains("message sent"), "the log was looked at")
        let callback = try String(contentsOfFile: program.data.path("var/keys/callback.key"), encoding: .utf8)
        let tokens = mail.mails.map(LoopMail.init).flatMap { mail in
            mail.text("text/plain").matches(of: /\/(?:t|sign-in)\/([0-9A-Za-z_-]{20,})/).map { String($0.1) }
        }
        let secrets = [
            api.key, signInPath.split(separator: "/").last.map(String.init) ?? "", mail.password, "orage-bleu",
            callback.trimmingCharacters(in: .whitespacesAndNewlines), people.manager, people.email, "refused@",
            String(people.phone.dropFirst()), "639980080", "639980090", people.title, people.contact,
        ]
        for secret in secrets + tokens {
            #expect(secret.count > 5)
            #expect(!log.split(separator: "\n").contains { $0.contains(secret) }, "the log holds \(secret)")
        }
    }

    /// The desk, signed in to by the link, as the manager does it: open, press the button.
    func desk() async throws -> LoopBrowser {
        let browser = LoopBrowser(program, language: people.language)
        let page = try await browser.get(signInPath)
        let inside = try await browser.follow(try page.form(button: people.words.signIn), on: page)
        #expect(inside.path.hasPrefix("/desk"))
        #expect(inside.status == 200)
        return browser
    }

    /// The mail to somebody that holds `piece`.
    func mail(to address: String, holding piece: String = "", within seconds: Double = 60) async throws -> LoopMail {
        let end = Date().addingTimeInterval(seconds)
        while true {
            if let found = mails(to: address, holding: piece).first { return found }
            guard Date() < end else { throw PeerProblem("No mail to \(address) with \(piece).\n\(mail.log)") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func mails(to address: String, holding piece: String = "") -> [LoopMail] {
        mail.mails.map(LoopMail.init).filter { mail in
            mail["To"].contains(address)
                && (piece.isEmpty || mail["Subject"].contains(piece) || mail.text("text/plain").contains(piece))
        }
    }

    /// A link as it stands in a text; nil if there is none.
    func link(in text: String) -> String? {
        guard let start = text.range(of: program.url + "/t/") else { return nil }
        return String(text[start.lowerBound...].prefix { !$0.isWhitespace && $0 != "\"" && $0 != "<" })
    }
}

/// GSM 03.38, counted here once more by other means than the program's own.
enum LoopGSM {
    private static let basic = Set(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    )
    private static let extended = Set("^{}\\[~]|€")

    /// Septets that a text takes; nil when it does not fit the alphabet.
    static func septets(_ text: String) -> Int? {
        var count = 0
        for character in text {
            if basic.contains(character) {
                count += 1
            } else if extended.contains(character) {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }
}

import Domain
import Foundation
import RelaisTesting
import Testing

@testable import Gateways

@Suite("Mail by a real server", .serialized) struct MailServerTests {
    private func gateway(_ server: MailServer, _ url: String, transport: Transport = Transport()) throws -> SMTPGateway
    {
        var gateway = SMTPGateway(try SMTPServer(url), transport: transport)
        gateway.certificateAuthorities = server.certificate
        gateway.resolve = server.resolve
        return gateway
    }

    private func secureURL(_ server: MailServer, password: String = "orage%40bleu%2F42") -> String {
        "smtp://portal:\(password)@\(server.host):\(server.securePort)"
    }

    @Test("B5 a mail goes out over STARTTLS with a password, and arrives as it was written")
    func startTLS() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        var letter = mail("first@relais.test")
        letter.envelopeSender = "bounce+417@relais.test"
        let receipt = try await gateway(server, secureURL(server)).send(letter)
        #expect(receipt.detail.hasPrefix("250 OK id="))
        let stored = try await server.mail(holding: "first@relais.test")
        #expect(stored.hasPrefix("Return-path: <bounce+417@relais.test>\nEnvelope-to: plombier@relais.test\n"))
        #expect(stored.contains("with esmtpsa"))
        #expect(stored.contains("helo=relais.test"))
        #expect(stored.contains("\n.a line that begins with a full stop\n"))
        #expect(!stored.contains("\r"))
    }

    @Test("mails one after another share one connection")
    func reuse() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        let gateway = try gateway(server, secureURL(server))
        for number in 1...5 { _ = try await gateway.send(mail("reuse-\(number)@relais.test")) }
        _ = try await server.mail(holding: "reuse-5@relais.test")
        // The wait for each of the three ports makes a connection too.
        #expect(server.connectionCount == 3 + 1, "\(server.log)")
    }

    @Test("TLS from the start, and no TLS at all on this machine")
    func otherPorts() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        let tls = "smtps://portal:orage%40bleu%2F42@\(server.host):\(server.tlsPort)"
        _ = try await gateway(server, tls).send(mail("tls@relais.test"))
        let open = "smtp://127.0.0.1:\(server.openPort)"
        _ = try await gateway(server, open).send(mail("open@relais.test"))
        #expect(try await server.mail(holding: "tls@relais.test").contains("with esmtpsa"))
        #expect(try await server.mail(holding: "open@relais.test").contains("with esmtp "))
    }

    @Test("a server elsewhere that offers no STARTTLS gets nothing")
    func noStartTLS() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        var gateway = try gateway(server, "smtp://\(server.host):\(server.openPort)")
        gateway.resolve = ["\(server.host):\(server.openPort):127.0.0.1"]
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(mail("plain@relais.test")) }
        #expect(failure?.kind == .retry(after: nil))
        #expect(failure?.code == "tls")
        #expect(server.mails.isEmpty)
    }

    @Test("a certificate that nobody vouches for gets nothing")
    func untrusted() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        var gateway = try gateway(server, secureURL(server))
        gateway.certificateAuthorities = nil
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(mail("x@relais.test")) }
        #expect(failure?.code == "tls")
        #expect(server.mails.isEmpty)
    }

    @Test("refusals are sorted, with the server's reason and without the address")
    func refusals() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        let gateway = try gateway(server, secureURL(server))
        let cases: [(String, SendFailure.Kind, String, String)] = [
            ("refused@relais.test", .badAddress, "550", "550 no such person here"),
            ("later@relais.test", .retry(after: nil), "451", "451 greylisted, come back later"),
            ("policy@relais.test", .giveUp, "550", "550 5.7.1 not from you"),
        ]
        for (address, kind, code, text) in cases {
            var letter = mail("x@relais.test")
            letter.to = .init(address: address)
            let failure = await #expect(throws: SendFailure.self) { try await gateway.send(letter) }
            let isAboutRecipient = kind == .retry(after: nil)
            #expect(failure == SendFailure(kind, code: code, text: text, isAboutRecipient: isAboutRecipient))
            #expect(failure?.isGateways == false, "E4 one refused address is no outage")
        }
        // The connection is still good for the next one.
        _ = try await gateway.send(mail("after@relais.test"))
        _ = try await server.mail(holding: "after@relais.test")
    }

    @Test("a rejected password is told as such, and is not in the text")
    func badCredentials() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        let gateway = try gateway(server, secureURL(server, password: "falsch-9182"))
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(mail("x@relais.test")) }
        #expect(failure?.kind == .badCredentials)
        #expect(failure?.code == "535")
        #expect(failure?.text.contains("falsch") == false)
    }

    @Test("the check finds a server, a wrong password and a missing server without sending anything")
    func reach() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        try await gateway(server, secureURL(server)).reach()
        let wrong = await #expect(throws: SendFailure.self) {
            try await gateway(server, secureURL(server, password: "falsch")).reach()
        }
        #expect(wrong?.kind == .badCredentials)
        server.stop()
        let away = await #expect(throws: SendFailure.self) { try await gateway(server, secureURL(server)).reach() }
        // What is being stopped may still take a connection and say nothing.
        #expect(["unreachable", "no-answer"].contains(away?.code))
        #expect(server.mails.isEmpty)
    }

    @Test("a server that is away is worth another attempt")
    func away() async throws {
        let port = try Ports.free(1)[0]
        let gateway = SMTPGateway(try SMTPServer("smtp://127.0.0.1:\(port)"), transport: Transport())
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(mail("x@relais.test")) }
        #expect(failure?.kind == .retry(after: nil))
    }

    @Test("B7 the ticket's files arrive byte for byte")
    func attachments() async throws {
        let server = try await MailServer()
        defer { server.stop() }
        let folder = try PeerFolder()
        let bytes = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) })
        try bytes.write(to: URL(fileURLWithPath: folder.path("blob")))
        var letter = mail("files@relais.test")
        letter.attachments = [.init(path: folder.path("blob"), name: "φωτο.jpg", contentType: "image/jpeg")]
        _ = try await gateway(server, secureURL(server)).send(letter)
        let stored = try await server.mail(holding: "files@relais.test")
        #expect(stored.contains("Content-Type: image/jpeg"))
        let part = try #require(stored.components(separatedBy: "\n\n").first { $0.utf8.count > 300_000 })
        let text = part.components(separatedBy: "\n--")[0].replacing("\n", with: "")
        #expect(Data(base64Encoded: text) == bytes)
    }
}

@Suite("What a mail looks like") struct MessageFileTests {
    private func written(_ mail: OutgoingMail) throws -> String {
        let folder = try PeerFolder()
        try MessageFile.write(mail, to: folder.path("mail.eml"))
        return String(
            decoding: try #require(FileManager.default.contents(atPath: folder.path("mail.eml"))), as: UTF8.self)
    }

    @Test("B5 plain text comes before HTML, and every line ends in CRLF")
    func alternative() throws {
        var letter = mail("a@relais.test")
        letter.html = "<p>Bonjour</p>\n"
        let text = try written(letter)
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
        #expect(text.contains("Content-Type: multipart/alternative; boundary="))
        let plain = try #require(text.range(of: "Content-Type: text/plain; charset=UTF-8"))
        let html = try #require(text.range(of: "Content-Type: text/html; charset=UTF-8"))
        #expect(plain.lowerBound < html.lowerBound)
    }

    @Test("B6 threading and automation headers are there")
    func headers() throws {
        var letter = mail("t-1.2@relais.test")
        letter.inReplyTo = "q@relais.test"
        letter.references = ["root@relais.test", "q@relais.test"]
        letter.replyTo = .init(name: "", address: "t+abc@relais.test")
        let text = try written(letter)
        for line in [
            "Message-Id: <t-1.2@relais.test>", "In-Reply-To: <q@relais.test>",
            "References: <root@relais.test> <q@relais.test>", "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All", "Content-Language: fr", "Reply-To: t+abc@relais.test",
            "Date: Sun, 22 Nov 2026 08:30:00 +0000", "MIME-Version: 1.0", "To: plombier@relais.test",
        ] {
            #expect(text.lowercased().contains("\r\n" + line.lowercased() + "\r\n"), "\(line) in \(text)")
        }
    }

    @Test("names in any script are encoded, in headers and in files")
    func scripts() throws {
        let folder = try PeerFolder()
        try folder.write("x", to: "file")
        var letter = mail("a@relais.test")
        letter.from = .init(name: "Διαχείριση Ακινήτων, Αθήνα", address: "portal@relais.test")
        letter.subject = "Zażółć gęślą jaźń: n° 2026-00417"
        letter.attachments = [.init(path: folder.path("file"), name: "φωτογραφία 1.jpg", contentType: "image/jpeg")]
        let text = try written(letter)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(text.contains("multipart/mixed"))
        #expect(text.contains("Content-Disposition: attachment"))
        #expect(text.contains("filename*=UTF-8''%CF%86%CF%89") || text.contains("filename*0*=UTF-8''%CF%86%CF%89"))
        #expect(text.range(of: "Subject: =?UTF-8?", options: .caseInsensitive) != nil)
        #expect(text.contains("<portal@relais.test>"))
    }

    @Test("long Greek text stays small, and reads back")
    func greek() throws {
        var letter = mail("a@relais.test")
        letter.plain = String(repeating: "Καλημέρα σας, έχετε νέα εργασία.\n", count: 40)
        let text = try written(letter)
        let body = try #require(text.range(of: "\r\n\r\n")).upperBound
        let decoded = try #require(Data(base64Encoded: String(text[body...]).replacing("\r\n", with: "")))
        #expect(String(decoding: decoded, as: UTF8.self) == letter.plain.replacing("\n", with: "\r\n"))
    }

    @Test(
        "a line end cannot begin a header of its own",
        arguments: [
            "x\r\nBcc: spy@evil.example", "x\nBcc: spy@evil.example", "x\u{2028}Bcc: spy@evil.example", "x\r\n\r\n<b>",
        ])
    func injection(text: String) throws {
        let folder = try PeerFolder()
        try folder.write("x", to: "file")
        var letter = mail("a@relais.test")
        letter.subject = text
        letter.from = .init(name: text, address: "portal@relais.test")
        letter.to = .init(name: text, address: "plombier@relais.test")
        letter.attachments = [.init(path: folder.path("file"), name: text, contentType: "text/plain\r\nX-Evil: 1")]
        let lines = try written(letter).components(separatedBy: "\r\n")
        #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") || $0.hasPrefix("X-Evil") || $0.hasPrefix("<b>") })
    }

    @Test(
        "addresses and message ids that hold more than they should are refused",
        arguments: [
            "", "a", "a@", "@b.c", "a b@c.d", "a@b.c>\r\nRCPT TO:<x@y.z", "a@b.c,d@e.f", "é@b.c", "a@-b.c", "a@b..c",
        ])
    func addresses(address: String) async throws {
        let gateway = SMTPGateway(try SMTPServer("smtp://127.0.0.1:1"), transport: Transport())
        var letter = mail("a@relais.test")
        letter.to = .init(address: address)
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(letter) }
        #expect(failure?.kind == .badAddress)
        letter = mail("a@b>\r\nX-Evil: 1")
        let other = await #expect(throws: SendFailure.self) { try await gateway.send(letter) }
        #expect(other?.kind == .giveUp)
    }

    @Test("a file that is gone is named")
    func missingFile() async throws {
        let gateway = SMTPGateway(try SMTPServer("smtp://127.0.0.1:1"), transport: Transport())
        var letter = mail("a@relais.test")
        letter.attachments = [.init(path: "/nonexistent/x", name: "plan.pdf", contentType: "application/pdf")]
        let failure = await #expect(throws: SendFailure.self) { try await gateway.send(letter) }
        #expect(failure?.kind == .giveUp)
        #expect(failure?.text.contains("plan.pdf") == true)
    }

    @Test(
        "a wrong RELAIS_SMTP_URL is named, without its password",
        arguments: ["", "mail.example", "http://u:geheim@h", "smtp://", "smtp://geheim:@h:25", "smtp://u:geheim@h/x?y"])
    func wrongURL(text: String) {
        let error = #expect(throws: GatewayConfigurationError.self) { try SMTPServer(text) }
        #expect(error?.description.contains("RELAIS_SMTP_URL") == true)
        #expect(error?.description.contains("geheim") == false)
    }
}

func mail(_ messageID: String) -> OutgoingMail {
    OutgoingMail(
        id: "417", messageID: messageID, from: .init(name: "Régie Martin", address: "portal@relais.test"),
        to: .init(address: "plombier@relais.test"), subject: "Intervention 2026-00417",
        plain: "Bonjour,\n.a line that begins with a full stop\nhttps://relais.example/t/Ab3\n", language: .fr,
        date: Instant(milliseconds: 1_795_336_200_000))
}

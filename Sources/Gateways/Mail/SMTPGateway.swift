import Domain
package import Foundation

/// Mail by SMTP: STARTTLS (or TLS from the start) but on the machine itself, connections reused, one recipient a mail.
package struct SMTPGateway: MailGateway {
    private let server: SMTPServer
    private let transport: Transport
    private let greeting: String?
    private let scratch: URL
    /// PEM file of authorities to trust instead of the system's, for a mail server with a certificate of its own.
    package var certificateAuthorities: String?
    /// `host:port:address` entries in place of the name service.
    package var resolve: [String] = []

    /// `greeting` is the host name said in EHLO, by default the domain of the sender; mails are put together in
    /// `scratch`.
    package init(
        _ server: SMTPServer, transport: Transport, greeting: String? = nil,
        scratch: URL = FileManager.default.temporaryDirectory
    ) {
        self.server = server
        self.transport = transport
        self.greeting = greeting
        self.scratch = scratch
    }

    package func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
        let path = scratch.appendingPathComponent("mail-\(UUID().uuidString).eml").path
        defer { unlink(path) }
        do {
            try MessageFile.write(mail, to: path)
        } catch {
            throw Self.failure(error)
        }
        let sender = mail.envelopeSender ?? mail.from.address
        guard MailAddress.isValid(sender) else {
            throw SendFailure(.badCredentials, code: "sender", text: "The sender's address is not valid.")
        }
        do {
            let response = try await transport.perform(request(path, from: sender, to: mail.to.address))
            return SendReceipt(providerID: nil, detail: response.lastLine)
        } catch {
            throw SMTPVerdict.failure(error, recipient: mail.to.address)
        }
    }

    /// Throws when the server cannot be connected to, or does not take the password. Nothing is sent.
    package func reach() async throws(SendFailure) {
        var request = TransferRequest("", server.url(greeting: greeting ?? "localhost"))
        request.onlyConnects = true
        secure(&request)
        do {
            _ = try await transport.perform(request)
        } catch {
            throw SMTPVerdict.failure(error, recipient: "")
        }
    }

    private func request(_ path: String, from sender: String, to recipient: String) -> TransferRequest {
        let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        var request = TransferRequest(
            mail: path, to: server.url(greeting: greeting ?? domain),
            envelope: .init(sender: sender, recipient: recipient))
        secure(&request)
        return request
    }

    private func secure(_ request: inout TransferRequest) {
        request.credentials = server.credentials
        request.encryption = server.isLocal ? .opportunistic : .required
        request.certificateAuthorities = certificateAuthorities
        request.resolve = resolve
    }

    private static func failure(_ problem: MessageFile.Problem) -> SendFailure {
        switch problem {
        case .address: SendFailure(.badAddress, code: "address", text: "The e-mail address is not valid.")
        case .messageID: SendFailure(.giveUp, code: "message-id", text: "A message id of the mail is not valid.")
        case .attachment(let name):
            SendFailure(.giveUp, code: "attachment", text: "The attachment \(MailAddress.line(name)) cannot be read.")
        case .disk: SendFailure(.retry(after: nil), code: "disk", text: "The mail could not be written to disk.")
        }
    }
}

/// Sorts what a mail server said (RFC 5321, 4.2; enhanced codes of RFC 3463).
enum SMTPVerdict {
    static func failure(_ failure: TransferFailure, recipient: String) -> SendFailure {
        let line = failure.lastLine.isEmpty || failure.status < 400 ? failure.text : failure.lastLine
        let text = recipient.isEmpty ? line : line.replacing(recipient, with: "•••")
        let code = failure.status >= 400 ? String(failure.status) : word(failure.kind)
        // 421 is the server's own; any other 4xx to RCPT is about that one mailbox (greylisting, quota).
        let isAboutRecipient = failure.text.hasPrefix("RCPT failed") && failure.status != 421
        return SendFailure(kind(failure), code: code, text: text, isAboutRecipient: isAboutRecipient)
    }

    private static func kind(_ failure: TransferFailure) -> SendFailure.Kind {
        switch failure.status {
        case 530, 534, 535, 538: return .badCredentials
        case 400...499: return .retry(after: nil)
        case 500...599: return isAboutAddress(failure) ? .badAddress : .giveUp
        default: break
        }
        switch failure.kind {
        case .badCredentials: return .badCredentials
        case .unreachable, .untrusted: return .retry(after: nil)
        case .invalidRequest: return .giveUp
        case .timeout, .refused, .answerTooLarge, .cancelled, .broken:
            // All of it had left and nothing came back: the server may have kept it.
            return failure.requestSent ? .ambiguous : .retry(after: nil)
        }
    }

    /// A refusal of RCPT is about the address, unless its enhanced code speaks of something else (5.7.1: policy).
    private static func isAboutAddress(_ failure: TransferFailure) -> Bool {
        let words = failure.lastLine.split(whereSeparator: { $0 == " " || $0 == "-" })
        if words.count > 1, words[1].hasPrefix("5."), words[1].split(separator: ".").count == 3 {
            return words[1].hasPrefix("5.1.")
        }
        return failure.text.hasPrefix("RCPT failed") && failure.status != 552 && failure.status != 554
    }

    private static func word(_ kind: TransferFailure.Kind) -> String {
        switch kind {
        case .invalidRequest: "request"
        case .unreachable: "unreachable"
        case .untrusted: "tls"
        case .timeout: "timeout"
        case .badCredentials: "credentials"
        case .refused, .answerTooLarge, .cancelled, .broken: "no-answer"
        }
    }
}

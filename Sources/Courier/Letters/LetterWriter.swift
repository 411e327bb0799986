import Domain
import Gateways
import Intake
import Rendering
import Store
import Workflow

/// Makes the link and the text of a letter: the last step before it is sent.
struct LetterWriter: Sendable {
    let renderer: Renderer
    let links: LinkKeyring
    let workflow: Workflow
    let files: FileStore
    let configuration: CourierConfiguration

    /// An SMS with what is kept of it.
    struct SMS: Sendable {
        let outgoing: OutgoingSMS
        let kept: String
        let parts: Int
    }

    struct Mail: Sendable {
        let outgoing: OutgoingMail
        let kept: String
    }

    func sms(_ letter: Letter, gateway: String, now: Instant) async throws -> SMS {
        let letter = try await addressed(letter)
        let text = SMSComposer(renderer).compose(letter.notice.kind, letter.facts)
        let outgoing = OutgoingSMS(
            id: letter.notice.id.description, to: letter.address,
            from: letter.smsSender, text: text.text,
            unicode: text.count.encoding == .ucs2,
            receiptURL: configuration.addresses.receipts(of: gateway, secret: configuration.callbackSecret),
            validity: validity(of: letter, now: now))
        return SMS(outgoing: outgoing, kept: text.textWithoutToken, parts: text.count.parts)
    }

    func mail(_ letter: Letter, now: Instant) async throws -> Mail {
        var letter = try await addressed(letter)
        let attached = attachments(of: letter)
        letter.facts.files = letter.files.map { file in
            let sent = attached.first { $0.id == file.id }
            return MessageFile(name: sent?.name ?? file.name, size: file.size, isAttached: sent != nil)
        }
        let text = MailComposer(renderer).compose(letter.notice.kind, letter.facts)
        let domain = configuration.mailDomain
        var mail = OutgoingMail(
            id: letter.notice.id.description, messageID: "notice-\(letter.notice.id)@\(domain)",
            from: .init(name: text.fromName, address: configuration.mailSender),
            to: .init(name: letter.recipientName, address: letter.address), subject: text.subject, plain: text.plain,
            html: text.html, language: letter.notice.language, date: now)
        mail.attachments = attached.compactMap { file in
            files.path(file.sha256).map { .init(path: $0, name: file.name, contentType: file.type) }
        }
        // One thread a ticket, in every mail program that reads these (facts: RFC 5322, 3.6.4).
        mail.references = letter.notice.ticket.map { ["ticket-\($0)@\(domain)"] } ?? []
        return Mail(outgoing: mail, kept: text.plainWithoutToken)
    }

    // MARK: Links

    private func addressed(_ letter: Letter) async throws -> Letter {
        var letter = letter
        let addresses = configuration.addresses
        if let link = letter.link { letter.facts.linkURL = addresses.contractorPage(try links.mint(link)) }
        if !letter.facts.number.isEmpty { letter.facts.deskURL = addresses.ticket(letter.facts.number) }
        if letter.notice.kind == .signIn, case .manager(let manager) = letter.notice.recipient {
            let token = SecretToken.random()
            _ = try await workflow.perform(PrepareSignIn(hash: Digest.hex(of: token.text), manager: manager))
            letter.facts.signInURL = addresses.signIn(token.text)
        }
        return letter
    }

    /// What would come after the answer's deadline may as well not come.
    private func validity(of letter: Letter, now: Instant) -> Span {
        guard letter.notice.kind == .offer || letter.notice.kind == .offerReminder, let answerBy = letter.answerBy
        else {
            return letter.notice.kind.patience
        }
        return min(max(answerBy - now, .minutes(10)), letter.notice.kind.patience)
    }

    // MARK: Files

    /// The first files that fit together into one mail (B7), if they are on this disk.
    private func attachments(of letter: Letter) -> [Attachment] {
        guard letter.notice.kind.attachesFiles else { return [] }
        var room = configuration.attachmentLimit
        return letter.files.compactMap { sent in
            guard let file = letter.isForOutside && sent.isImage ? sent.withoutMetadata : sent,
                let size = files.size(file.sha256), size <= room
            else { return nil }
            room -= size
            return file
        }
    }
}

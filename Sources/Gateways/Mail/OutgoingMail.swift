package import Domain

/// Something that takes one mail at a time to one recipient.
package protocol MailGateway: Sendable {
    func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt
}

/// One mail to one recipient. Control characters in names, subjects and file names become spaces; addresses and
/// message ids that hold any are refused.
package struct OutgoingMail: Sendable, Hashable {
    package struct Mailbox: Sendable, Hashable {
        package let name: String
        package let address: String

        package init(name: String = "", address: String) {
            self.name = name
            self.address = address
        }
    }

    package struct Attachment: Sendable, Hashable {
        /// Where the bytes are; the file must stay until the mail is sent.
        package let path: String
        /// As the reader sees it, in any script.
        package let name: String
        /// Such as `image/jpeg`.
        package let contentType: String

        package init(path: String, name: String, contentType: String) {
            self.path = path
            self.name = name
            self.contentType = contentType
        }
    }

    /// Whether machines should keep from answering (RFC 3834).
    package enum Automation: String, Sendable, Hashable {
        /// Sent by the program on its own.
        case generated = "auto-generated"
        /// Sent by the program because of a mail of the recipient's.
        case replied = "auto-replied"
    }

    package var id: String
    /// Without the angle brackets: `something@domain`. The same at each attempt.
    package var messageID: String
    package var from: Mailbox
    package var to: Mailbox
    package var replyTo: Mailbox?
    /// Where bounces go; nil takes the address of `from`.
    package var envelopeSender: String?
    package var subject: String
    package var plain: String
    package var html: String?
    package var attachments: [Attachment] = []
    /// Message ids without angle brackets: the mail answered, and the thread from its root on.
    package var inReplyTo: String?
    package var references: [String] = []
    package var language: Language
    package var date: Instant
    package var automation = Automation.generated

    package init(
        id: String, messageID: String, from: Mailbox, to: Mailbox, subject: String, plain: String, html: String? = nil,
        language: Language, date: Instant
    ) {
        self.id = id
        self.messageID = messageID
        self.from = from
        self.to = to
        self.subject = subject
        self.plain = plain
        self.html = html
        self.language = language
        self.date = date
    }
}

package import Domain

/// All that a message may say. The courier fills it from the store when the notice's turn comes; what a kind of
/// message does not need stays nil and is not mentioned.
package struct MessageFacts: Hashable, Sendable {
    package var language: Language

    // Who writes
    /// The organization's name, with which every message begins (P38).
    package var organization: String
    /// E.164; the number to call back.
    package var organizationPhone: String?
    package var brand: Brand
    package var manager: String?

    // The job
    package var kind: TicketKind
    package var priority: Priority
    package var number: String
    package var title: String
    package var description: String
    package var siteName: String?
    package var siteAddress: String?
    package var sitePhone: String?
    package var contactName: String?
    package var contactPhone: String?
    /// When the contractor is expected on site (A9).
    package var scheduledAt: Appointment?
    package var notToExceed: Money?
    package var answerBy: Instant?
    /// The site's, IANA: the zone of every moment printed.
    package var timeZone: String

    // The other side
    package var contractor: String?
    /// The person who answered, if not the contractor's name alone.
    package var answeredBy: String?
    package var appointment: Appointment?
    package var comment: String?
    /// Of a refusal or of a withdrawal.
    package var reason: String?
    package var message: String?
    /// Who wrote the message, or did what is told.
    package var author: String?
    /// The manager who put the quote before somebody else to decide.
    package var asker: String?
    /// The contractor's person who has the job, if his office passed it on (E1).
    package var technician: String?
    package var files: [MessageFile]
    /// Why a message did not arrive, in the provider's words (E4), and by which way it was tried.
    package var failure: String?
    package var failedWay: Contact.Way?
    /// Who was not reached, where that is nobody of the contractor's.
    package var unreached: String?
    /// A ticket that this one took the place of, or the reverse (T51).
    package var otherNumber: String?

    // What is wanted, and what came of it
    /// What the contractor is asked for, or was.
    package var task: TicketTask.Kind?
    package var due: Instant?
    /// The manager is not satisfied with the report and asks again (T27).
    package var isSentBack = false
    /// The visit as it was agreed before.
    package var formerAppointment: Appointment?
    package var dateChanges = 0
    /// When the other side's act was recorded.
    package var recordedAt: Instant?
    package var outcome: Outcome?
    /// Of the quote or of the invoice, tax included.
    package var amount: Money?
    package var validUntil: Instant?
    package var invoiceNumber: String?
    package var invoiceDate: LocalDateTime?
    /// A technician learns nothing of prices: no limit, no quote, no invoice (E1).
    package private(set) var showsPrices = true

    // Where to go
    /// The contractor's page, `PUBLIC_URL/t/TOKEN`.
    package var linkURL: String?
    /// The ticket at the desk.
    package var deskURL: String?
    package var signInURL: String?

    package init(language: Language, organization: String, brand: Brand, timeZone: String) {
        self.language = language
        self.organization = organization
        self.brand = brand
        self.timeZone = timeZone
        kind = .order
        priority = .normal
        number = ""
        title = ""
        description = ""
        files = []
    }
}

extension MessageFacts {
    /// How a visit ended (E8).
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case done, returnVisit, parts, authorization
    }

    /// For a technician's letters.
    package mutating func hidePrices() {
        showsPrices = false
        (notToExceed, amount, validUntil) = (nil, nil, nil)
        (invoiceNumber, invoiceDate) = (nil, nil)
    }
}

/// A file that goes with a message.
package struct MessageFile: Hashable, Sendable {
    package let name: String
    /// Bytes.
    package let size: Int64
    /// Whether the mail itself carries it (B7); else it is to be fetched from the page.
    package let isAttached: Bool

    package init(name: String, size: Int64, isAttached: Bool) {
        self.name = name
        self.size = size
        self.isAttached = isAttached
    }
}

extension MessageFacts {
    /// The address that a message of this kind leads to; nil where the reader has no page.
    func link(for kind: Notice.Kind) -> String? {
        switch kind.audience {
        case .contractor: kind.carriesLink ? linkURL : nil
        case .manager: kind == .signIn ? signInURL : deskURL
        case .approver: linkURL
        case .requester: nil
        }
    }

    /// `text` as it may be kept: the secret at the end of a link is blanked, wherever it stands.
    func withoutToken(_ text: String) -> String {
        [linkURL, signInURL].compactMap { $0 }.reduce(text) { text, link in
            let token = String(link.reversed().prefix(while: Self.isTokenCharacter).reversed())
            return token.count < 16 ? text : text.replacing(token, with: "***")
        }
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-")
    }
}

package import Domain

/// Every address of the desk, as its pages link to them and its routes declare them.
package enum DeskPath {
    package static let home = "/desk"
    package static let menu = "/desk/menu"
    package static let live = "/desk/live"
    package static let outbox = "/desk/outbox"
    package static let language = "/desk/language"
    package static let contractors = "/desk/contractors"
    package static let newContractor = "/desk/contractors/new"
    package static let tickets = "/desk/tickets"
    package static let newTicket = "/desk/tickets/new"
    package static let signIn = "/sign-in"
    package static let signOut = "/sign-out"
    package static let signedOut = "/signed-out"
    package static let phone = "/phone"

    package static func folder(_ folder: DeskFolder) -> String {
        folder == .inbox ? home : "\(home)?folder=\(folder.rawValue)"
    }

    package static func ticket(_ number: String, in folder: DeskFolder? = nil) -> String {
        guard let folder, folder != .inbox else { return "\(tickets)/\(number)" }
        return "\(tickets)/\(number)?folder=\(folder.rawValue)"
    }

    /// The ticket with its timeline from before that version on.
    package static func ticket(_ number: String, in folder: DeskFolder, before version: Int) -> String {
        let address = ticket(number, in: folder)
        return "\(address)\(address.contains("?") ? "&" : "?")before=\(version)"
    }

    /// What is posted below a ticket, each a noun.
    package enum TicketAct: String, CaseIterable, Sendable {
        case edit, submission, ownership, offer, withdrawal, messages
        case asks, cancellation, schedule, report, limit, resolution
        case quoteDecision = "quote-decision"
        case invoiceDecision = "invoice-decision"
    }

    package static func ticket(_ number: String, _ act: TicketAct) -> String {
        "\(tickets)/\(number)/\(act.rawValue)"
    }

    /// The ticket on paper (E22).
    package static func printout(_ number: String) -> String { "\(tickets)/\(number)/print" }

    /// Sends a message again by the other way (E4).
    package static func otherWay(_ notice: NoticeID) -> String { "\(outbox)/\(notice)/other-way" }
    package static func file(_ attachment: AttachmentID) -> String { "\(home)/files/\(attachment)" }
    package static func thumbnail(_ attachment: AttachmentID) -> String { "\(file(attachment))/thumbnail" }
    /// The picture as a page may show it.
    package static func preview(_ attachment: AttachmentID) -> String { "\(file(attachment))/preview" }
    package static func contractor(_ contractor: ContractorID) -> String { "\(contractors)/\(contractor)" }
    package static func editContractor(_ contractor: ContractorID) -> String { "\(contractors)/\(contractor)/edit" }
    /// The demo's door without a mail.
    package static func enter(_ manager: ManagerID) -> String { "/enter/\(manager)" }
    package static func signIn(_ token: String) -> String { "\(signIn)/\(token)" }

    /// `text` as a value of a query (RFC 3986: only unreserved characters stay).
    package static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            if isPlain { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}

/// The lists of the rail; the raw value stands in addresses.
package enum DeskFolder: String, CaseIterable, Sendable {
    case inbox, owned
    case toDo = "to-do"
    case waiting, drafts, resolved, all
}

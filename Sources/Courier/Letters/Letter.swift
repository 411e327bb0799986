import Domain
import Rendering
import Store

/// All that one message needs, read in one go.
struct Letter: Sendable {
    let notice: Notice
    let address: String
    /// Without links: those are made when it is sent.
    var facts: MessageFacts
    var recipientName = ""
    /// What the SMS comes from, where that is not the gateway's own sender.
    var smsSender: String?
    /// The row behind the contractor's link.
    var link: LinkID?
    /// Until when the answer counts: a network that cannot deliver until then need not deliver at all.
    var answerBy: Instant?
    /// Files that belong to it; what a mail carries of them is decided when it is written.
    var files: [Attachment] = []
}

/// What became of looking a notice up.
enum Reading: Sendable {
    case letter(Letter)
    /// No longer true, or nobody is there any more to be told.
    case obsolete
    /// True, and cannot be sent as it is.
    case unsendable(code: String, text: String)
}

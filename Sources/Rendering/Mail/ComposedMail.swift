/// The words of one mail; addresses, threading headers and attachments are the courier's. Header values hold no line
/// break and no control character.
package struct ComposedMail: Hashable, Sendable {
    /// Display name of the sender: the organization's.
    package let fromName: String
    package let subject: String
    /// The first part of multipart/alternative: the link bare, alone on its line.
    package let plain: String
    /// The second part, at most 100 kB.
    package let html: String
    /// What may be kept and shown at the desk: the plain part with the link's secret blanked.
    package let plainWithoutToken: String
}

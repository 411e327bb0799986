/// One SMS, ready for a gateway.
package struct ComposedSMS: Hashable, Sendable {
    package let text: String
    package let count: SMSCount
    /// What may be kept and shown at the desk: the text with the link's secret blanked.
    package let textWithoutToken: String
}

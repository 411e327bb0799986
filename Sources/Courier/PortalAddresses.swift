import Rendering

/// The public addresses that messages lead to.
package struct PortalAddresses: Sendable, Hashable {
    /// What every link begins with, without a final slash.
    package let publicURL: String

    package init(publicURL: String) {
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
    }

    /// The contractor's page (contract.md, Addresses).
    package func contractorPage(_ token: String) -> String { "\(publicURL)/t/\(token)" }

    package func ticket(_ number: String) -> String { publicURL + DeskPath.ticket(number) }

    package func signIn(_ token: String) -> String { publicURL + DeskPath.signIn(token) }

    /// Where an SMS gateway sends its delivery receipts.
    package func receipts(of gateway: String, secret: String) -> String {
        "\(publicURL)/hooks/sms/\(gateway)/\(secret)/receipt"
    }
}

package import Domain

/// What somebody filled in about a ticket, each field valid by itself; nil where nothing was said.
package struct TicketForm: Hashable, Sendable {
    package var externalID: String?
    package var source: Source
    package var kind: TicketKind
    package var title: String
    package var description: String
    package var category: String?
    package var priority: Priority
    package var customer: CustomerChoice?
    package var site: SiteChoice?
    package var asset: AssetChoice?
    package var requester: PersonForm?
    package var mainContact: PersonForm?
    package var notToExceed: Money?
    /// In the site's time zone.
    package var scheduledAt: LocalDateTime?

    package init(
        source: Source, kind: TicketKind, title: String = "", description: String = "", priority: Priority = .normal
    ) {
        self.source = source
        self.kind = kind
        self.title = title
        self.description = description
        self.priority = priority
    }
}

package enum CustomerChoice: Hashable, Sendable {
    case existing(CustomerID)
    /// Found by its external id, else made.
    case described(externalID: String?, name: String)
}

package enum SiteChoice: Hashable, Sendable {
    /// With `coordinates`, which it has from now on.
    case existing(SiteID, coordinates: Coordinates? = nil)
    case described(
        externalID: String?, name: String, address: String, phone: String?, timeZone: String?,
        coordinates: Coordinates? = nil)
}

package enum AssetChoice: Hashable, Sendable {
    case existing(AssetID)
    case described(externalID: String?, name: String)
}

package struct PersonForm: Hashable, Sendable {
    package var name: String
    /// E.164.
    package var phone: String?
    package var email: String?

    package init(name: String, phone: String? = nil, email: String? = nil) {
        self.name = name
        self.phone = phone
        self.email = email
    }
}

/// A file that was received, checked and stored under its hash before the verb began.
package struct ReceivedFile: Hashable, Sendable, Codable {
    package let sha256: String
    package let name: String
    package let type: String
    package let size: Int64

    package init(sha256: String, name: String, type: String, size: Int64) {
        self.sha256 = sha256
        self.name = name
        self.type = type
        self.size = size
    }
}

/// What a verb says of the ticket that it acted on.
package struct TicketReference: Hashable, Sendable, Codable {
    package let id: TicketID
    package let number: String
    /// False when the external id was known already and nothing was made (D11).
    package let isNew: Bool
}

/// What a ticket says, beside what its life cycle knows: the texts and people that a form fills in.
package struct TicketDetails: Hashable, Sendable, Codable {
    /// Such as `2026-00417`: per organization, given at creation (A7).
    package var number: String
    package var externalID: String?
    package var source: Source
    package var title: String
    package var description: String
    package var category: String?
    package var site: Site?
    package var customer: Customer?
    package var asset: Asset?
    package var requester: Person?
    package var mainContact: Person?
    package var notToExceed: Money?
    package var scheduledAt: Appointment?
    package var createdAt: Instant
    package var updatedAt: Instant

    package init(
        number: String, externalID: String? = nil, source: Source, title: String = "", description: String = "",
        category: String? = nil, site: Site? = nil, customer: Customer? = nil, asset: Asset? = nil,
        requester: Person? = nil, mainContact: Person? = nil, notToExceed: Money? = nil,
        scheduledAt: Appointment? = nil, createdAt: Instant, updatedAt: Instant
    ) {
        self.number = number
        self.externalID = externalID
        self.source = source
        self.title = title
        self.description = description
        self.category = category
        self.site = site
        self.customer = customer
        self.asset = asset
        self.requester = requester
        self.mainContact = mainContact
        self.notToExceed = notToExceed
        self.scheduledAt = scheduledAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// What a draft lacks before it can be submitted, all of it (C2 to C6, C9).
    package var missing: [RequiredField] {
        RequiredField.allCases.filter { field in
            switch field {
            case .title: title.isEmpty
            case .description: description.isEmpty
            case .category: (category ?? "").isEmpty
            case .mainContact: mainContact == nil
            case .requester: requester == nil
            }
        }
    }
}

/// A file that somebody sent with a message, a ticket or an answer.
package struct Attachment: Hashable, Sendable, Codable {
    package let id: AttachmentID
    /// Lower-case hex of the content's SHA-256: where the file is.
    package let sha256: String
    package let name: String
    /// MIME type found in the content.
    package let type: String
    /// Bytes.
    package let size: Int64
    /// Nil for what is no picture, and until it was made.
    package let rendition: Rendition?

    package init(
        id: AttachmentID, sha256: String, name: String, type: String, size: Int64, rendition: Rendition? = nil
    ) {
        self.id = id
        self.sha256 = sha256
        self.name = name
        self.type = type
        self.size = size
        self.rendition = rendition
    }
}

package import Domain

/// Which tickets a list shows.
package struct TicketQuery: Hashable, Sendable {
    package enum Folder: Hashable, Sendable {
        /// What needs that manager: his own, and what nobody owns.
        case inbox(ManagerID)
        case toDo, waiting, drafts
        /// And closed.
        case resolved
        case all
        /// His open ones, whether in his Inbox or not.
        case owned(ManagerID)
    }

    package var organization: OrganizationID
    package var folder: Folder
    package var label: Label?
    package var site: SiteID?
    /// Of the order that the ticket shows.
    package var contractor: ContractorID?
    package var priority: Priority?
    /// How it came in (D1).
    package var source: Source?
    /// A ticket's number, or words that are all somewhere in it, each perhaps cut short.
    package var words: String?
    package var after: ListKey?
    package var limit: Int

    package init(
        organization: OrganizationID, folder: Folder = .all, label: Label? = nil, site: SiteID? = nil,
        contractor: ContractorID? = nil, priority: Priority? = nil, source: Source? = nil, words: String? = nil,
        after: ListKey? = nil, limit: Int = 50
    ) {
        self.organization = organization
        self.folder = folder
        self.label = label
        self.site = site
        self.contractor = contractor
        self.priority = priority
        self.source = source
        self.words = words
        self.after = after
        self.limit = limit
    }
}

/// Where a page of a list ended: `MILLISECONDS-TICKET` in addresses.
package struct ListKey: Hashable, Sendable, LosslessStringConvertible {
    package let at: Instant
    package let ticket: TicketID

    package init(at: Instant, ticket: TicketID) {
        self.at = at
        self.ticket = ticket
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let ticket = TicketID(parts[1]) else { return nil }
        self.init(at: Instant(milliseconds: at), ticket: ticket)
    }

    package var description: String { "\(at.milliseconds)-\(ticket)" }
}

package struct TicketPage: Hashable, Sendable {
    package let tickets: [TicketSummary]
    /// What to ask for next; nil at the end.
    package let next: ListKey?
}

/// One row of a list.
package struct TicketSummary: Hashable, Sendable {
    package let id: TicketID
    package let number: String
    package let title: String
    package let label: Label
    package let kind: TicketKind
    package let priority: Priority
    package let attention: Attention?
    package let attentionAt: Instant?
    package let owner: ManagerID?
    package let ownerName: String?
    package let contractorName: String?
    package let siteName: String?
    package let timeZone: String
    package let order: OrderID?
    package let orderStatus: Order.Status?
    package let answerBy: Instant?
    package let appointment: Appointment?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int
}

package struct FolderCounts: Hashable, Sendable {
    package let inbox: Int
    package let toDo: Int
    package let waiting: Int
    package let drafts: Int
    package let owned: Int
    package let failedDeliveries: Int
}

package import Domain

/// What can go wrong in the store itself, as opposed to a verb's own refusal.
package enum StoreError: Error, Hashable, Sendable {
    /// Somebody else wrote to the ticket since it was read: read it again and decide again.
    case stale(TicketID)
    /// A row that had to be there; the text names the table.
    case missing(String)
    /// A stored value that no type fits; the text names the column, never the value.
    case damaged(String)
    case closed
}

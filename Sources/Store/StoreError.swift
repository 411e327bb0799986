package import Domain
import Foundation
import GRDB

/// What can go wrong in the store itself, as opposed to a verb's own refusal.
package enum StoreError: Error, Hashable, Sendable {
    /// Somebody else wrote to the ticket since it was read: read it again and decide again.
    case stale(TicketID)
    /// A row that had to be there; the text names the table.
    case missing(String)
    /// A stored value that no type fits; the text names the column, never the value.
    case damaged(String)
    case closed
    /// The disk is full or read-only, or another program holds the database for too long: nothing of the transaction
    /// was written, and a later attempt may succeed. The text names no value.
    case unavailable(String)

    /// Whether it is not about one row: whatever is written next will meet it, too.
    package var isEverybodys: Bool {
        switch self {
        case .closed, .unavailable: true
        case .stale, .missing, .damaged: false
        }
    }

    /// As above where SQLite says such a thing; every other error as it is.
    package static func explaining(_ error: any Error) -> any Error {
        if let error = error as? CocoaError, CocoaError.writing.contains(error.code) {
            return StoreError.unavailable("the data folder cannot be written")
        }
        guard let error = error as? DatabaseError else { return error }
        let reason: String? =
            switch error.resultCode {
            case .SQLITE_FULL: "the disk is full"
            case .SQLITE_IOERR: "the disk fails"
            case .SQLITE_READONLY, .SQLITE_PERM: "the data folder cannot be written"
            case .SQLITE_CANTOPEN: "the database cannot be opened"
            case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds the database"
            case .SQLITE_NOMEM: "there is no memory left"
            default: nil
            }
        return reason.map { StoreError.unavailable($0) } ?? error
    }
}

extension CocoaError {
    fileprivate static let writing: Set<Code> = [
        .fileWriteUnknown, .fileWriteNoPermission, .fileWriteOutOfSpace, .fileWriteVolumeReadOnly,
    ]
}

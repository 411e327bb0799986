package import Domain

/// What surrounds every page of the desk: the rail with its counts, whose desk it is, and what was just done.
package struct DeskFrame: Hashable, Sendable {
    package var language: Language
    package var organization: String
    package var brand: Brand
    /// IANA; for what belongs to no site.
    package var timeZone: String
    package var managerName: String
    /// Viewers see no buttons that change anything (D10).
    package var mayAct: Bool
    package var counts = DeskCounts()
    package var now: Instant
    /// The list that is open beside the page; nil on pages that are none of a list.
    package var folder: DeskFolder?
    package var section: Section?
    /// What was done by the act that led here, told once.
    package var done: DeskDone?
    /// For the rail's switch of language.
    package var submission = ""
    /// The demo's drawn phone exists.
    package var hasPhone = false
    /// The tickets that this browser opened last, newest first (C12).
    package var recent: [DeskRecent] = []

    /// The rail's other entries.
    package enum Section: Hashable, Sendable { case contractors, outbox }

    package init(
        language: Language, organization: String, brand: Brand, timeZone: String, managerName: String, mayAct: Bool,
        now: Instant
    ) {
        self.language = language
        self.organization = organization
        self.brand = brand
        self.timeZone = timeZone
        self.managerName = managerName
        self.mayAct = mayAct
        self.now = now
    }
}

/// A ticket that was opened lately (C12).
package struct DeskRecent: Hashable, Sendable {
    package var number: String
    package var title: String

    package init(number: String, title: String) {
        self.number = number
        self.title = title
    }
}

package struct DeskCounts: Hashable, Sendable {
    package var inbox = 0
    package var owned = 0
    package var toDo = 0
    package var waiting = 0
    package var drafts = 0
    package var failed = 0

    package init(inbox: Int = 0, owned: Int = 0, toDo: Int = 0, waiting: Int = 0, drafts: Int = 0, failed: Int = 0) {
        self.inbox = inbox
        self.owned = owned
        self.toDo = toDo
        self.waiting = waiting
        self.drafts = drafts
        self.failed = failed
    }

    func of(_ folder: DeskFolder) -> Int? {
        switch folder {
        case .inbox: inbox
        case .owned: owned
        case .toDo: toDo
        case .waiting: waiting
        case .drafts: drafts
        case .resolved, .all: nil
        }
    }
}

/// Acts that the next page confirms, after they were stored (B16).
package enum DeskDone: String, CaseIterable, Sendable {
    case draftSaved, created, edited, taken, offered, offerWithdrawn, jobWithdrawn, messageSent, noteAdded, sentAgain
    case contractorSaved, asked, askCancelled, visitMoved, quoteApproved, quoteRefused, limitRaised, sentBack, resolved
    case invoiceAccepted, invoiceRejected, invoiceWaived, approverAsked, approverDismissed
}

extension DeskFrame {
    /// On narrow screens only one column is shown; this says which.
    enum Column: String { case menu, queue, sheet }

    func context(_ words: Words, title: String, column: Column) -> [String: Any] {
        let inbox = counts.inbox > 0 && folder == .inbox && column != .sheet ? "(\(counts.inbox)) " : ""
        return [
            "pageTitle": "\(inbox)\(title) · \(organization)",
            "brand": brand.className, "script": true, "column": column.rawValue,
            "organization": organization, "initial": String(organization.prefix(1)), "managerName": managerName,
            "mayAct": mayAct, "folders": DeskFolder.allCases.map { item($0, words) },
            "home": DeskPath.home, "menu": DeskPath.menu, "newTicket": DeskPath.newTicket,
            "contractors": DeskPath.contractors, "atContractors": section == .contractors,
            "outbox": DeskPath.outbox, "atOutbox": section == .outbox,
            "failed": counts.failed > 0 ? words.count("desk.failedCount", counts.failed) : false,
            "inboxCount": counts.inbox > 0 ? String(counts.inbox) : false, "atInbox": folder == .inbox,
            "languageAction": DeskPath.language, "railSubmission": submission, "signOut": DeskPath.signOut,
            "languages": Language.allCases.map {
                ["code": $0.rawValue, "endonym": $0.endonym, "isCurrent": $0 == language] as [String: Any]
            },
            "phone": hasPhone ? DeskPath.phone : false, "live": DeskPath.live,
            "recent": recent.map { item in
                [
                    "recentNumber": item.number,
                    "recentTitle": item.title.isEmpty ? words["desk.untitled"] : item.title,
                    "recentHref": DeskPath.ticket(item.number),
                ] as [String: Any]
            }, "hasRecent": !recent.isEmpty,
            "done": done.map { words["desk.done.\($0.rawValue)"] } ?? false,
        ]
    }

    private func item(_ folder: DeskFolder, _ words: Words) -> [String: Any] {
        let count = counts.of(folder) ?? 0
        return [
            "name": words["desk.folder.\(folder.rawValue)"], "href": DeskPath.folder(folder),
            "count": count > 0 ? String(count) : false, "isCurrent": self.folder == folder,
            "isStrong": folder == .inbox,
        ]
    }
}

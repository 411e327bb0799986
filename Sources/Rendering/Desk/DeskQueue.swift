package import Domain

/// One page of a list of tickets, or of what a search found.
package struct DeskQueue: Hashable, Sendable {
    package var folder: DeskFolder
    /// What was typed into the search box.
    package var search: String
    /// Only what came in that way (D1).
    package var source: Source?
    package var rows: [DeskRow]
    /// Where the list was entered, so that a reload shows the same page of it.
    package var after: String?
    /// The key that the next, older page begins after.
    package var next: String?
    /// Number of the ticket that is open.
    package var current: String?

    package init(folder: DeskFolder, search: String = "", rows: [DeskRow], after: String? = nil, next: String? = nil) {
        self.folder = folder
        self.search = search
        self.rows = rows
        self.after = after
        self.next = next
    }
}

/// A ticket as a list shows it.
package struct DeskRow: Hashable, Sendable {
    package var id: TicketID
    package var number: String
    package var title: String
    package var label: Label
    package var kind: TicketKind
    package var priority: Priority
    /// Why it wants a person; nil when nothing does.
    package var attention: Attention?
    package var contractor: String?
    package var site: String?
    /// The site's zone (IANA).
    package var timeZone: String
    package var answerBy: Instant?
    package var appointment: Appointment?
    package var updatedAt: Instant

    package init(
        id: TicketID, number: String, title: String, label: Label, kind: TicketKind = .order, priority: Priority,
        attention: Attention? = nil, contractor: String? = nil, site: String? = nil, timeZone: String,
        answerBy: Instant? = nil, appointment: Appointment? = nil, updatedAt: Instant
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.label = label
        self.kind = kind
        self.priority = priority
        self.attention = attention
        self.contractor = contractor
        self.site = site
        self.timeZone = timeZone
        self.answerBy = answerBy
        self.appointment = appointment
        self.updatedAt = updatedAt
    }
}

extension DeskQueue {
    func context(_ words: Words, now: Instant) -> [String: Any] {
        let folderValue = folder == .inbox ? "" : "&folder=\(folder.rawValue)"
        let searched = search.isEmpty ? "" : "&q=\(DeskPath.escaped(search))"
        let sourced = source.map { "&source=\($0.rawValue)" } ?? ""
        let title = words["desk.folder.\(folder.rawValue)"]
        let isFiltered = !search.isEmpty || source != nil
        return [
            "queueTitle": title, "search": search, "searchAction": DeskPath.home,
            "isSearch": !search.isEmpty,
            "searchHeading": search.isEmpty ? "" : words("desk.searchResults", ["words": search]),
            "rows": rows.map { $0.context(words, now: now, folder: folder, isCurrent: $0.number == current) },
            "isEmpty": rows.isEmpty,
            "emptyText": words[isFiltered ? "desk.empty.search" : "desk.empty.\(folder.rawValue)"],
            "clearSearch": DeskPath.folder(folder),
            "older": next.map { "\(DeskPath.home)?after=\(DeskPath.escaped($0))\(folderValue)\(searched)\(sourced)" }
                ?? false,
            "newest": after == nil ? false : "\(DeskPath.home)?folder=\(folder.rawValue)\(searched)\(sourced)",
            "folderValue": folder.rawValue, "isFiltered": source != nil,
            "sources": Source.allCases.map {
                [
                    "sourceValue": $0.rawValue, "sourceName": words["desk.source.\($0.rawValue)"],
                    "isSelectedSource": $0 == source,
                ] as [String: Any]
            },
        ]
    }
}

extension DeskRow {
    func context(_ words: Words, now: Instant, folder: DeskFolder, isCurrent: Bool) -> [String: Any] {
        let state = state(words, now: now)
        return [
            "rowID": id.description, "number": number, "rowTitle": title.isEmpty ? words["desk.untitled"] : title,
            "href": DeskPath.ticket(number, in: folder), "isCurrent": isCurrent, "wantsAttention": attention != nil,
            "ago": ago(words, now: now), "at": updatedAt.rfc3339,
            "who": contractor ?? site ?? false, "state": state.text, "isLate": state.isLate,
            "priorityName": words.priority(priority), "priorityClass": priority.rawValue,
            "kindName": kind == .quote ? words.kind(kind) : false,
        ]
    }

    /// What happened last, or what is late: in words, never by colour alone (A6, A25).
    private func state(_ words: Words, now: Instant) -> (text: String, isLate: Bool) {
        if let appointment, label.isLate(appointment, at: now) {
            return (words("desk.row.late", ["time": words.formats.shortDateTime(appointment.local)]), true)
        }
        if let attention, let text = text(of: attention, words) {
            return (text, attention == .notReached || attention == .late)
        }
        switch label {
        case .toDoLapsed:
            guard let answerBy else { return (words.label(label), true) }
            return (words("desk.row.lapsed", ["time": words.formats.duration(now - answerBy)]), true)
        case .toDoOffered:
            guard let answerBy, answerBy > now else { return (words.label(label), false) }
            return (words("desk.row.answerIn", ["time": words.formats.duration(answerBy - now)]), false)
        case .dispatchConfirmed:
            guard let appointment else { return (words.label(label), false) }
            return (words("desk.row.visit", ["time": words.formats.shortDateTime(appointment.local)]), false)
        case .draft, .toDoNew, .toDoDeclined, .toDoReturned, .inProgressOwn, .onSite, .incomplete, .toCheck,
            .waitingInformation, .waitingUntil, .waitingQuote, .waitingDecision, .waitingParts, .waitingSplit,
            .waitingCase, .resolved, .closed, .withdrawn:
            return (words.label(label), false)
        }
    }

    /// What wants the manager, where the label or the deadline does not say it better.
    private func text(of attention: Attention, _ words: Words) -> String? {
        switch attention {
        case .dateChanged:
            guard let appointment else { return words["desk.attention.dateChanged"] }
            return words("desk.row.dateChanged", ["time": words.formats.shortDateTime(appointment.local)])
        case .delayed:
            guard let appointment else { return words["desk.attention.delayed"] }
            return words("desk.row.delayed", ["time": words.formats.shortDateTime(appointment.local)])
        case .message, .notReached, .undone, .handedOver, .backFromWait, .quote, .decided, .report, .invoice, .late:
            return words["desk.attention.\(attention.rawValue)"]
        case .new, .answered, .refused, .lapsed, .returned: return nil
        }
    }

    private func ago(_ words: Words, now: Instant) -> String {
        let span = now - updatedAt
        if span < .minutes(1) { return words.formats.ago(span) }
        if span < .days(2) { return words.formats.duration(span) }
        return words.formats.shortDate(Appointment(updatedAt, in: timeZone).local)
    }
}

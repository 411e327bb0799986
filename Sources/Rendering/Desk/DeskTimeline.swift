import Domain

/// The timeline of a ticket as the desk shows it: newest first, by days, in the site's time.
struct DeskTimeline {
    let ticket: DeskTicket
    let words: Words
    let now: Instant
    let mayAct: Bool
    /// What the ids of this page's small forms begin with.
    let submission: String
    /// In which list the ticket is open.
    let folder: DeskFolder

    private var timeZone: String { ticket.ticket.timeZone }

    func context() -> [String: Any] {
        let ledger = DeskLedger(ticket.dealt)
        let tasks = Dictionary(ticket.ticket.tasks.map { ($0.id, $0) }) { first, _ in first }
        func context(of entry: DeskEvent, at local: LocalDateTime) -> [String: Any] {
            self.context(of: entry, at: local, tasks, ledger)
        }
        var days: [(day: LocalDateTime, lines: [[String: Any]])] = []
        for entry in ticket.events.reversed() {
            let local = Appointment(entry.event.at, in: timeZone).local
            if let last = days.last, last.day.dateText == local.dateText {
                days[days.count - 1].lines.append(context(of: entry, at: local))
            } else {
                days.append((local, [context(of: entry, at: local)]))
            }
        }
        return [
            "days": days.map { ["day": name(of: $0.day), "lines": $0.lines] as [String: Any] },
            "zoneNote": words("desk.zoneNote", ["zone": words.formats.zone(timeZone)]),
            "hasNoEvents": ticket.events.isEmpty,
            "olderEvents": ticket.older.map { DeskPath.ticket(ticket.details.number, in: folder, before: $0) } ?? false,
            "newestEvents": ticket.isPast ? DeskPath.ticket(ticket.details.number, in: folder) : false,
        ]
    }

    private func name(of day: LocalDateTime) -> String {
        let today = Appointment(now, in: timeZone).local
        return day.dateText == today.dateText ? words["desk.today"] : words.formats.weekdayDate(day)
    }

    private func context(
        of entry: DeskEvent, at local: LocalDateTime, _ tasks: [TaskID: TicketTask], _ ledger: DeskLedger
    ) -> [String: Any] {
        let line = EventWords(
            words: words, timeZone: timeZone, entry: entry, contractorNames: ticket.contractorNames,
            managerNames: ticket.managerNames, contactNames: ticket.contactNames,
            personNames: ticket.personNames, askerNames: ticket.askerNames, tasks: tasks,
            site: ticket.details.site?.coordinates,
            agreed: ledger.agreed(before: entry.event.id)
        ).line
        return [
            "eventID": "event-\(entry.event.id)", "at": entry.event.at.rfc3339,
            "clock": words.formats.time(local), "style": line.style.rawValue, "head": line.head ?? false,
            "body": line.body ?? false, "lineFacts": line.facts, "byline": byline(of: entry),
            "files": entry.files.map { $0.context(words, showsPlace: ticket.showsPhotoPlace) },
            "hasFiles": !entry.files.isEmpty,
            "deliveries": entry.deliveries.map {
                $0.context(words, in: timeZone, mayAct: mayAct, submission: submission)
            },
            "hasDeliveries": !entry.deliveries.isEmpty,
        ]
    }

    /// Who, for whom, by which way.
    private func byline(of entry: DeskEvent) -> String {
        let who = entry.actorName.isEmpty ? words["desk.actor.clock"] : entry.actorName
        let name = [who, entry.actorCompany].compactMap { $0 }.filter { !$0.isEmpty }
        let people = name.count == 2 && name[0] == name[1] ? name[0] : name.joined(separator: ", ")
        if entry.event.channel == .clock { return people }
        return "\(people) · \(words["desk.channel.\(entry.event.channel.rawValue)"])"
    }
}

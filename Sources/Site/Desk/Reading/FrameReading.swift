import Domain
import Intake
import Rendering
import Store

extension DeskCaller {
    /// What surrounds each page.
    func frame(in reader: Reader, folder: DeskFolder? = nil, section: DeskFrame.Section? = nil) throws -> DeskFrame {
        var frame = DeskFrame(
            language: language, organization: organization.name, brand: Brand(organization.brand),
            timeZone: organization.timeZone, managerName: manager.name, mayAct: mayAct, now: now)
        let counts = try reader.folderCounts(of: organization.id, for: manager.id)
        frame.counts = DeskCounts(
            inbox: counts.inbox, owned: counts.owned, toDo: counts.toDo, waiting: counts.waiting,
            drafts: counts.drafts, failed: counts.failedDeliveries)
        frame.folder = folder
        frame.section = section
        frame.done = query.done
        frame.hasPhone = isDemo
        frame.recent = try reader.titles(of: recent, in: organization.id).map {
            DeskRecent(number: $0.number, title: $0.title)
        }
        frame.submission = SecretToken.random().text
        return frame
    }

    /// One page of a list.
    func queue(in reader: Reader, folder: DeskFolder, limit: Int = 40) throws -> DeskQueue {
        let found = try reader.tickets(
            TicketQuery(
                organization: organization.id, folder: storeFolder(folder), source: query.source,
                words: query.search.isEmpty ? nil : query.search, after: query["after"].flatMap(ListKey.init),
                limit: limit))
        var queue = DeskQueue(
            folder: folder, search: query.search, rows: found.tickets.map(DeskRow.init), after: query["after"],
            next: found.next?.description)
        queue.source = query.source
        return queue
    }

    private func storeFolder(_ folder: DeskFolder) -> TicketQuery.Folder {
        switch folder {
        case .inbox: .inbox(manager.id)
        case .owned: .owned(manager.id)
        case .toDo: .toDo
        case .waiting: .waiting
        case .drafts: .drafts
        case .resolved: .resolved
        case .all: .all
        }
    }
}

extension DeskRow {
    init(_ ticket: TicketSummary) {
        self.init(
            id: ticket.id, number: ticket.number, title: ticket.title, label: ticket.label, kind: ticket.kind,
            priority: ticket.priority, attention: ticket.attention, contractor: ticket.contractorName,
            site: ticket.siteName, timeZone: ticket.timeZone, answerBy: ticket.answerBy,
            appointment: ticket.appointment, updatedAt: ticket.updatedAt)
    }
}

import Domain
import Intake
import Rendering
import Store

/// Fills a ticket's page in one read.
struct TicketReading {
    let reader: Reader
    let caller: DeskCaller
    let portal: Portal
    /// Of a longer history the newest are shown; `?before=VERSION` leads to the older ones.
    private static let mostEvents = 200
    /// In the list to choose from; who is further down is found by name on the contractors' page.
    private static let mostContractors = 500

    /// Nil for another organization's ticket.
    func page(_ id: TicketID) throws -> DeskTicketPage? {
        guard let ticket = try reader.ticket(id), ticket.organization == caller.organization.id,
            let details = try reader.details(id)
        else { return nil }
        let folder = caller.query.folder
        var page = DeskTicketPage(
            frame: try caller.frame(in: reader, folder: folder), queue: try caller.queue(in: reader, folder: folder),
            ticket: try shown(ticket, details), acts: DeskActs(ticket, mayAct: caller.mayAct, at: caller.now),
            newSubmission: { SecretToken.random().text })
        fill(&page)
        page.fileLimits = portal.configuration.uploads.told
        if page.acts.contains(.offer) {
            page.contractors = try reader.contractors(of: caller.organization.id, limit: Self.mostContractors)
        }
        return page
    }

    /// What forms begin with: the visit as it stands, the limit that was asked for.
    private func fill(_ page: inout DeskTicketPage) {
        let words = portal.renderer.words(caller.language)
        if let visit = page.ticket.ticket.activeOrder?.appointment?.local {
            page.forms[.schedule]?.values = ["date": visit.dateText, "time": visit.timeText]
        }
        page.forms[.quote]?.values = ["approverLanguage": caller.organization.language.rawValue]
        if let asked = page.ticket.askedLimit {
            page.forms[.limit]?.values = ["amount": words.formats.plainAmount(asked)]
        }
    }

    private func shown(_ ticket: Ticket, _ details: TicketDetails) throws -> DeskTicket {
        var shown = DeskTicket(ticket: ticket, details: details)
        for manager in try reader.managers(of: caller.organization.id) { shown.managerNames[manager.id] = manager.name }
        shown.ownerName = ticket.owner.flatMap { shown.managerNames[$0] }
        shown.isOwn = ticket.owner == caller.manager.id
        for order in ticket.orders {
            let contractor = try reader.contractor(order.contractor)
            shown.contractorNames[order.id] = contractor?.name
            for contact in contractor?.contacts ?? [] { shown.contactNames[contact.id] = contact.name }
            if order.id == shown.order?.id { shown.contractor = contractor }
        }
        shown.technicianName = try shown.order?.technician.flatMap { try reader.contact($0)?.name }
        shown.dateChangesBeforeWarning = caller.organization.rules.dateChangesBeforeWarning
        shown.files = try reader.jobFiles(of: ticket.id)
        shown.showsPhotoPlace = caller.organization.rules.showsPhotoPlace
        shown.origin = try reader.origin(of: ticket.id).map(DeskRelative.init)
        shown.registered = try reader.registered(on: ticket.id).map(DeskRelative.init)
        // Versions have no gaps.
        let last = caller.query.before.map { min($0 - 1, ticket.version) } ?? ticket.version
        let first = max(0, last - Self.mostEvents)
        let entries = try reader.timeline(ticket.id, after: first, limit: last - first)
        var messages = try messages(of: ticket.id, among: entries)
        shown.events = entries.map { DeskEvent($0, messages.removeValue(forKey: $0.event.id) ?? []) }
        if first > 0 || last < ticket.version {
            shown.dealings = try reader.dealings(ticket.id).map { DeskEvent($0, []) }
        }
        for event in shown.events + (shown.dealings ?? []) {
            guard let person = event.event.change.approver else { continue }
            shown.personNames[person] = try reader.person(person)?.name
            if case .approverAsked = event.event.change { shown.askerNames[person] = event.actorName }
        }
        shown.older = first > 0 ? first + 1 : nil
        shown.isPast = last < ticket.version
        return shown
    }

    /// Each message to the contractor or the requester stands under the event that caused it.
    private func messages(of ticket: TicketID, among entries: [TimelineEntry]) throws -> [EventID: [DeskDelivery]] {
        var messages: [EventID: [DeskDelivery]] = [:]
        let all = try reader.deliveries(of: ticket)
        for delivery in all where delivery.isToOutside {
            let cause = delivery.notice.event ?? entries.last { $0.event.at <= delivery.enqueuedAt }?.event.id
            if let cause { messages[cause, default: []].append(DeskDelivery(delivery, among: all)) }
        }
        return messages
    }
}

extension DeskEvent {
    init(_ entry: TimelineEntry, _ deliveries: [DeskDelivery]) {
        self.init(
            event: entry.event, texts: entry.texts, files: entry.attachments, position: entry.position,
            actorName: entry.actorName, actorCompany: entry.actorCompany, deliveries: deliveries)
    }
}

extension Delivery {
    /// Alerts to managers are in the outbox, not in a ticket's timeline.
    var isToOutside: Bool {
        switch notice.recipient {
        case .contact, .person: true
        case .manager: false
        }
    }
}

extension DeskDelivery {
    /// `all`: those of the same ticket.
    init(_ delivery: Delivery, among all: [Delivery]) {
        let at: Instant? =
            switch delivery.status {
            case .queued, .cancelled: nil
            case .sent: delivery.sentAt
            case .delivered: delivery.deliveredAt
            case .failed: delivery.failedAt
            }
        let reason = [delivery.errorCode, delivery.errorText].compactMap { $0 }.filter { !$0.isEmpty }
        self.init(
            notice: delivery.notice.id, kind: delivery.notice.kind, way: delivery.notice.way, status: delivery.status,
            recipient: delivery.recipientName, address: delivery.address, at: at ?? delivery.enqueuedAt,
            parts: delivery.parts, reason: reason.isEmpty ? nil : reason.joined(separator: ": "),
            otherWay: delivery.isToContact ? delivery.otherWay : nil)
        sibling = delivery.status == .failed ? delivery.sibling(among: all) : nil
        isWrongNumber = delivery.isWrongNumber && delivery.isLatestSMS(among: all)
    }
}

extension Delivery {
    fileprivate func isLatestSMS(among all: [Delivery]) -> Bool {
        all.last { $0.notice.way == .sms && $0.notice.recipient == notice.recipient }?.notice.id == notice.id
    }

    /// How the same message went by the other way; nil if it did not, or did not arrive there either (E4).
    fileprivate func sibling(among all: [Delivery]) -> DeskDelivery.Sibling? {
        let other = all.last {
            $0.notice.kind == notice.kind && $0.notice.order == notice.order && $0.notice.event == notice.event
                && $0.notice.recipient == notice.recipient && $0.notice.way != notice.way
                && $0.status != .failed && $0.status != .cancelled
        }
        guard let other else { return nil }
        // The fallback is enqueued with the failure itself; nobody is as quick as that.
        let isPrompt = failedAt.map { $0 <= other.enqueuedAt && other.enqueuedAt - $0 < .seconds(1) } ?? false
        return isPrompt ? .byItself : .asWell
    }

    fileprivate var isToContact: Bool {
        if case .contact = notice.recipient { true } else { false }
    }
}

extension UploadLimits {
    /// As a form tells them (P21): a mebibyte is told as a megabyte, so that what is promised is always taken.
    var told: FileLimits { FileLimits(files: files, size: Int64(file) * 1_000_000 / 1_048_576) }
}

extension DeskRelative {
    init(_ ticket: LinkedTicket) { self.init(number: ticket.number, title: ticket.title) }
}

import Courier
import Domain
import Foundation
import Media
import Store
import Workflow

/// Lets the stories happen, each act at its hour of the last days, through the same verbs as everything else.
final class DemoTeller {
    /// One act at one moment.
    private struct Act {
        let at: Instant
        let perform: () async throws -> Void
    }

    private let assembly: Assembly
    private let hand: ClockHand
    private let workflow: Workflow
    private let end: Instant
    private var acts: [Act] = []

    init(_ assembly: Assembly, hand: ClockHand, end: Instant) {
        self.assembly = assembly
        self.hand = hand
        self.end = end
        workflow = Workflow(store: assembly.store)
    }

    /// Makes the organization and its people, and lists what will happen in it.
    func introduce(_ demo: DemoOrganization) async throws {
        _ = try await workflow.perform(AddOrganization(demo.organization))
        var managers: [ManagerID] = []
        for person in demo.managers {
            let manager = Manager(
                id: assembly.store.newID(), organization: demo.organization.id, name: person.name,
                email: person.email, language: demo.organization.language, role: person.role)
            managers.append(try await workflow.perform(AddManager(manager)).outcome)
        }
        for (index, story) in demo.stories.enumerated() {
            // The second manager keeps the quieter half.
            let manager = managers[index % 2 == 0 ? 0 : min(1, managers.count - 1)]
            add(at: end - .hours(story.hoursAgo) - .minutes(3 + Int64(acts.count))) { [self] in
                try await begin(story, of: demo, by: manager)
            }
        }
    }

    /// Lives through the days up to now, hour by hour: reminders go out and offers lapse as they would have.
    func tell() async throws {
        while !acts.isEmpty {
            acts.sort { $0.at < $1.at }
            let act = acts.removeFirst()
            try await live(until: act.at)
            try await act.perform()
            // Before the mails that carry them. Where pictures cannot be made there is still a demo.
            try? await assembly.darkroom.drain()
            try await assembly.courier.drain()
        }
        try await live(until: end)
    }

    private func live(until moment: Instant) async throws {
        while hand.now < moment {
            hand.move(to: min(moment, hand.now + .hours(1)))
            try await assembly.courier.drain()
        }
    }

    private func add(at moment: Instant, _ perform: @escaping () async throws -> Void) {
        acts.append(Act(at: moment, perform: perform))
    }

    /// So many hours after what happens now, but never after the end.
    private func add(after hours: Int64, _ perform: @escaping () async throws -> Void) {
        add(at: max(hand.now, min(hand.now + .hours(hours) + .minutes(7), end - .minutes(1))), perform)
    }
}

// MARK: - The acts

extension DemoTeller {
    private func begin(_ story: DemoStory, of demo: DemoOrganization, by manager: ManagerID) async throws {
        let origin = Origin.manager(manager)
        let photo = story.hasPhoto ? [try store(DemoFiles.leak(), "photo.png", "image/png")] : []
        let first = story.course.firstFirm.flatMap { demo.firms[$0] }
        let ticket = try await workflow.perform(
            CreateTicket(
                form(of: story, demo), files: photo, submits: story.course.isSubmitted,
                offer: first.map { OfferForm(.described($0)) }, origin: origin)
        ).outcome.id
        switch story.course {
        case .draft, .new, .offered: break
        case .taken: add(after: 0) { [self] in _ = try await workflow.perform(TakeTicket(ticket, manager: manager)) }
        case .accepted(_, let hours, let days, let comment):
            let visit = appointment(inDays: days, demo.organization.timeZone)
            add(after: hours) { [self] in try await accept(ticket, visit, comment) }
        case .promisedQuote(_, let hours, let comment):
            add(after: hours) { [self] in try await accept(ticket, nil, comment) }
        case .declined(_, let hours, let key, let reason):
            add(after: hours) { [self] in
                guard let link = try await link(of: ticket) else { return }
                _ = try await workflow.perform(DeclineOffer(link: link, reasonKey: key, reason: reason))
            }
        case .passedOver(_, let hours, let reason, let other):
            add(after: hours) { [self] in
                _ = try await workflow.perform(WithdrawJob(ticket, reason: reason, origin: origin))
                guard let firm = demo.firms[other] else { return }
                _ = try await workflow.perform(OfferTicket(ticket, OfferForm(.described(firm)), origin: origin))
            }
        }
        for message in story.messages {
            add(after: message.hours) { [self] in try await write(message, on: ticket, of: demo, origin) }
        }
    }

    private func form(of story: DemoStory, _ demo: DemoOrganization) -> TicketForm {
        var form = TicketForm(
            source: .phone, kind: story.kind, title: story.title, description: story.description,
            priority: story.priority)
        form.category = story.category.isEmpty ? nil : story.category
        form.site = demo.places[story.place].map { place in
            .described(
                externalID: place.externalID, name: place.name, address: place.address, phone: place.phone,
                timeZone: demo.organization.timeZone)
        }
        form.requester = story.requester
        form.mainContact = story.requester
        form.notToExceed = story.limit.map { Money(amount: $0 * 100, currency: demo.organization.currency) }
        return form
    }

    private func accept(_ ticket: TicketID, _ visit: Appointment?, _ comment: String?) async throws {
        guard let link = try await link(of: ticket) else { return }
        _ = try await workflow.perform(AcceptOffer(link: link, appointment: visit, comment: comment))
    }

    private func write(
        _ message: DemoStory.Message, on ticket: TicketID, of demo: DemoOrganization, _ origin: Origin
    ) async throws {
        switch message {
        case .manager(let text, _):
            _ = try await workflow.perform(
                WriteMessage(.office(origin, ticket: ticket, isInternal: false), text: text, files: []))
        case .contractor(let text, _, let photo, let document):
            guard let link = try await link(of: ticket) else { return }
            var files: [ReceivedFile] = []
            if photo { files.append(try store(DemoFiles.leak(), "photo-2.png", "image/png")) }
            if document {
                let content = DemoFiles.document(demo.document.title, lines: demo.document.lines)
                files.append(try store(content, demo.document.name, "application/pdf"))
            }
            _ = try await workflow.perform(WriteMessage(.link(link), text: text, files: files))
        }
    }

    // MARK: Helpers

    private func link(of ticket: TicketID) async throws -> LinkID? {
        try await assembly.store.read { reader in
            guard let order = try reader.ticket(ticket)?.activeOrder else { return nil }
            return try reader.links(of: ticket).last { $0.order == order.id }?.id
        }
    }

    private func store(_ bytes: Data, _ name: String, _ type: String) throws -> ReceivedFile {
        let writer = try assembly.files.create()
        try writer.write(bytes)
        let stored = try writer.finish()
        return ReceivedFile(sha256: stored.sha256, name: name, type: type, size: stored.size)
    }

    /// At nine in the morning of the place.
    private func appointment(inDays days: Int64, _ timeZone: String) -> Appointment? {
        let day = Appointment(end + .days(days), in: timeZone).local.dateText
        return LocalDateTime("\(day)T09:00").flatMap { try? Appointment.resolve($0, in: timeZone) }
    }
}

extension DemoStory.Course {
    fileprivate var isSubmitted: Bool {
        switch self {
        case .draft: false
        case .new, .taken, .offered, .accepted, .promisedQuote, .declined, .passedOver: true
        }
    }

    fileprivate var firstFirm: String? {
        switch self {
        case .draft, .new, .taken: nil
        case .offered(let firm), .accepted(let firm, _, _, _), .promisedQuote(let firm, _, _),
            .declined(let firm, _, _, _), .passedOver(let firm, _, _, _):
            firm
        }
    }
}

import Courier
import Domain
import Foundation
import Gateways
import Logging
import Store
import Workflow

/// What an office does in some weeks: 490 jobs from the call to the closed ticket, about ten events each, and ten that
/// are under way.
struct OfficeWork {
    static let finished = 490
    static let open = 10
    static let tickets = finished + open
    /// How long ago it begins. Copies of it lie between then and now.
    static let daysAgo: Int64 = 600
    let sample: SamplePortal
    let clock: PastClock

    func perform() async throws {
        let courier = courier()
        try await concurrently(Array(0..<Self.finished), callers: 32) { try await finish($0) }
        try await courier.drain()
        // The time in which somebody might complain: then the clock closes them.
        clock.skip(.days(20))
        try await courier.drain()
        try await concurrently(Array(0..<Self.open), callers: 1) { try await begin($0) }
        try await courier.drain()
    }

    /// So that a copy of the office has its places and trades already.
    func prepare() async throws {
        for number in 0..<SampleTexts.places { _ = try await create(number, submits: false) }
    }

    private func finish(_ number: Int) async throws {
        let (ticket, link) = try await offer(number)
        try await by(link, AcceptOffer(link: link, appointment: visit(in: .minutes(20)), comment: nil))
        try await office(WriteMessage(.office(origin, ticket: ticket, isInternal: false), text: text(0), files: []))
        try await by(link, WriteMessage(.link(link), text: text(1), files: []))
        try await by(link, Arrive(link: link))
        try await by(
            link,
            Complete(
                link: link, report: SampleTexts.report, files: [], signature: nil, signedBy: nil, invoice: nil))
        try await office(ResolveTicket(ticket, method: .communicated, note: nil, origin: origin))
        try await office(WaiveInvoice(ticket, origin: origin))
    }

    private func begin(_ number: Int) async throws {
        switch number {
        case 0: _ = try await create(number, submits: false)
        case 1...3: _ = try await offer(number)
        default:
            let (ticket, link) = try await offer(number)
            try await by(link, AcceptOffer(link: link, appointment: visit(in: .days(3)), comment: nil))
            for index in 0..<7 {
                if index.isMultiple(of: 2) {
                    try await office(
                        WriteMessage(
                            .office(origin, ticket: ticket, isInternal: false), text: text(index), files: []))
                } else {
                    try await by(link, WriteMessage(.link(link), text: text(index), files: []))
                }
            }
        }
    }

    // MARK: Who acts

    private var origin: Origin { .manager(sample.manager) }

    private func office(_ verb: some Verb) async throws { _ = try await sample.workflow.perform(verb) }

    /// By a form, which is remembered.
    private func by(_ link: LinkID, _ verb: some Verb) async throws {
        let form = SubmissionKey(scope: "link:\(link)", id: UUID().uuidString, fingerprint: UUID().uuidString)
        _ = try await sample.workflow.perform(verb, once: form)
    }

    private func create(_ number: Int, submits: Bool, to contractor: ContractorID? = nil) async throws -> TicketID {
        try await sample.workflow.perform(
            CreateTicket(
                SampleTexts.form(number), submits: submits, offer: contractor.map { OfferForm(.existing($0)) },
                origin: origin)
        ).outcome.id
    }

    private func offer(_ number: Int) async throws -> (TicketID, LinkID) {
        let contractor = sample.contractors[number % sample.contractors.count]
        let ticket = try await create(number, submits: true, to: contractor)
        guard let link = try await sample.store.read({ try $0.links(of: ticket).first }) else {
            throw BenchProblem("an offer has no link")
        }
        return (ticket, link.id)
    }

    private func text(_ index: Int) -> String { SamplePortal.thread[index % SamplePortal.thread.count] }

    private func visit(in span: Span) -> Appointment {
        let at = clock.clock.now() + span
        return Appointment(
            Instant(milliseconds: at.milliseconds / 60_000 * 60_000), in: SamplePortal.timeZone)
    }

    /// Hands everything to nobody.
    private func courier() -> Courier {
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        return Courier(
            store: sample.store, files: sample.files, renderer: sample.renderer, links: sample.links,
            gateways: CourierGateways(sms: SandboxGateway { _ in }, mail: SandboxMail { _ in }),
            configuration: CourierConfiguration(
                addresses: PortalAddresses(publicURL: "http://127.0.0.1:8080"), mailSender: "portal@lilas.example",
                callbackSecret: "bench"),
            logger: logger)
    }
}

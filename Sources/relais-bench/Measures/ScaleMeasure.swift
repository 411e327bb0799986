import Domain
import Foundation
import Gateways
import Intake
import Site
import Store

/// What the same requests cost on 10,000 tickets and on a hundred times as many: round by round the one and then the
/// other, the small one being the floor.
struct ScaleMeasure {
    private static let rounds = 5
    private static let asks = "1.5"
    private static let callers = 8
    let workplace: Workplace

    /// A million, or as many as a disk with less room takes.
    private static let (most, fewer) = (1_000_000, 300_000)
    private static let bytesOfTicket = 24_000

    func figures() async throws -> [Figure] {
        let tickets = try Self.tickets(in: workplace)
        let data = try await GrownData.make(tickets, in: workplace)
        Console.say("the large data takes \(try workplace.bytes(of: "large") / 1_000_000) MB")
        let small = try await Office.open(data.small)
        let large = try await Office.open(data.large)
        var costs: [String: (small: Samples, large: Samples)] = [:]
        for round in 0...Self.rounds {
            for act in Act.allCases {
                let (less, more) = (try await cost(of: act, small), try await cost(of: act, large))
                // The first round only warms both up.
                guard round > 0 else { continue }
                costs[act.rawValue, default: (Samples(), Samples())].small.add(less)
                costs[act.rawValue, default: (Samples(), Samples())].large.add(more)
            }
        }
        await small.server.stop()
        await large.server.stop()
        var figures = Act.allCases.compactMap { act in
            costs[act.rawValue].map {
                Figure(
                    "\(act.about), ms on \(tickets) tickets, floor: 10000", $0.large, floor: $0.small, digits: 3,
                    asks: Self.asks)
            }
        }
        figures += try await StartMeasure(sample: data.large).figures()
        try data.small.store.close()
        return figures
    }

    /// `TICKETS` in the environment says another number.
    private static func tickets(in workplace: Workplace) throws -> Int {
        if let text = ProcessInfo.processInfo.environment["TICKETS"], let number = Int(text) { return number }
        if try workplace.free() > most * bytesOfTicket { return most }
        Console.say("the disk has no room for \(most) tickets: \(fewer)")
        return fewer
    }

    /// Milliseconds for one.
    private func cost(of act: Act, _ office: Office) async throws -> Double {
        switch act {
        case .page: try await get(office.pages, office)
        case .list: try await get(office.lists, office)
        case .search: try await get(office.searches, office)
        case .answer:
            try await each(try await office.sample.offerJobs(Self.answers)) { jobs in
                try await AnswerMeasure(sample: office.sample, workplace: workplace).answer(jobs, on: office.server)
            }
        case .claim:
            try await claim(office.sample)
        }
    }

    private static let answers = 400

    private func each<Item>(_ items: [Item], _ work: ([Item]) async throws -> Void) async throws -> Double {
        try await seconds { try await work(items) } * 1000 / Double(items.count)
    }

    private func get(_ addresses: [Office.Address], _ office: Office) async throws -> Double {
        let transport = Transport(connectionsPerHost: Self.callers)
        defer { transport.shutDown() }
        let base = "http://127.0.0.1:\(office.server.port)"
        return try await each(addresses) { addresses in
            try await concurrently(addresses, callers: Self.callers) { address in
                let response = try await transport.perform(
                    TransferRequest("GET", base + address.path, headers: address.headers))
                guard response.status == 200 else {
                    throw BenchProblem("\(address.path.prefix(12)) answers \(response.status)")
                }
            }
        }
    }

    /// What waits is claimed in batches, as the Courier does it, and written down as sent.
    private func claim(_ sample: SamplePortal) async throws -> Double {
        let batch = 32
        var claimed = 0
        let time = try await seconds {
            while true {
                let notices = try await sample.store.write { transaction in
                    try transaction.claimNotices(limit: batch, by: .sms, leaseFor: .minutes(5))
                }
                if notices.isEmpty { break }
                claimed += notices.count
            }
        }
        try await sample.store.write { try $0.releaseLeases() }
        return time * 1000 / Double(max(1, claimed))
    }
}

extension ScaleMeasure {
    enum Act: String, CaseIterable {
        case page, list, search, answer, claim

        var about: String {
            switch self {
            case .page: "contractor's page"
            case .answer: "answer"
            case .list: "desk list"
            case .search: "search"
            case .claim: "claim of a notice"
            }
        }
    }

    /// One of the two sizes, served, with what is asked of it.
    struct Office {
        struct Address { let path: String, headers: [(name: String, value: String)] }

        let sample: SamplePortal
        let server: LoopbackServer
        let pages: [Address]
        let lists: [Address]
        let searches: [Address]

        private static let requests = 400
        private static let jobs = 100

        static func open(_ sample: SamplePortal) async throws -> Office {
            let session = try await session(sample)
            func desk(_ queries: [String]) -> [Address] {
                (0..<requests).map { number in
                    Address(
                        path: "/desk" + queries[number % queries.count],
                        headers: [("Cookie", "relais=\(session)"), ("Accept-Encoding", "gzip")])
                }
            }
            let words = SampleTexts.searches.map {
                "?q=" + ($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0)
            }
            return Office(
                sample: sample, server: try await LoopbackServer.start(sample.site.router()),
                pages: try await links(sample).map {
                    Address(path: "/t/\($0)", headers: [("Accept-Encoding", "gzip")])
                },
                lists: desk(["", "?folder=in-progress", "?folder=resolved", "?folder=to-do"]), searches: desk(words))
        }

        /// Of a manager of the office that gets the answers' jobs too, so that both sides' lists stay alike.
        private static func session(_ sample: SamplePortal) async throws -> String {
            let secret = SecretToken.random()
            try await sample.store.write { transaction in
                try transaction.insertSession(
                    hash: Digest.hex(of: secret.text), manager: sample.manager, expires: transaction.now + .days(1))
            }
            return secret.text
        }

        /// Of as many jobs on both sides that were accepted and are not done, from anywhere in the data.
        private static func links(_ sample: SamplePortal) async throws -> [String] {
            let ids = try await sample.store.read { reader in
                let tickets = try reader.organizations().flatMap { organization in
                    try reader.tickets(
                        TicketQuery(organization: organization.id, label: .dispatchConfirmed, limit: Self.jobs)
                    ).tickets.map(\.id)
                }
                return try tickets.shuffled().prefix(Self.jobs).compactMap { try reader.links(of: $0).first?.id }
            }
            guard ids.count == jobs else { throw BenchProblem("\(ids.count) jobs are under way") }
            let tokens = try ids.map { try sample.links.mint($0) }
            return (0..<requests).map { tokens[$0 % tokens.count] }
        }
    }
}

import Domain
import Foundation
import Gateways
import Site
import Store
import Workflow

/// Durable answers, by the form and by the verb alone, from 64 callers, against the same disk's commits one by one.
struct AnswerMeasure {
    private static let rounds = 5
    private static let callers = 64
    private static let posts = 1200
    private static let verbs = 2400
    private static let floorSeconds = 0.6
    let sample: SamplePortal
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let rounds = Self.rounds + 1
        var jobs = try await sample.offerJobs(rounds * (Self.posts + Self.verbs))[...]
        let commits = try SerialCommits(folder: workplace.folder("floor"))
        let server = try await LoopbackServer.start(sample.site.router())
        var (posts, verbs) = (Side(), Side())
        for round in 0..<rounds {
            var (post, verb) = (Round(), Round())
            post.floor = try await commits.rate(seconds: Self.floorSeconds)
            try await post.measure(Array(jobs.prefix(Self.posts)), sample) { try await answer($0, on: server) }
            jobs = jobs.dropFirst(Self.posts)
            verb.floor = try await commits.rate(seconds: Self.floorSeconds)
            try await verb.measure(Array(jobs.prefix(Self.verbs)), sample, perform)
            jobs = jobs.dropFirst(Self.verbs)
            // The first round only warms everything up.
            guard round > 0 else { continue }
            posts.add(post)
            verbs.add(verb)
        }
        await server.stop()
        return [
            Figure("answers a second (POST), 64 connections", posts.rate, floor: posts.floor, asks: "half (0.5)"),
            Figure("answers to one commit (POST)", posts.perCommit, digits: 1, asks: "16"),
            Figure("verbs a second, 64 callers", verbs.rate, floor: verbs.floor, asks: "1.5"),
            Figure("verbs to one commit", verbs.perCommit, digits: 1, asks: "16"),
        ]
    }

    /// Every form answers another link. The load comes from this same process, and takes its part of the machine.
    func answer(_ jobs: [SampleJob], on server: LoopbackServer) async throws {
        let transport = Transport(connectionsPerHost: Self.callers)
        defer { transport.shutDown() }
        let when = Self.visit
        try await concurrently(jobs, callers: Self.callers) { job in
            let body =
                "submission=\(job.token)&decision=accept&date=\(when.local.dateText)"
                + "&time=\(when.local.timeText)&comment=Je+serai+l%C3%A0+%C3%A0+neuf+heures."
            let response = try await transport.perform(
                TransferRequest(
                    "POST", "http://127.0.0.1:\(server.port)\(job.path)/answer",
                    headers: [("Content-Type", "application/x-www-form-urlencoded")], body: .bytes(Data(body.utf8))))
            guard response.status == 303 else { throw BenchProblem("an answer got \(response.status)") }
        }
    }

    private func perform(_ jobs: [SampleJob]) async throws {
        let (when, workflow) = (Self.visit, sample.workflow)
        try await concurrently(jobs, callers: Self.callers) { job in
            _ = try await workflow.perform(
                AcceptOffer(link: job.link, appointment: when, comment: "Je serai là à neuf heures."),
                once: SubmissionKey(scope: "link:\(job.link)", id: job.token, fingerprint: job.token))
        }
    }

    /// In a week, to the minute.
    private static var visit: Appointment {
        let week = Instant(Date()) + .days(7)
        return Appointment(
            Instant(milliseconds: week.milliseconds / 60_000 * 60_000), in: SamplePortal.timeZone)
    }
}

/// One round of ours with the floor that was measured just before.
private struct Round {
    var floor = 0.0
    var rate = 0.0
    var perCommit = 0.0

    mutating func measure(
        _ jobs: [SampleJob], _ sample: SamplePortal, _ work: ([SampleJob]) async throws -> Void
    ) async throws {
        let before = sample.store.commitCount
        let time = try await seconds { try await work(jobs) }
        rate = Double(jobs.count) / time
        perCommit = Double(jobs.count) / Double(max(1, sample.store.commitCount - before))
    }
}

private struct Side {
    private(set) var rate = Samples()
    private(set) var floor = Samples()
    private(set) var perCommit = Samples()

    mutating func add(_ round: Round) {
        rate.add(round.rate)
        floor.add(round.floor)
        perCommit.add(round.perCommit)
    }
}

import Foundation
import Gateways
import Site

/// The contractor's page as the link-holder gets it: link checked, ticket and ten messages read, rendered, compressed.
struct PageMeasure {
    private static let rounds = 4
    private static let jobs = 64
    let sample: SamplePortal
    let workplace: Workplace

    func figures() async throws -> [Figure] {
        let jobs = try await sample.offerJobs(Self.jobs)
        try await sample.writeThreads(jobs)
        let portal = try await LoopbackServer.start(sample.site.router())
        let page = try await fetch(jobs[0].path, from: portal, compressed: true)
        let html = try await fetch(jobs[0].path, from: portal, compressed: false).text
        guard SamplePortal.thread.allSatisfy(html.contains) else {
            throw BenchProblem("the page does not show the ten messages")
        }
        let bare = try await BarePage.start(like: page)
        guard try await fetch(jobs[0].path, from: bare, compressed: true).body == page.body else {
            throw BenchProblem("the bare server does not return the page's bytes")
        }
        let figures = try await speed(portal, bare, jobs)
        await portal.stop()
        await bare.stop()
        return figures + weight(packed: page.body.count, html: html)
    }

    private func speed(_ portal: LoopbackServer, _ bare: LoopbackServer, _ jobs: [SampleJob]) async throws -> [Figure] {
        let paths = try workplace.write(jobs.map { $0.path + "\n" }.joined(), to: "paths.txt")
        var (ours, floor) = (Runs(), Runs())
        // The first round only warms both up.
        for (round, seconds) in ([1] + Array(repeating: 5, count: Self.rounds)).enumerated() {
            let pages = try await Wrk.run(port: portal.port, paths: paths, seconds: seconds, in: workplace)
            let bytes = try await Wrk.run(port: bare.port, paths: paths, seconds: seconds, in: workplace)
            guard round > 0 else { continue }
            ours.add(pages)
            floor.add(bytes)
        }
        return speed(ours, floor)
    }

    private func speed(_ ours: Runs, _ floor: Runs) -> [Figure] {
        var tail = Figure("page, p99 ms (ratio: to its own p50)", ours.p99, digits: 2, asks: "under 5 times p50")
        tail.floor = floor.p99
        tail.ratio = ours.p99 / ours.p50
        var middle = Figure("page, p50 ms", ours.p50, digits: 2)
        middle.floor = floor.p50
        return [
            Figure(
                "contractor's page a second, 32 connections", ours.rate, floor: floor.rate,
                asks: "a sixteenth (0.0625)"),
            middle, tail,
        ]
    }

    private func weight(packed: Int, html: String) -> [Figure] {
        let limit = 14.0 * 1024
        var weight = Figure("page with 10 messages, bytes compressed", Samples([Double(packed)]), asks: "14 KB")
        weight.floor = Samples([limit])
        weight.ratio = Samples([Double(packed) / limit])
        return [
            weight,
            Figure("page, bytes as HTML", Samples([Double(html.utf8.count)])),
            Figure("requests before it is usable", Samples([Double(1 + Self.blocking(html))]), asks: "1"),
        ]
    }

    /// What a browser must fetch before it shows the page: sheets and scripts that it waits for.
    private static func blocking(_ html: String) -> Int {
        html.split(separator: "<").filter { tag in
            let tag = tag.prefix { $0 != ">" }
            if tag.hasPrefix("link ") { return tag.contains("stylesheet") }
            guard tag.hasPrefix("script "), tag.contains("src=") else { return false }
            return !tag.contains(" defer") && !tag.contains(" async") && !tag.contains("type=\"module\"")
        }.count
    }

    private func fetch(_ path: String, from server: LoopbackServer, compressed: Bool) async throws -> TransferResponse {
        let transport = Transport(connectionsPerHost: 1)
        defer { transport.shutDown() }
        let headers = compressed ? [("Accept-Encoding", "gzip")] : []
        let url = "http://127.0.0.1:\(server.port)\(path)"
        let response = try await transport.perform(TransferRequest("GET", url, headers: headers))
        guard response.status == 200, (response.header("content-encoding") == "gzip") == compressed else {
            throw BenchProblem("the page answers \(response.status)")
        }
        return response
    }
}

/// The runs of one side.
private struct Runs {
    private(set) var rate = Samples()
    private(set) var p50 = Samples()
    private(set) var p99 = Samples()

    mutating func add(_ run: Wrk) {
        rate.add(run.requestsPerSecond)
        p50.add(run.p50)
        p99.add(run.p99)
    }
}

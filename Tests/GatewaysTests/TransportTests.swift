import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Transport") struct TransportTests {
    let transport = Transport()

    @Test("a request carries its method, headers and body, and the answer comes back whole")
    func roundTrip() async throws {
        let server = try TinyServer { _ in .init(201, "γειά", headers: [("X-Number", "7")]) }
        defer { server.stop() }
        var request = TransferRequest("PUT", server.url + "/a?b=c", headers: [("X-Asked", "oui"), ("X-Empty", "")])
        request.body = .bytes(Data("corps".utf8))
        let response = try await transport.perform(request)
        #expect(response.status == 201)
        #expect(response.header("x-number") == "7")
        #expect(response.text == "γειά")
        let seen = try #require(server.requests.first)
        #expect(seen.method == "PUT")
        #expect(seen.path == "/a")
        #expect(seen.query == "b=c")
        #expect(seen.header("X-Asked") == "oui")
        #expect(seen.header("X-Empty") == "")
        #expect(seen.header("Expect") == nil)
        #expect(String(decoding: seen.body, as: UTF8.self) == "corps")
    }

    @Test("requests one after another share one connection")
    func reuse() async throws {
        let server = try TinyServer()
        defer { server.stop() }
        for _ in 0..<20 { _ = try await transport.perform(TransferRequest("POST", server.url)) }
        #expect(server.requests.count == 20)
        #expect(server.connectionCount == 1)
        #expect(server.requests.first?.header("Content-Length") == "0")
    }

    @Test("many requests at once all get their own answer")
    func concurrency() async throws {
        let server = try TinyServer { .init(200, $0.query) }
        defer { server.stop() }
        let transport = transport
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let response = try await transport.perform(TransferRequest("GET", "\(server.url)/?\(number)"))
                    return response.text == "\(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test("a redirect is an answer, not an order")
    func noRedirect() async throws {
        let server = try TinyServer { $0.path == "/" ? .init(302, headers: [("Location", "/next")]) : .init(200) }
        defer { server.stop() }
        let response = try await transport.perform(TransferRequest("GET", server.url + "/"))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
    }

    @Test("an answer above the limit ends the transfer")
    func tooLarge() async throws {
        let server = try TinyServer { _ in .init(200, String(repeating: "x", count: 5000)) }
        defer { server.stop() }
        var request = TransferRequest("GET", server.url)
        request.answerLimit = 4999
        let failure = await #expect(throws: TransferFailure.self) { try await transport.perform(request) }
        #expect(failure?.kind == .answerTooLarge)
        request.answerLimit = 5000
        #expect(try await transport.perform(request).body.count == 5000)
    }

    @Test("silence ends at the time limit, and tells that the request had left")
    func timeout() async throws {
        let server = try TinyServer { _ in .silence }
        defer { server.stop() }
        var request = TransferRequest("POST", server.url, body: .bytes(Data("x".utf8)))
        request.timeout = Span(milliseconds: 300)
        let failure = await #expect(throws: TransferFailure.self) { try await transport.perform(request) }
        #expect(failure?.kind == .timeout)
        #expect(failure?.requestSent == true)
    }

    @Test("an answer that is no HTTP tells that the request had left", arguments: [true, false])
    func garbage(isOnce: Bool) async throws {
        let server = try TinyServer { _ in .garbage }
        defer { server.stop() }
        var request = TransferRequest("GET", server.url)
        request.isOnce = isOnce
        let failure = await #expect(throws: TransferFailure.self) { try await transport.perform(request) }
        #expect(failure?.kind == .broken)
        #expect(failure?.requestSent == true)
        #expect(server.requests.count == 1)
    }

    @Test("nobody there is told from no answer")
    func unreachable() async throws {
        let port = try Ports.free(1)[0]
        let failure = await #expect(throws: TransferFailure.self) {
            try await transport.perform(TransferRequest("GET", "http://127.0.0.1:\(port)/"))
        }
        #expect(failure?.kind == .unreachable)
        #expect(failure?.requestSent == false)
    }

    @Test("cancelling the task ends the transfer at once", arguments: [0, 100])
    func cancellation(milliseconds: Int) async throws {
        let server = try TinyServer { _ in .silence }
        defer { server.stop() }
        let transport = transport
        let task = Task { try await transport.perform(TransferRequest("GET", server.url)) }
        try await Task.sleep(for: .milliseconds(milliseconds))
        task.cancel()
        let failure = await #expect(throws: TransferFailure.self) { try await task.value }
        // The server never answers: had the transfer gone on, this would be a time-out.
        #expect(failure?.kind == .cancelled)
    }

    @Test("a closed transport refuses, and fails what was under way")
    func shutDown() async throws {
        let server = try TinyServer { _ in .silence }
        defer { server.stop() }
        let transport = Transport()
        let task = Task { try await transport.perform(TransferRequest("GET", server.url)) }
        _ = try await server.requests(1)
        transport.shutDown()
        let first = await #expect(throws: TransferFailure.self) { try await task.value }
        #expect(first?.kind == .cancelled)
        let second = await #expect(throws: TransferFailure.self) {
            try await transport.perform(TransferRequest("GET", server.url))
        }
        #expect(second?.kind == .cancelled)
    }

    @Test("mails that wait for a slow server wait at the same time, and hold up nothing else")
    func slowMail() async throws {
        let (slow, quick) = (try SlowMailServer(isHeld: true), try TinyServer())
        defer {
            slow.stop()
            quick.stop()
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString).eml")
        try Data("Subject: Bonjour\r\n\r\nBonjour\r\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let transport = transport
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let request = TransferRequest(
                        mail: file.path, to: "smtp://127.0.0.1:\(slow.port)/portal.example",
                        envelope: .init(sender: "a@portal.example", recipient: "b@mail.example"))
                    _ = try await transport.perform(request)
                }
            }
            // Until all eight wait for their answer.
            for _ in 0..<1000 where slow.waiting < 8 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(slow.waiting == 8, "one after the other")
            _ = try await transport.perform(TransferRequest("GET", quick.url))
            #expect(slow.count == 0, "the request waited for a mail")
            slow.letGo(8)
            try await group.waitForAll()
        }
        #expect(slow.count == 8)
    }

    @Test(
        "only HTTP and SMTP are spoken", arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
    func schemes(url: String) async {
        let failure = await #expect(throws: TransferFailure.self) {
            try await transport.perform(TransferRequest("GET", url))
        }
        #expect(failure?.kind == .invalidRequest)
    }

    @Test(
        "a line end in a header or an address is refused",
        arguments: [
            TransferRequest("GET", "http://127.0.0.1:1", headers: [("X-A", "b\r\nX-C: d")]),
            TransferRequest("GET", "http://127.0.0.1:1", headers: [("X-A:\nB", "b")]),
            TransferRequest("GET\r\nX: y", "http://127.0.0.1:1"),
            TransferRequest(
                mail: "/dev/null", to: "smtp://127.0.0.1:1",
                envelope: .init(sender: "a@b.example", recipient: "c@d.example>\r\nDATA")),
        ])
    func injection(request: TransferRequest) async {
        let failure = await #expect(throws: TransferFailure.self) { try await transport.perform(request) }
        #expect(failure?.kind == .invalidRequest)
    }
}

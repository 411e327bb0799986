import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Site
import Store
import Testing
import Workflow

@Suite("Limits on what costs somebody something")
struct LimitTests {
    private static let forwarded = "X-Forwarded-For"

    @Test("P16 guessing sign-in links slows the guesser down and keeps no manager out")
    func signInGuesses() async throws {
        try await DeskFixture.use { desk in
            let stranger = desk.portal.client()
            var statuses: [Int] = []
            for _ in 0..<35 { statuses.append(try await stranger.get("/sign-in/\(SecretToken.random().text)").status) }
            #expect(statuses.prefix(30).allSatisfy { $0 == 410 })
            #expect(statuses.suffix(5).allSatisfy { $0 == 429 })
            let slowed = try await stranger.get("/sign-in/\(SecretToken.random().text)")
            #expect(Int(slowed.header("Retry-After") ?? "").map { (1...60).contains($0) } == true)
            // From the very same address, while it is slowed down.
            let token = SecretToken.random().text
            _ = try await desk.office.workflow.perform(
                PrepareSignIn(hash: Digest.hex(of: token), manager: desk.organization.manager.id))
            #expect(try await stranger.get("/sign-in/\(token)").status == 200)
            #expect(try await stranger.post("/sign-in/\(token)", form: []).header("Location") == "/desk")
        }
    }

    @Test(
        "P16 behind a proxy of this machine each address counts for itself, and only what the proxy wrote is believed")
    func proxied() async throws {
        try await ExchangeStage.use { stage in
            func guess(from address: String) async throws -> Int {
                try await stage.phone.get("/t/guess", headers: [Self.forwarded: address]).status
            }
            for _ in 0..<60 { #expect(try await guess(from: "203.0.113.7") == 404) }
            #expect(try await guess(from: "203.0.113.7") == 429)
            #expect(try await guess(from: "198.51.100.1, 203.0.113.7") == 429, "the last entry is the proxy's")
            #expect(try await guess(from: "203.0.113.8") == 404)
            #expect(try await guess(from: "2001:db8:1:2::1") == 404)
            // One household: the first 64 bits.
            for host in 2...60 { #expect(try await guess(from: "2001:db8:1:2::\(host)") == 404) }
            #expect(try await guess(from: "2001:db8:1:2:ffff::9") == 429)
            #expect(try await guess(from: "2001:db8:1:3::1") == 404)
            // What is no address is no new name to count under.
            for number in 0..<60 { _ = try await guess(from: "nobody\(number)") }
            #expect(try await guess(from: "somebody") == 429)
        }
    }

    @Test("one mailbox gets at most five sign-in mails in a quarter of an hour, and the answer tells nobody")
    func mailbox() async throws {
        try await DeskFixture.use { desk in
            let stranger = desk.portal.client()
            for (index, address) in (0..<12).map({ ($0, "203.0.113.\($0)") }) {
                let answer = try await stranger.post(
                    "/sign-in",
                    form: [("email", desk.organization.manager.email), ("submission", "ask-\(index)-\(UUID())")],
                    headers: [Self.forwarded: address])
                #expect(answer.status == 303)
                #expect(answer.header("Location") == "/sign-in?sent=1")
            }
            try await desk.office.courier.drain()
            #expect(desk.office.mail.sent.count == 5)
            desk.office.travel.advance(.minutes(16))
            _ = try await stranger.post(
                "/sign-in", form: [("email", desk.organization.manager.email), ("submission", UUID().uuidString)])
            try await desk.office.courier.drain()
            #expect(desk.office.mail.sent.count == 6)
        }
    }

    @Test("nobody who is not known yet leaves a file on the disk")
    func strangersFiles() async throws {
        try await DeskFixture.use { desk in
            let before = desk.office.fileCount
            let answer = try await desk.portal.client().post(
                "/sign-in",
                multipart: [
                    .init("email", "nobody@example.org"), .init("submission", UUID().uuidString),
                    .init("f", file: "a.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 \(UUID())".utf8)),
                ])
            #expect(answer.status == 303)
            #expect(desk.office.fileCount == before)
        }
    }

    @Test("a link that sends too many forms is asked to wait, and what was typed stands in the form")
    func forms() async throws {
        try await ExchangeStage.use { stage in
            for index in 0..<120 { #expect(try await stage.send("Message \(index)").status == 303) }
            let refused = try await stage.send("One too many")
            #expect(refused.status == 429)
            let page = LoopPage(refused)
            #expect(page.text.contains("Too much was sent by this link"))
            #expect(refused.text.contains("One too many"), "nothing typed is lost")
            #expect(try await stage.page().status == 200, "reading is not counted")
            stage.office.travel.advance(.minutes(11))
            #expect(try await stage.send("One too many").status == 303)
        }
    }

    /// PATCH of a file of 25 MiB; `length` is what the request announces.
    private func upload(_ key: String, of stage: ExchangeStage, from offset: Int = 0, length: Int) -> String {
        """
        PATCH \(stage.path)/uploads/\(key)?size=26214400&name=a.jpg HTTP/1.1\r
        Host: localhost\r\nUpload-Offset: \(offset)\r\nContent-Length: \(length)\r\n\r\n
        """
    }

    /// Until so many bytes of it have arrived.
    private func arrived(_ count: Int, of key: String, _ stage: ExchangeStage) async throws {
        for _ in 0..<1000 {
            let answer = try await stage.phone.get("\(stage.path)/uploads/\(key)?size=26214400&name=a.jpg")
            if answer.text.contains("\"offset\":\(count)}") { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("\(count) bytes of \(key) did not arrive")
    }

    /// The small file of whoever may send.
    private func sendSmall(_ stage: ExchangeStage, key: String) async throws -> Int {
        try await stage.phone.send(
            "PATCH", "\(stage.path)/uploads/\(key)?size=4&name=a.pdf", headers: ["Upload-Offset": "0"],
            body: Data("%PDF".utf8), type: "application/octet-stream"
        ).status
    }

    /// What was announced and is cut is given back a moment after the cut.
    private func isTaken(_ stage: ExchangeStage) async throws -> Bool {
        for index in 0..<500 {
            if try await sendSmall(stage, key: "small-\(index)") == 201 { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("a link that sends more than a gigabyte in an hour is asked to wait before the bytes come in")
    func bytes() async throws {
        try await ExchangeStage.use { stage in
            // Each says how much it brings, and brings one byte: what is on its way counts as announced.
            var sockets: [ExchangeSocket] = []
            for index in 0..<20 {
                let socket = try ExchangeSocket(stage.portal)
                socket.say(upload("key-\(index)", of: stage, length: 50 * 1024 * 1024) + "x")
                try await arrived(1, of: "key-\(index)", stage)
                sockets.append(socket)
            }
            // 20 times 50 MiB is within 1 GiB.
            let late = try ExchangeSocket(stage.portal)
            late.say(upload("late", of: stage, length: 50 * 1024 * 1024))
            try await late.hear("HTTP/1.1 429")
            try await late.hear("Retry-After: ")
            // More than any number of bytes is refused, and takes nothing of what is counted.
            let endless = try ExchangeSocket(stage.portal)
            endless.say(upload("endless", of: stage, length: .max))
            try await endless.hear("HTTP/1.1 429")
            let again = try ExchangeSocket(stage.portal)
            again.say(upload("late", of: stage, length: 50 * 1024 * 1024))
            try await again.hear("HTTP/1.1 429")
            #expect(try await stage.send("Still here").status == 303, "what is typed fills no disk")
            #expect(try await sendSmall(stage, key: "small") == 201, "who was turned away may send what fits")
            for socket in sockets { socket.leave() }
            #expect(try await isTaken(stage))
        }
    }

    @Test("more than one link may hold back, one alone leaves room for others")
    func shareOfOne() async throws {
        var setting = ExchangeStage.Setting()
        setting.crowd.uploadsOfOne = 2
        try await ExchangeStage.use(setting) { stage in
            var sockets: [ExchangeSocket] = []
            for (index, glued) in ["", ".x"].enumerated() {
                let socket = try ExchangeSocket(stage.portal)
                let request = upload("key-\(index)", of: stage, length: 1000) + "x"
                socket.say(request.replacing("\(stage.path)/", with: "\(stage.path)\(glued)/"))
                try await arrived(1, of: "key-\(index)", stage)
                sockets.append(socket)
            }
            #expect(try await sendSmall(stage, key: "third") == 503)
            #expect(try await stage.send("Typed").status == 303)
            for socket in sockets { socket.leave() }
            #expect(try await isTaken(stage))
        }
    }

    @Test("a form over the limit that brings a photo keeps what was typed behind it")
    func typedBehindFiles() async throws {
        try await ExchangeStage.use { stage in
            for index in 0..<120 { _ = try await stage.send("Message \(index)") }
            let before = stage.office.fileCount
            let refused = try await stage.phone.post(
                stage.path + "/messages",
                multipart: [
                    .init("submission", UUID().uuidString),
                    .init("files", file: "a.jpg", type: "image/jpeg", bytes: Data(count: 1_000_000)),
                    .init("message", "Behind the photo"),
                ])
            #expect(refused.status == 429)
            #expect(refused.text.contains("Behind the photo"))
            #expect(stage.office.fileCount == before)
        }
    }

    @Test("an upload that is cut again and again is counted for what arrived, and a look at it for nothing")
    func cutUploads() async throws {
        try await ExchangeStage.use { stage in
            // 60 times 25 MiB are announced, more than a link may send, and 60 bytes come.
            for offset in 0..<60 {
                let socket = try ExchangeSocket(stage.portal)
                socket.say(upload("key", of: stage, from: offset, length: 26_214_400 - offset) + "x")
                try await arrived(offset + 1, of: "key", stage)
                socket.leave()
            }
            #expect(try await isTaken(stage))
        }
    }

    @Test("a file that is turned away before it comes in, and a form that is cut, are counted for what came")
    func turnedAway() async throws {
        try await ExchangeStage.use { stage in
            for index in 0..<45 {
                let socket = try ExchangeSocket(stage.portal)
                // No offset.
                socket.say(
                    """
                    PATCH \(stage.path)/uploads/key-\(index)?size=1&name=a.jpg HTTP/1.1\r
                    Host: localhost\r\nContent-Length: 26214400\r\n\r\n
                    """)
                try await socket.hear("HTTP/1.1 422")
            }
            for _ in 0..<45 {
                let socket = try ExchangeSocket(stage.portal)
                socket.say(
                    """
                    POST \(stage.path)/messages HTTP/1.1\r
                    Host: localhost\r\nContent-Type: multipart/form-data; boundary=x\r
                    Content-Length: 26214400\r\n\r\n--x\r\n
                    """)
                socket.leave()
            }
            #expect(try await isTaken(stage))
        }
    }

    @Test("a stranger's large body is turned away at the doors that take none")
    func openDoors() async throws {
        try await ExchangeStage.use { stage in
            for path in ["/sign-in", "/hooks/sms/kannel/secret/receipt"] {
                let socket = try ExchangeSocket(stage.portal)
                socket.say("POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000\r\n\r\n")
                try await socket.hear("HTTP/1.1 413")
            }
        }
    }

    @Test(
        "HEAD is answered wherever GET is, without a body",
        arguments: ["/healthz", "/readyz", "/robots.txt", "/sign-in"])
    func head(_ path: String) async throws {
        try await ExchangeStage.use { stage in
            // A body would be read as the answer to the next request; libcurl would not even look for it.
            let socket = try ExchangeSocket(stage.portal)
            socket.say("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await socket.hear("\r\n\r\n")
            socket.say("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            try await socket.hear("\r\n\r\nHTTP/1.1 200")
            #expect(socket.received.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("every answer has an id of ours, another each time, whatever the caller sends")
    func requestIDs() async throws {
        try await ExchangeStage.use { stage in
            var ids: Set<String> = []
            for path in [stage.path, "/t/none", "/healthz", "/nowhere", "/api/v1/tickets"] {
                let answer = try await stage.phone.get(path, headers: ["X-Request-ID": "mine"])
                ids.insert(try #require(answer.header("X-Request-ID")))
            }
            #expect(ids.count == 5)
            #expect(!ids.contains("mine"))
        }
    }
}

import Foundation
import Gateways
import RelaisTesting
import Site
import Testing

@Suite("More than can be answered")
struct CrowdTests {
    /// A portal with so little room.
    private func portal(
        _ change: (inout CrowdLimits) -> Void, _ body: (TestPortal, TestClient) async throws -> Void
    ) async throws {
        var limits = CrowdLimits()
        change(&limits)
        try await TestPortal.run(crowd: limits) { portal in
            try await body(portal, TestClient(portal.url, transport: portal.transport))
        }
    }

    @Test(
        "where no room is left a page says so in the reader's language, and when to come back",
        arguments: [
            ("fr", "Rien n’a été enregistré"), ("el", "Δεν αποθηκεύτηκε τίποτα"), ("pl", "Nic nie zapisano"),
            ("en", "Nothing was stored"),
        ])
    func page(language: String, words: String) async throws {
        try await portal({ $0.acts = 0 }) { _, client in
            let answer = try await client.get("/t/whatever", headers: ["Accept-Language": language])
            #expect(answer.status == 503)
            let seconds = try #require(answer.header("Retry-After").flatMap { Int($0) })
            #expect((1...60).contains(seconds))
            #expect(answer.text.contains(words))
            #expect(answer.text.contains(#"role="alert""#))
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            let health = try await client.get("/healthz").status
            let readiness = try await client.get("/readyz").status
            #expect(health == 200 && readiness == 200)
        }
    }

    @Test("programs get a problem document")
    func program() async throws {
        try await portal({ $0.acts = 0 }) { _, client in
            let answer = try await client.get("/api/v1/tickets")
            #expect(answer.status == 503)
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.header("Retry-After") != nil)
        }
    }

    /// Small ones that are held back: `Tests/Faults/test_load.py`.
    @Test("large bodies have a room of their own, and small ones take none from them, whatever their form")
    func rooms() async throws {
        let form = "application/x-www-form-urlencoded"
        let multipart = "multipart/form-data; boundary=x"
        let path = "/t/whatever/messages"
        try await portal({ $0.uploads = 0 }) { _, client in
            let small = try await client.send("POST", path, body: Data("message=a".utf8), type: form).status
            let mixed = try await client.send("POST", path, body: Data("--x".utf8), type: multipart).status
            let large = try await client.send("POST", path, body: Data(count: 310 * 1024), type: multipart).status
            #expect(small == 404 && mixed == 404 && large == 503)
        }
    }

    @Test("a body that never comes to its end is given up, with words and a time to come back")
    func patience() async throws {
        try await portal({ $0.patience = .milliseconds(200) }) { portal, _ in
            let socket = try ExchangeSocket(portal)
            socket.say("POST /t/whatever/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nm")
            try await socket.hear("HTTP/1.1 503")
            try await socket.hear("Retry-After: ")
        }
    }

    @Test("a length that no number holds is refused at once, and takes no place")
    func absurdLength() async throws {
        try await portal({ _ in }) { portal, _ in
            let socket = try ExchangeSocket(portal)
            socket.say("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551615\r\n\r\nx")
            try await socket.hear("HTTP/1.1 413")
        }
    }

    @Test("a body that tells no length is cut where it is too long for its door")
    func unannounced() async throws {
        try await portal({ $0.smallBody = 1000 }) { portal, _ in
            let socket = try ExchangeSocket(portal)
            let piece = String(repeating: "x", count: 500)
            socket.say("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 { socket.say("1f4\r\n\(piece)\r\n") }
            try await socket.hear("HTTP/1.1 413")
        }
    }
}

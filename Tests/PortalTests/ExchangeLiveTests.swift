import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("What an open page hears")
struct ExchangeLiveTests {
    @Test("the page is told that its ticket changed after the commit, and nothing else")
    func changed() async throws {
        try await ExchangeStage.use { stage in
            let socket = try ExchangeSocket(stage.portal)
            socket.say("GET \(stage.path)/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
            try await socket.hear("retry:")
            #expect(socket.received.contains("200 OK"))
            #expect(socket.received.lowercased().contains("content-type: text/event-stream"))
            #expect(socket.received.lowercased().contains("cache-control: no-store"))
            _ = try await stage.office.ticket(of: stage.organization)
            try await socket.listen(for: .milliseconds(200))
            #expect(!socket.received.contains("event:"))
            try await stage.managerWrites("The code of the door is 4711")
            let version = try await stage.stored.version
            try await socket.hear("event: changed\ndata: \(version)\n\n")
            #expect(try await stage.page().text.contains("4711"))
            let stream = try #require(socket.received.components(separatedBy: "\r\n\r\n").last)
            let words = stream.split { !($0.isLetter || $0.isNumber) }.map(String.init)
            // Chunk sizes are numbers as well; no word but these.
            #expect(
                Set(words.filter { $0.contains(where: \.isLetter) && $0.count > 2 }) == [
                    "retry", "event", "changed", "data",
                ])
            socket.leave()
        }
    }

    @Test("an open page does not keep the portal from stopping, and many that left are forgotten")
    func leaving() async throws {
        try await ExchangeStage.use { stage in
            for _ in 0..<20 {
                let socket = try ExchangeSocket(stage.portal)
                socket.say("GET \(stage.path)/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                try await socket.hear("retry:")
                socket.leave()
            }
            try await stage.managerWrites("Hello")
            #expect(try await stage.page().status == 200)
            let open = try ExchangeSocket(stage.portal)
            open.say("GET \(stage.path)/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await open.hear("retry:")
        }
    }
}

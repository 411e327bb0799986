package import Foundation

/// The smallest HTTP/1.1 server: keeps what it was sent and answers as it is told, until it is stopped.
///
/// Unchecked: the mutable state is touched only under `lock`.
package final class TinyServer: @unchecked Sendable {
    package struct Request: Sendable {
        package let method: String
        package let path: String
        /// Without the question mark.
        package let query: String
        package let headers: [(name: String, value: String)]
        package let body: Data

        package func header(_ name: String) -> String? {
            headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
        }
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [(name: String, value: String)]
        package var body: Data
        /// Takes the request and never answers.
        package var isSilent = false
        /// Takes the request and closes the connection without a word.
        package var hangsUp = false
        /// Takes the request and sends the body alone, which is no HTTP.
        package var isBare = false

        package init(_ status: Int, _ body: String = "", headers: [(name: String, value: String)] = []) {
            self.status = status
            self.headers = headers
            self.body = Data(body.utf8)
        }

        package static var garbage: Self {
            var answer = Self(200, "\u{1}\u{2}\u{3} 200 OK\r\n\r\n")
            answer.isBare = true
            return answer
        }

        package static var hangUp: Self {
            var answer = Self(200)
            answer.hangsUp = true
            return answer
        }

        package static var silence: Self {
            var answer = Self(200)
            answer.isSilent = true
            return answer
        }
    }

    package var port: Int { listener.port }
    package var url: String { "http://127.0.0.1:\(port)" }
    private let listener: PeerListener
    private let answer: @Sendable (Request) -> Answer
    private let lock = NSLock()
    private var kept: [Request] = []

    package init(_ answer: @escaping @Sendable (Request) -> Answer = { _ in Answer(200) }) throws {
        listener = try PeerListener()
        self.answer = answer
        listener.start { self.serve($0) }
    }

    package func stop() { listener.stop() }

    package var requests: [Request] { lock.withLock { kept } }
    /// How many connections were made so far.
    package var connectionCount: Int { listener.count }

    /// Waits until `count` requests have come.
    package func requests(_ count: Int, within seconds: Double = 60) async throws -> [Request] {
        let end = Date().addingTimeInterval(seconds)
        while requests.count < count {
            guard Date() < end else { throw PeerProblem("\(requests.count) requests came, not \(count).") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return requests
    }

    private func serve(_ connection: Int32) {
        var buffer = Data()
        while let request = TinyRequest.read(from: connection, &buffer) {
            lock.withLock { kept.append(request) }
            let answer = answer(request)
            if answer.hangsUp { return }
            if answer.isSilent {
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                return
            }
            if answer.isBare {
                _ = answer.body.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                return
            }
            var head = "HTTP/1.1 \(answer.status) Answer\r\nContent-Length: \(answer.body.count)\r\n"
            for header in answer.headers { head += "\(header.name): \(header.value)\r\n" }
            let bytes = Data("\(head)\r\n".utf8) + (request.method == "HEAD" ? Data() : answer.body)
            guard
                bytes.withUnsafeBytes({ send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) })
                    == bytes.count
            else { return }
        }
    }
}

enum TinyRequest {
    /// Nil at the end of the connection.
    static func read(from connection: Int32, _ buffer: inout Data) -> TinyServer.Request? {
        let gap = Data("\r\n\r\n".utf8)
        while buffer.range(of: gap) == nil {
            guard buffer.count < 1_000_000, receive(from: connection, &buffer) else { return nil }
        }
        guard let end = buffer.range(of: gap) else { return nil }
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().map { line in
            let halves = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return (name: halves.first ?? "", value: halves.count == 2 ? halves[1] : "")
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        buffer = Data(buffer[end.upperBound...])
        while buffer.count < length {
            guard receive(from: connection, &buffer) else { return nil }
        }
        let body = Data(buffer.prefix(length))
        buffer = Data(buffer.dropFirst(length))
        let address = words[1].split(separator: "?", maxSplits: 1).map(String.init)
        return TinyServer.Request(
            method: words[0], path: address.first ?? "/", query: address.count == 2 ? address[1] : "",
            headers: headers, body: body)
    }

    private static func receive(from connection: Int32, _ buffer: inout Data) -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &piece, piece.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: piece[..<count])
        return true
    }
}

import Foundation
import RelaisTesting

/// A connection that says what it likes and leaves when it likes: a phone in a lift, or somebody who means harm.
final class ExchangeSocket {
    private let descriptor: Int32
    private(set) var received = ""
    private var isOpen = true

    convenience init(_ portal: TestPortal) throws { try self.init(url: portal.url) }

    /// To the port of an address on this machine.
    init(url: String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0, let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw PeerProblem("No socket.")
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw PeerProblem("The portal does not answer.") }
    }

    deinit { leave() }

    /// False once the other side does not listen any more.
    @discardableResult
    func say(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Waits until `piece` has come.
    func hear(_ piece: String, within seconds: Double = 60) async throws {
        for _ in 0..<Int(seconds * 100) {
            take()
            if received.contains(piece) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw PeerProblem("\(piece) did not come, only: \(received.prefix(600))")
    }

    /// Whatever comes within that time.
    func listen(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
        take()
    }

    func leave() {
        if isOpen { close(descriptor) }
        isOpen = false
    }

    private func take() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return }
            received += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}

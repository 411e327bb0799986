import Foundation

/// A Kannel of one's own: bearerbox, smsbox, and `fakesmsc` in the place of the network with its phones.
package final class Kannel: Sendable {
    /// An SMS as the network got it.
    package struct Message: Sendable, Equatable {
        package let from: String
        package let to: String
        package let text: String

        package init(from: String, to: String, text: String) {
            self.from = from
            self.to = to
            self.text = text
        }
    }

    package let username = "portal"
    package let password = "orage-bleu"
    /// The whole endpoint, for `RELAIS_SMS_URL`.
    package let sendURL: String
    private let folder: PeerFolder
    private let network: PeerProcess
    private let smsbox: PeerProcess
    private let bearerbox: PeerProcess

    /// Where a Kannel on these four ports takes messages.
    package static func sendURL(_ ports: [Int]) -> String { "http://127.0.0.1:\(ports[3])/cgi-bin/sendsms" }

    /// Returns when a message would be taken. `inboundURL` is asked with `from`, `to`, `text`, `charset`, `coding`
    /// and `id` for each SMS that a phone sends. Four `ports` are for one that is started after its address was given.
    package init(inboundURL: String? = nil, ports chosen: [Int]? = nil) async throws {
        folder = try PeerFolder()
        let ports = try chosen ?? Ports.free(4)
        let (admin, boxes, smsc, http) = (ports[0], ports[1], ports[2], ports[3])
        let login = "username = \(username)\npassword = \(password)"
        let settings = Self.settings(
            folder, admin: admin, boxes: boxes, smsc: smsc, http: http, login: login, inboundURL: inboundURL)
        try folder.write(settings, to: "kannel.conf")
        sendURL = Self.sendURL(ports)
        let file = folder.path("kannel.conf")
        bearerbox = try PeerProcess(["/usr/sbin/bearerbox", "-v", "1", file], in: folder, output: "bearerbox.out")
        do {
            try await Ports.wait(for: [admin, boxes, smsc])
            smsbox = try PeerProcess(["/usr/sbin/smsbox", "-v", "1", file], in: folder, output: "smsbox.out")
            try await Ports.wait(for: [http])
        } catch {
            throw PeerProblem("Kannel does not start: \(error)\n\(bearerbox.output.suffix(2000))")
        }
        // One message from a phone and no more: fakesmsc then stays and prints what it gets.
        network = try PeerProcess(
            [
                "/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", "\(smsc)", "-i", "0.1", "-m", "1",
                "306900000001 13013 text hello",
            ], in: folder, output: "network.out")
        try await waitForNetwork()
    }

    package func stop() {
        network.stop()
        smsbox.stop()
        bearerbox.stop()
    }

    /// What phones have received, in order. A text with line ends is printed over several lines.
    package var messages: [Message] {
        var messages: [Message] = []
        for line in network.output.split(separator: "\n") {
            guard let start = line.range(of: ": <"), line.contains("Got message"), line.hasSuffix(">") else { continue }
            let content = line[start.upperBound...].dropLast()
            if let message = Self.message(content) {
                messages.append(message)
            } else if let last = messages.popLast() {
                messages.append(Message(from: last.from, to: last.to, text: "\(last.text)\n\(content)"))
            }
        }
        return messages
    }

    /// Waits for a message whose text holds `piece`.
    package func message(holding piece: String, within seconds: Double = 60) async throws -> Message {
        let end = Date().addingTimeInterval(seconds)
        while true {
            if let found = messages.first(where: { $0.text.contains(piece) }) { return found }
            guard Date() < end else { throw PeerProblem("No such SMS came. The network saw:\n\(network.output)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func waitForNetwork() async throws {
        let end = Date().addingTimeInterval(15)
        while !network.output.contains("sent message 1") {
            guard Date() < end else { throw PeerProblem("fakesmsc does not connect:\n\(network.output)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// `FROM TO text WORDS` or `FROM TO ucs-2 %03%9A…`.
    private static func message(_ line: Substring) -> Message? {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, words[1].drop(while: { $0 == "+" }).allSatisfy(\.isNumber), !words[1].isEmpty else {
            return nil
        }
        switch words[2] {
        case "text": return Message(from: words[0], to: words[1], text: words[3])
        case "ucs-2": return Message(from: words[0], to: words[1], text: utf16(words[3]))
        default: return nil
        }
    }

    private static func utf16(_ escaped: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(escaped.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "+"): bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(bytes: bytes, encoding: .utf16BigEndian) ?? ""
    }

    private static func settings(
        _ folder: PeerFolder, admin: Int, boxes: Int, smsc: Int, http: Int, login: String, inboundURL: String?
    ) -> String {
        let inbound =
            inboundURL.map { "get-url = \"\($0)?from=%p&to=%P&text=%a&charset=%C&coding=%c&id=%I\"" } ?? "text = \"ok\""
        // No smsbox-id: with one, Kannel routes no inbound message.
        return """
            group = core
            admin-port = \(admin)
            admin-interface = 127.0.0.1
            admin-password = unused
            admin-allow-ip = 127.0.0.1
            smsbox-port = \(boxes)
            smsbox-interface = 127.0.0.1
            box-allow-ip = 127.0.0.1
            log-file = \(folder.path("bearerbox.log"))
            log-level = 1
            dlr-storage = internal

            group = smsc
            smsc = fake
            smsc-id = FAKE
            host = 127.0.0.1
            port = \(smsc)
            connect-allow-ip = 127.0.0.1

            group = smsbox
            bearerbox-host = 127.0.0.1
            bearerbox-port = \(boxes)
            sendsms-port = \(http)
            sendsms-interface = 127.0.0.1
            log-file = \(folder.path("smsbox.log"))
            log-level = 1
            http-request-retry = 3
            http-queue-delay = 1

            group = sendsms-user
            \(login)
            concatenation = true
            max-messages = 10
            user-allow-ip = 127.0.0.1

            group = sms-service
            keyword = default
            catch-all = yes
            max-messages = 0
            \(inbound)

            """
    }
}

import Domain
import Foundation
import Hummingbird
import Store

/// GET `/phone/messages.json`: every SMS and mail, newest first, for tests that play the contractor.
struct ListPhoneMessages {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let messages = try await portal.store.read { try PhoneMessages(reader: $0, portal: portal).all() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Reply.json([UInt8](try encoder.encode(messages.map(Entry.init))), to: request)
    }

    private struct Entry: Encodable {
        let id, channel, to: String
        let subject: String?
        let text: String
        let links: [String]
        let sentAt: String

        init(_ message: PhoneMessage) {
            id = message.id.description
            channel = message.way.rawValue
            to = message.to
            subject = message.subject
            text = message.text
            links = message.links
            sentAt = message.sentAt.rfc3339
        }

        private enum Member: String, CodingKey { case id, channel, to, subject, text, links, sentAt }

        /// An SMS has no subject, and says so: every member is always there.
        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: Member.self)
            try object.encode(id, forKey: .id)
            try object.encode(channel, forKey: .channel)
            try object.encode(to, forKey: .to)
            try object.encode(subject, forKey: .subject)
            try object.encode(text, forKey: .text)
            try object.encode(links, forKey: .links)
            try object.encode(sentAt, forKey: .sentAt)
        }
    }
}

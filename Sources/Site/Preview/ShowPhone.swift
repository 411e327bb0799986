import Domain
import HTTPTypes
import Hummingbird
import Rendering
import Store

/// GET `/phone`: the phone of whoever got the latest message that was not sent along, or of `?to=`.
struct ShowPhone {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        let (asked, language, now) = (DeskQuery(request)["to"], desk.visitorLanguage, portal.now)
        let (messages, zone) = try await portal.store.read { reader in
            let zone = try reader.organizations().first?.timeZone ?? "Europe/Paris"
            return (try PhoneMessages(reader: reader, portal: portal, limit: 400).all(), zone)
        }
        let owners = Self.owners(messages)
        let latest = messages.first { !$0.isAside }?.key
        let current = owners.first { $0.key == asked } ?? owners.first { $0.key == latest } ?? owners.first
        let page = PhonePage(
            language: language, owners: owners, current: current,
            messages: messages.filter { $0.key == current?.key }.sorted(by: PhoneMessage.isAbove).map(\.shown),
            now: now, timeZone: zone)
        return desk.html(portal.renderer.page(page))
    }

    /// In the order of their latest message.
    private static func owners(_ messages: [PhoneMessage]) -> [PhonePage.Owner] {
        var (owners, places) = ([PhonePage.Owner](), [String: Int]())
        for message in messages {
            if let place = places[message.key] {
                owners[place].count += 1
                if !owners[place].addresses.contains(message.to) { owners[place].addresses.append(message.to) }
            } else {
                places[message.key] = owners.count
                owners.append(
                    PhonePage.Owner(key: message.key, name: message.recipientName, addresses: [message.to], count: 1))
            }
        }
        return owners
    }
}

extension PhoneMessage {
    /// Whose phone it is on.
    var key: String {
        switch recipient {
        case .contact(let id): "contact-\(id)"
        case .manager(let id): "manager-\(id)"
        case .person(let id): "person-\(id)"
        }
    }

    /// Newest first; of what was sent within the same moments the SMS is what a phone shows on top.
    static func isAbove(_ left: PhoneMessage, _ right: PhoneMessage) -> Bool {
        let moment = { (message: PhoneMessage) in message.sentAt.milliseconds / 10_000 }
        if moment(left) != moment(right) { return moment(left) > moment(right) }
        if left.way != right.way { return left.way == .sms }
        return left.sentAt > right.sentAt
    }

    var shown: PhonePage.Message {
        PhonePage.Message(
            id: id.description, way: way, from: from, subject: way == .email ? subject : nil, text: text, at: sentAt)
    }
}

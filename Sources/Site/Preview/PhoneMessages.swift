import Domain
import Foundation
import Intake
import Rendering
import Store

/// A message as the phone that it went to would show it.
struct PhoneMessage: Sendable {
    let id: NoticeID
    let way: Contact.Way
    let recipient: Notice.Recipient
    let recipientName: String
    let to: String
    let from: String
    let subject: String?
    let text: String
    let links: [String]
    let sentAt: Instant
    /// Sent along with what somebody did: no reason to take another's phone out of one's hand.
    let isAside: Bool
}

/// What the sandbox has taken, newest first. Texts are kept without their secrets: a contractor's link is minted anew
/// from its row, and a sign-in link leads to the demo's own door.
struct PhoneMessages {
    let reader: Reader
    let portal: Portal
    /// Notices that are looked at, the latest first.
    var limit = 5000
    private static let blank = "***"

    func all() throws -> [PhoneMessage] {
        var senders: [OrganizationID: Organization] = [:]
        for organization in try reader.organizations() { senders[organization.id] = organization }
        let messages = try reader.latestDeliveries(limit: limit).compactMap { delivery -> PhoneMessage? in
            guard let at = delivery.sentAt, let kept = delivery.text, let address = delivery.address,
                let sender = senders[delivery.notice.organization]
            else { return nil }
            let text = try filled(kept, delivery.notice)
            return PhoneMessage(
                id: delivery.notice.id, way: delivery.notice.way, recipient: delivery.notice.recipient,
                recipientName: delivery.recipientName, to: address,
                from: Self.name(of: sender, delivery.notice.way, to: address),
                subject: delivery.subject, text: text, links: Self.links(in: text), sentAt: at,
                isAside: delivery.notice.isAside)
        }
        // What quiet hours held back was written long before it was sent.
        return messages.sorted { ($0.sentAt, $0.id.rawValue) > ($1.sentAt, $1.id.rawValue) }
    }

    /// The sandbox has no sender of its own.
    private static func name(of organization: Organization, _ way: Contact.Way, to address: String) -> String {
        guard way == .sms else { return organization.name }
        return organization.sender(to: PhoneNumber(address)?.region ?? "") ?? organization.name
    }

    private func filled(_ text: String, _ notice: Notice) throws -> String {
        guard text.contains(Self.blank) else { return text }
        switch notice.recipient {
        case .contact(let contact):
            // A technician's link is a narrower one of his own (E1).
            let isTechnician = try reader.contact(contact)?.role == .technician
            guard let order = notice.order,
                let link = try reader.link(
                    order: order, contact: contact, scope: isTechnician ? .technician : .office)
            else { return text }
            return text.replacing(Self.blank, with: try portal.links.mint(link.id))
        case .manager(let manager):
            return text.replacing(DeskPath.signIn(Self.blank), with: DeskPath.enter(manager))
        case .person(let person):
            guard let link = try reader.approverLink(of: person) else { return text }
            return text.replacing(Self.blank, with: try portal.links.mint(link.id))
        }
    }

    private static func links(in text: String) -> [String] {
        text.matches(of: /https?:\/\/[^\s<>")]+/).map { String($0.output) }
    }
}

extension Notice {
    fileprivate var isAside: Bool {
        switch recipient {
        case .manager: kind != .signIn
        case .person: kind != .approvalAsked
        case .contact: false
        }
    }
}

import Domain
import Store

extension EventData {
    func id<Subject>(_ id: Identifier<Subject>?) -> JSONValue { .orNull(id?.description) }
    func ids(_ tasks: [TicketTask]) -> JSONValue { .list(tasks.map { id($0.id) }) }
    func text(_ text: TextID?) -> JSONValue { .orNull(text.flatMap { entry.texts[$0] }) }
    func moment(_ instant: Instant?) -> JSONValue { .orNull(instant?.rfc3339) }

    func money(_ money: Money?) -> JSONValue {
        money.map { .object(["amount": .integer($0.amount), "currency": .text($0.currency)]) } ?? .null
    }

    /// A visit's date as the clock at the site shows it, with the zone of that clock.
    func visit(_ order: OrderID, _ date: Appointment?) -> [String: JSONValue] {
        [
            "order": id(order), "appointment": .orNull(date?.local.description),
            "timeZone": .text(date?.timeZone ?? entry.event.timeZone),
        ]
    }

    /// All null once it was erased.
    func placeShared(_ order: OrderID) -> [String: JSONValue] {
        func number(_ value: Double?) -> JSONValue { value.map(JSONValue.fraction) ?? .null }
        let place = entry.position
        return [
            "order": id(order), "latitude": number(place?.coordinates.latitude),
            "longitude": number(place?.coordinates.longitude), "accuracy": number(place?.accuracy),
        ]
    }

    func assignee(_ assignee: TicketTask.Assignee) -> JSONValue {
        switch assignee {
        case .manager(let manager): .object(["kind": .text("manager"), "id": id(manager)])
        case .contractor(let contractor): .object(["kind": .text("contractor"), "id": id(contractor)])
        }
    }

    func wait(_ wait: Wait) -> [String: JSONValue] {
        switch wait {
        case .moreInformation(let until, let closeIfSilent):
            ["wait": .text("moreInformation"), "until": moment(until), "closeIfSilent": .flag(closeIfSilent)]
        case .until(let instant): ["wait": .text("until"), "until": moment(instant)]
        case .split(let tickets): ["wait": .text("split"), "tickets": .list(tickets.map { id($0) })]
        case .caseStarted(let link): ["wait": .text("caseStarted"), "link": .text(link)]
        }
    }

    func resolution(_ resolution: Resolution) -> [String: JSONValue] {
        switch resolution {
        case .communicated: ["resolution": .text("communicated")]
        case .noResponse: ["resolution": .text("noResponse")]
        case .rejected: ["resolution": .text("rejected")]
        case .spam: ["resolution": .text("spam")]
        case .unknownAddress: ["resolution": .text("unknownAddress")]
        case .merged(let ticket): ["resolution": .text("merged"), "ticket": id(ticket)]
        case .split: ["resolution": .text("split")]
        }
    }

    /// The files that came with it.
    var attachments: JSONValue {
        .list(
            entry.attachments.map { file in
                .object([
                    "id": id(file.id), "name": .text(file.name), "type": .text(file.type), "size": .integer(file.size),
                ])
            })
    }
}

extension JSONValue {
    static func orNull(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }
}

extension [String: JSONValue] {
    /// Both together; the names differ.
    func with(_ more: Self) -> Self { merging(more) { own, _ in own } }
}

package import Domain

/// The demo's drawn phone: what people were sent, newest first, with links that open in it.
package struct PhonePage: Page {
    package static var template: String { "preview/phone" }

    /// Somebody to whom messages went.
    package struct Owner: Hashable, Sendable {
        /// What `?to=` names, such as `contact-12`.
        package var key: String
        package var name: String
        /// The numbers and addresses that messages went to.
        package var addresses: [String]
        package var count: Int
        package init(key: String, name: String, addresses: [String], count: Int) {
            self.key = key
            self.name = name
            self.addresses = addresses
            self.count = count
        }
    }

    package struct Message: Hashable, Sendable {
        package var id: String
        package var way: Contact.Way
        /// The organization or its SMS sender.
        package var from: String
        package var subject: String?
        package var text: String
        package var at: Instant
        package init(id: String, way: Contact.Way, from: String, subject: String?, text: String, at: Instant) {
            self.id = id
            self.way = way
            self.from = from
            self.subject = subject
            self.text = text
            self.at = at
        }
    }

    package var language: Language
    package var owners: [Owner]
    package var current: Owner?
    /// Newest first.
    package var messages: [Message]
    package var now: Instant
    package var timeZone: String

    package init(
        language: Language, owners: [Owner], current: Owner?, messages: [Message], now: Instant, timeZone: String
    ) {
        self.language = language
        self.owners = owners
        self.current = current
        self.messages = messages
        self.now = now
        self.timeZone = timeZone
    }

    package func context(_ words: Words) -> [String: Any] {
        [
            "pageTitle": words["desk.phone.title"], "brand": Brand.pine.className,
            "clock": words.formats.time(Appointment(now, in: timeZone).local),
            "owners": owners.map { owner in
                [
                    "ownerName": owner.name, "ownerAddress": addresses(of: owner, words),
                    "ownerCount": String(owner.count),
                    "ownerHref": "\(DeskPath.phone)?to=\(DeskPath.escaped(owner.key))&lang=\(language.rawValue)",
                    "ownerInitial": String(owner.name.prefix(1)).uppercased(),
                    "isCurrent": owner.key == current?.key,
                ] as [String: Any]
            },
            "currentName": current?.name ?? words["desk.phone.nobody"],
            "currentAddress": current.map { addresses(of: $0, words) } ?? "",
            "messages": messages.map { context(of: $0, words) }, "isEmpty": messages.isEmpty,
            "deskHref": DeskPath.home, "startHref": "/",
        ]
    }

    private func addresses(of owner: Owner, _ words: Words) -> String {
        owner.addresses.map { $0.contains("@") ? $0 : words.formats.phone($0) }.joined(separator: " · ")
    }

    private func context(of message: Message, _ words: Words) -> [String: Any] {
        let span = now - message.at
        let when =
            span < .days(1)
            ? words.formats.ago(span) : words.formats.shortDateTime(message.at, in: timeZone)
        return [
            "messageID": "message-\(message.id)", "isMail": message.way == .email, "from": message.from,
            "fromInitial": String(message.from.prefix(1)).uppercased(), "subject": message.subject ?? false,
            "when": when, "at": message.at.rfc3339, "wayName": words["desk.way.\(message.way.rawValue)"],
            "pieces": LinkedText.pieces(of: message.text),
        ]
    }
}

/// A text cut at its links. Only the path of a link is kept, so that the demo works under any name of the machine.
enum LinkedText {
    static func pieces(of text: String) -> [[String: Any]] {
        var pieces: [[String: Any]] = []
        var plain = ""
        for part in text.split(separator: /(?=https?:\/\/)/, omittingEmptySubsequences: true) {
            guard part.hasPrefix("http") else {
                plain += part
                continue
            }
            let link = part.prefix { !$0.isWhitespace && $0 != ">" && $0 != ")" }
            if !plain.isEmpty { pieces.append(["plain": plain, "link": false]) }
            pieces.append(["plain": false, "link": path(of: link), "linkText": String(link)])
            plain = String(part.dropFirst(link.count))
        }
        if !plain.isEmpty { pieces.append(["plain": plain, "link": false]) }
        return pieces
    }

    private static func path(of link: Substring) -> String {
        let rest = link.drop { $0 != "/" }.dropFirst(2)
        let path = rest.drop { $0 != "/" }
        return path.isEmpty ? "/" : String(path)
    }
}

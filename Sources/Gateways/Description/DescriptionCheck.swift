import Foundation

/// Everything that can be known to be wrong with a description before the first message goes out.
struct DescriptionCheck {
    private(set) var problems: [String] = []
    private let known: Set<String>

    init(_ description: GatewayDescription) {
        known = Set(description.variables.keys)
        for name in description.variables.keys.sorted() where !Self.isVariableName(name) {
            problems.append("variables.\(name): a name is made of small letters, digits and _")
        }
        check(description.send)
        check(description.answer)
        if let rate = description.rate, !(0.001...10_000).contains(rate.perSecond) || rate.burst ?? 1 < 1 {
            problems.append("rate: perSecond must be from 0.001 to 10000, and burst above zero")
        }
        if let receipt = description.receipt { check(receipt) }
    }

    // MARK: Parts

    private mutating func check(_ send: GatewayDescription.Send) {
        if !["GET", "POST", "PUT"].contains(send.method) { problems.append("send.method must be GET, POST or PUT") }
        if send.method == "GET", send.body != .query { problems.append("send.body must be \"query\" for GET") }
        template(send.url, at: "send.url")
        for (name, value) in send.headers ?? [:] { template(value, at: "send.headers.\(name)") }
        if let auth = send.auth { check(auth) }
        guard case .object(let members) = send.fields else {
            problems.append("send.fields must be an object")
            return
        }
        if send.body != .json, members.values.contains(where: { $0.text == nil }) {
            problems.append("send.fields must hold plain values unless the body is JSON")
        }
        templates(send.fields, at: "send.fields")
        let used = Placeholders.names(in: send.fields).union(Placeholders.names(in: .string(send.url)))
        for name in ["to", "text"] where !used.contains(name) { problems.append("send.fields has no {\(name)}") }
        if used.contains("alphabet"), send.alphabet == nil {
            problems.append("send.alphabet is missing for {alphabet}")
        }
        // Within what is left of a claim when its turn comes: the Courier's `longestTransfer`.
        if let timeout = send.timeoutSeconds, !(1...300).contains(timeout) {
            problems.append("send.timeoutSeconds must be from 1 to 300")
        }
        seconds(send.validity?.leastSeconds.map { Int($0) }, at: "send.validity.leastSeconds")
        seconds(send.validity?.mostSeconds.map { Int($0) }, at: "send.validity.mostSeconds")
        if let validity = send.validity, validity.leastSeconds ?? 0 > validity.mostSeconds ?? .max {
            problems.append("send.validity: leastSeconds is above mostSeconds")
        }
        if send.idempotency != "none" {
            let pointer = send.body == .json && !send.idempotency.hasPrefix("/") ? "/" + send.idempotency : nil
            let field =
                pointer.map { send.fields[pointer: $0] } ?? members[send.idempotency]
                ?? send.fields[pointer: send.idempotency]
            if field.map({ Placeholders.names(in: $0).contains("id") }) != true {
                problems.append("send.idempotency must be \"none\" or name a field that holds {id}")
            }
        }
    }

    private mutating func check(_ auth: GatewayDescription.Auth) {
        let ways = [
            auth.basic != nil, auth.bearer != nil, auth.header != nil, auth.query != nil, auth.oauth2 != nil,
            auth.ovhcloud != nil,
        ].count { $0 }
        if ways != 1 { problems.append("send.auth must be one of basic, bearer, header, query, oauth2 and ovhcloud") }
        let texts = [
            auth.basic?.username, auth.basic?.password, auth.bearer, auth.header?.value, auth.oauth2?.tokenURL,
            auth.oauth2?.id, auth.oauth2?.secret, auth.oauth2?.scope, auth.ovhcloud?.applicationKey,
            auth.ovhcloud?.applicationSecret, auth.ovhcloud?.consumerKey, auth.ovhcloud?.timeURL,
        ]
        for text in texts.compactMap({ $0 }) + (auth.query ?? [:]).values.sorted() { template(text, at: "send.auth") }
    }

    private mutating func check(_ answer: GatewayDescription.Answer) {
        statuses(answer.ok.status, at: "answer.ok.status")
        for (index, finder) in (answer.ok.match ?? []).enumerated() { check(finder, at: "answer.ok.match[\(index)]") }
        if case .found(let finder) = answer.id { check(finder, at: "answer.id") }
        if let finder = answer.errorCode { check(finder, at: "answer.errorCode") }
        if let finder = answer.errorText { check(finder, at: "answer.errorText") }
        for (index, rule) in answer.failures.enumerated() {
            let place = "answer.failures[\(index)]"
            if rule.status == nil, rule.code == nil, rule.match == nil {
                problems.append("\(place) must have a status, a code or a match")
            }
            if let status = rule.status { statuses(status, at: "\(place).status") }
            if let finder = rule.match { check(finder, at: "\(place).match") }
        }
    }

    private mutating func check(_ receipt: GatewayDescription.Receipt) {
        if receipt.ourID == nil, receipt.providerID == nil {
            problems.append("receipt must have ourID or providerID")
        }
        let places = [receipt.ourID, receipt.providerID, receipt.status, receipt.code, receipt.text, receipt.part]
        for place in places.compactMap({ $0 }) + [receipt.list].compactMap({ $0 })
        where (receipt.from == .json) != place.hasPrefix("/") {
            problems.append(
                receipt.from == .json
                    ? "receipt: \"\(place)\" must be a JSON pointer that begins with /"
                    : "receipt: \"\(place)\" must be the name of a field")
        }
        if receipt.separator != nil, receipt.from == .json || receipt.separator == "" {
            problems.append("receipt.separator must be a sign between flat values; JSON has its list")
        }
        for word in receipt.map.keys.sorted() where DeliveryReceipt.Status(rawValue: word) == nil {
            problems.append("receipt.map.\(word) must be pending, sent, delivered or failed")
        }
        if !(200...599).contains(receipt.acknowledge.status) {
            problems.append("receipt.acknowledge.status must be from 200 to 599")
        }
        for (index, rule) in (receipt.verify ?? []).enumerated() { check(rule, at: "receipt.verify[\(index)]") }
    }

    private mutating func check(_ rule: GatewayDescription.Verification, at place: String) {
        let ways = [
            rule.hmac != nil, rule.basic != nil, rule.bearer != nil, rule.query != nil, rule.ip != nil,
            rule.twilio != nil, rule.vonage != nil,
        ]
        if ways.count(where: { $0 }) != 1 {
            problems.append("\(place) must be one of hmac, basic, bearer, query, ip, twilio and vonage")
        }
        seconds(rule.hmac?.skewSeconds, at: "\(place).hmac.skewSeconds")
        seconds(rule.vonage?.skewSeconds, at: "\(place).vonage.skewSeconds")
        if let username = rule.basic?.username { template(username, at: place) }
        let texts = [
            rule.basic?.password, rule.bearer, rule.hmac?.key, rule.twilio?.authToken, rule.vonage?.secret,
        ].compactMap { $0 }
        for text in texts + (rule.query ?? [:]).values.sorted() {
            template(text, at: place)
            // A literal secret would be the same for everybody who uses the file.
            if Placeholders.names(in: .string(text)).isEmpty {
                problems.append("\(place) must take its secret from a variable")
            }
        }
        for network in rule.ip ?? [] where Network(network) == nil {
            problems.append("\(place).ip: \"\(network)\" is no address or network")
        }
        if let hmac = rule.hmac {
            if !hmac.signed.contains("{body}") { problems.append("\(place).hmac.signed must hold {body}") }
            let timestamp = hmac.timestampHeader.map { hmac.signed.contains("{header:\($0)}") } ?? true
            if !timestamp { problems.append("\(place).hmac.signed must hold its timestamp's header") }
        }
    }

    private mutating func check(_ finder: GatewayDescription.Finder, at place: String) {
        let ways = [finder.json != nil, finder.regex != nil, finder.header != nil].count { $0 }
        if ways != 1 { problems.append("\(place) must be one of json, regex and header") }
        if let json = finder.json, !json.isEmpty, !json.hasPrefix("/") {
            problems.append("\(place).json must be a JSON pointer that begins with /")
        }
        if let regex = finder.regex, (try? NSRegularExpression(pattern: regex)) == nil {
            problems.append("\(place).regex is not a regular expression")
        }
    }

    // MARK: Pieces

    private mutating func statuses(_ texts: [String], at place: String) {
        for text in texts where StatusRange(text) == nil {
            problems.append("\(place): \"\(text)\" must be like 200 or 200-299")
        }
    }

    private mutating func seconds(_ count: Int?, at place: String) {
        guard let count, !(1...31_536_000).contains(count) else { return }
        problems.append("\(place) must be from 1 to 31536000, a year")
    }

    private mutating func templates(_ value: JSONValue, at place: String) {
        switch value {
        case .string(let text): template(text, at: place)
        case .array(let values): for value in values { templates(value, at: place) }
        case .object(let members):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { templates(value, at: "\(place).\(name)") }
        case .null, .bool, .integer, .number: break
        }
    }

    private mutating func template(_ text: String, at place: String) {
        for case .placeholder(let name, let filter) in Placeholders.pieces(of: text) {
            if !known.contains(name), !Placeholders.ofMessage.contains(name) {
                problems.append("\(place): {\(name)} is neither a variable nor part of a message")
            }
            if let filter, !Placeholders.filters.contains(filter) {
                problems.append("\(place): |\(filter) is not a known filter")
            }
        }
    }

    private static func isVariableName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}

/// `200` or `200-299`.
struct StatusRange {
    private let range: ClosedRange<Int>

    init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
            (100...599).contains(first), (100...599).contains(last), first <= last
        else { return nil }
        range = first...last
    }

    func contains(_ status: Int) -> Bool { range.contains(status) }
}

import Domain

/// Texts with `{name}` or `{name|filter}` in them.
///
/// Filters: `url` percent-encodes; `number` and `boolean` make a lone placeholder a JSON number or truth value.
struct Placeholders: Sendable {
    /// What a message brings; the rest are the description's variables.
    static let ofMessage: Set<String> = [
        "to", "from", "text", "id", "receiptURL", "alphabet", "validitySeconds", "validityMinutes",
        "validityMilliseconds",
    ]
    static let filters: Set<String> = ["url", "number", "boolean"]

    let values: [String: String]

    /// Nil when a placeholder in it has no value: the field is then left out.
    func fill(_ template: String) -> String? {
        var result = ""
        for piece in Self.pieces(of: template) {
            switch piece {
            case .literal(let text):
                result += text
            case .placeholder(let name, let filter):
                guard let value = values[name] else { return nil }
                result += filter == "url" ? FormCoding.escape(value) : value
            }
        }
        return result
    }

    /// The same shape with every text filled in; members and elements without a value are left out, and so is what
    /// holds nothing else that was asked for: a unit without its amount is no sense.
    func fill(_ template: JSONValue) -> JSONValue? {
        switch template {
        case .string(let text):
            guard let filled = fill(text) else { return nil }
            if case .placeholder(_, let filter) = Self.pieces(of: text).first, Self.pieces(of: text).count == 1 {
                if filter == "number" { return Int64(filled).map(JSONValue.integer) }
                if filter == "boolean" { return Bool(filled).map(JSONValue.bool) }
            }
            return .string(filled)
        case .array(let values):
            // Each is filled in once: twice at every level would double the work with each level of a deep template.
            let filled = values.map { (template: $0, value: fill($0)) }
            let kept = filled.filter { $0.value != nil }.map(\.template)
            return Self.isEmptied(values, to: kept) ? nil : .array(filled.compactMap(\.value))
        case .object(let members):
            let filled = members.compactMapValues(fill)
            let kept = members.filter { filled[$0.key] != nil }
            return Self.isEmptied(members.values, to: kept.values) ? nil : .object(filled)
        case .null, .bool, .integer, .number:
            return template
        }
    }

    /// It had placeholders, and no value for any.
    private static func isEmptied(_ values: some Sequence<JSONValue>, to kept: some Sequence<JSONValue>) -> Bool {
        values.contains { !names(in: $0).isEmpty } && !kept.contains { !names(in: $0).isEmpty }
    }

    /// The names of all placeholders in it.
    static func names(in value: JSONValue) -> Set<String> {
        switch value {
        case .string(let text):
            Set(
                pieces(of: text).compactMap { piece in
                    if case .placeholder(let name, _) = piece { name } else { nil }
                })
        case .array(let values): values.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .object(let members): members.values.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .null, .bool, .integer, .number: []
        }
    }

    enum Piece: Equatable {
        case literal(String)
        case placeholder(String, filter: String?)
    }

    /// A brace that does not enclose a name is a literal.
    static func pieces(of template: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let inside = rest[rest.index(after: open)..<close]
            let halves = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let end = rest.index(after: close)
            guard let name = halves.first, isName(name) else {
                let next = rest.index(after: open)
                pieces.append(.literal(String(rest[..<next])))
                rest = rest[next...]
                continue
            }
            if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
            pieces.append(.placeholder(name, filter: halves.count == 2 ? halves[1] : nil))
            rest = rest[end...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_:-".contains($0)) }
    }
}

extension Placeholders {
    init(_ message: OutgoingSMS, of send: GatewayDescription.Send, variables: [String: String]) {
        var values = variables
        values["to"] = send.number.form(of: message.to)
        // A number of the organization's is written as this provider writes numbers; a name or a short number stands.
        values["from"] = message.from.map { $0.hasPrefix("+") ? send.number.form(of: $0) : $0 } ?? variables["sender"]
        values["text"] = message.text
        values["id"] = message.id
        values["receiptURL"] = message.receiptURL
        values["alphabet"] = message.unicode ? send.alphabet?.ucs2 : send.alphabet?.gsm
        if let validity = message.validity {
            let least = max(1, send.validity?.leastSeconds ?? 1), most = send.validity?.mostSeconds ?? Int64.max / 1000
            let milliseconds = min(max(least * 1000, validity.milliseconds), most * 1000)
            values["validityMilliseconds"] = String(milliseconds)
            values["validitySeconds"] = String(milliseconds / 1000)
            values["validityMinutes"] = String(max(1, milliseconds / 60_000))
        }
        self.init(values: values)
    }
}

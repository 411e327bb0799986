import Domain
import Hummingbird
import Intake

/// How many entries a page of a list has.
struct PageLimits {
    let usual: Int
    let largest: Int
}

/// The part of an address after `?`, read field by field like a body. An empty value counts as absent.
final class APIQuery {
    private let request: Request
    private var problems = Problems()

    init(_ request: Request) { self.request = request }

    func check() throws(Problems) { try problems.check() }

    func report(_ name: String, _ key: String) { problems.append(Problem(field: name, key: key)) }

    func text(_ name: String) -> String? {
        let value = request.uri.queryParameters[Substring(name)].map(String.init) ?? ""
        let clean = problems.collect { () throws(Problem) in
            try Text.clean(value, field: name, maximum: 200, lines: .one)
        }
        return clean.flatMap { $0.isEmpty ? nil : $0 }
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, of _: Value.Type
    ) -> Value? where Value.RawValue == String {
        guard let text = text(name) else { return nil }
        if let choice = Value(rawValue: text) { return choice }
        let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append(Problem(field: name, key: "choice.notOneOf", arguments: ["choices": choices]))
        return nil
    }

    func limit(_ limits: PageLimits) -> Int {
        guard let text = text("limit") else { return limits.usual }
        guard let number = Int(text), (1...limits.largest).contains(number) else {
            let range = ["minimum": "1", "maximum": String(limits.largest)]
            problems.append(Problem(field: "limit", key: "number.range", arguments: range))
            return limits.usual
        }
        return number
    }

    /// What an earlier answer's `next` said, where that is an id.
    func after<Subject>(id _: Subject.Type) -> Identifier<Subject>? {
        guard let text = text("after") else { return nil }
        if let id = Identifier<Subject>(text) { return id }
        problems.append(Problem(field: "after", key: "after.unreadable"))
        return nil
    }

    /// What an earlier answer's `next` said.
    func after<Key: LosslessStringConvertible>(_: Key.Type) -> Key? {
        guard let text = text("after") else { return nil }
        if let key = Key(text) { return key }
        problems.append(Problem(field: "after", key: "after.unreadable"))
        return nil
    }
}

import Domain
import Intake

/// One JSON object of a request, read field by field; whatever is wrong is collected, so that one answer names it all.
/// Paths in problems are those of the whole body: `offerTo.contacts.0.phone`.
struct JSONObject {
    private let values: [String: JSONValue]
    private let path: String
    private let problems: Collected

    /// The problems found so far by this object and all that were reached from it.
    final class Collected {
        var all = Problems()
    }

    init(_ values: [String: JSONValue]) { self.init(values, path: "", problems: Collected()) }

    private init(_ values: [String: JSONValue], path: String, problems: Collected) {
        self.values = values
        self.path = path
        self.problems = problems
    }

    /// Throws everything that was found, if anything was.
    func check() throws(Problems) { try problems.all.check() }

    func report(_ field: String, _ key: String, _ arguments: [String: String] = [:]) {
        problems.all.append(Problem(field: name(field), key: key, arguments: arguments))
    }

    /// Nil, and reported, where `read` finds something wrong.
    func collect<Value>(_ read: () throws(Problem) -> Value) -> Value? { problems.all.collect(read) }

    /// As `collect(_:)`, for readings that look at several things.
    func collectAll<Value>(_ read: () throws(Problems) -> Value) -> Value? { problems.all.collectAll(read) }

    func name(_ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

    func has(_ field: String) -> Bool { present(field) != nil }

    /// Whether the body says anything of the field, be it null.
    func names(_ field: String) -> Bool { values[field] != nil }

    /// The value of a field; null counts as absent.
    func present(_ field: String, isRequired: Bool = false) -> JSONValue? {
        if let value = values[field], value != .null { return value }
        if isRequired { report(field, "required") }
        return nil
    }

    func object(_ field: String, isRequired: Bool = false) -> JSONObject? {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .object(let object) = value else {
            report(field, "type.object")
            return nil
        }
        return JSONObject(object, path: name(field), problems: problems)
    }

    /// Nil where the field is absent or no list of objects.
    func objects(_ field: String, maximum: Int, isRequired: Bool = false) -> [JSONObject]? {
        guard let list = list(field, maximum: maximum, isRequired: isRequired) else { return nil }
        if list.isEmpty, isRequired {
            report(field, "list.empty")
            return nil
        }
        return list.enumerated().compactMap { index, value in
            let place = "\(field).\(index)"
            guard case .object(let object) = value else {
                report(place, "type.object")
                return nil
            }
            return JSONObject(object, path: name(place), problems: problems)
        }
    }

    func list(_ field: String, maximum: Int, isRequired: Bool = false) -> [JSONValue]? {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .list(let list) = value else {
            report(field, "type.list")
            return nil
        }
        guard list.count <= maximum else {
            report(field, "list.tooLong", ["maximum": String(maximum)])
            return nil
        }
        return list
    }
}

/// What is wrong with something typed, uploaded or called: a value, so that one page can show all of them at once.
/// The words stand in the catalogs under `key`, in every language.
package struct Problem: Error, Hashable, Sendable {
    /// The form's or the API's name of the field; empty where the whole submission is meant.
    package let field: String
    /// Such as `date.missing`.
    package let key: String
    /// What the words need: limits, the neighbours of a skipped time. Never secrets.
    package let arguments: [String: String]

    package init(field: String, key: String, arguments: [String: String] = [:]) {
        self.field = field
        self.key = key
        self.arguments = arguments
    }
}

/// All problems of one submission, in the order of its fields.
package struct Problems: Error, Hashable, Sendable {
    package private(set) var all: [Problem]

    package init(_ all: [Problem] = []) { self.all = all }

    package var isEmpty: Bool { all.isEmpty }

    package mutating func append(_ problem: Problem) { all.append(problem) }
    package mutating func append(_ more: Problems) { all += more.all }

    /// Keeps the problem of a failed reading and goes on, so that one page can name everything at once.
    package mutating func collect<Value>(_ read: () throws(Problem) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            append(error)
            return nil
        }
    }

    /// As `collect(_:)`, for readings that look at several fields.
    package mutating func collectAll<Value>(_ read: () throws(Problems) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            append(error)
            return nil
        }
    }

    /// Throws itself unless nothing was wrong.
    package func check() throws(Problems) {
        if !isEmpty { throw self }
    }
}

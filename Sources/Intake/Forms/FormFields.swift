package import Domain

/// The fields of one submitted form, in the order in which they came, names and values normalized by `Text`.
package struct FormFields: Sendable {
    package struct Limits: Sendable {
        /// Of names and values together, as sent.
        package var bytes: Int
        package var fields: Int

        package init(bytes: Int = 256 * 1024, fields: Int = 300) {
            self.bytes = bytes
            self.fields = fields
        }
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var list: [Field] = []
    private let limits: Limits
    private var size = 0

    /// An empty form, to be filled from a multipart body.
    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Reads `application/x-www-form-urlencoded` as browsers write it (WHATWG URL, 5.1). A `%` that begins no escape
    /// stands for itself. Throws `form.tooLarge` (`maximum`, in KiB) and `form.tooManyFields` (`maximum`).
    package init(urlEncoded body: [UInt8], limits: Limits = Limits()) throws(Problem) {
        self.limits = limits
        guard body.count <= limits.bytes else { throw Self.tooLarge(limits) }
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            try append(
                name: Text.normalized(FormEscape.bytes(of: pair[..<equals])),
                bytes: FormEscape.bytes(of: pair[equals...].dropFirst()))
        }
    }

    /// Adds a field whose value came as bytes. Throws as `init(urlEncoded:)`.
    package mutating func append(name: String, bytes: some Collection<UInt8>) throws(Problem) {
        guard list.count < limits.fields else {
            throw Problem(field: "", key: "form.tooManyFields", arguments: ["maximum": String(limits.fields)])
        }
        size += name.utf8.count + bytes.count
        guard size <= limits.bytes else { throw Self.tooLarge(limits) }
        list.append(Field(name: name, value: Text.normalized(bytes)))
    }

    /// The first value of that name.
    package subscript(name: String) -> String? { list.first { $0.name == name }?.value }

    /// Every value of that name: ticked boxes, repeated fields.
    package func all(_ name: String) -> [String] { list.filter { $0.name == name }.map(\.value) }

    private static func tooLarge(_ limits: Limits) -> Problem {
        Problem(field: "", key: "form.tooLarge", arguments: ["maximum": String(limits.bytes / 1024)])
    }
}

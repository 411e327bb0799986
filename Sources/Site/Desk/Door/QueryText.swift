import Intake

/// A query string is a form that came by the address (WHATWG URL, 5.1).
enum QueryText {
    static func pairs(_ query: String) -> [(name: String, value: String)] {
        let fields = try? FormFields(urlEncoded: Array(query.utf8), limits: .init(bytes: 4096, fields: 20))
        return (fields?.list ?? []).map { ($0.name, $0.value) }
    }
}

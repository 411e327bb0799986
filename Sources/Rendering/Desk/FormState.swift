package import Domain

/// What a form shows: what was typed, and what is wrong with it, each by its field's name.
package struct FormState: Hashable, Sendable {
    /// Made with the form, so that a double tap acts once (P18).
    package var submission: String
    package var values: [String: String]
    package var problems: [Problem]

    package init(submission: String, values: [String: String] = [:], problems: [Problem] = []) {
        self.submission = submission
        self.values = values
        self.problems = problems
    }

    package subscript(_ name: String) -> String { values[name] ?? "" }

    package func isChecked(_ name: String) -> Bool { values[name] != nil && values[name] != "" }
}

/// One field as `desk/field.mustache` shows it.
struct FieldSpec {
    enum Control {
        case input(type: String)
        case area(rows: Int)
        case select([(value: String, name: String)])
    }
    var name: String
    /// Key below `desk.field.`; the name where nil.
    var label: String?
    var control: Control = .input(type: "text")
    var isRequired = false
    /// Key below `desk.hint.`.
    var hint: String?
    var autocomplete = "off"
    /// Values offered while typing.
    var suggestions: [String] = []
    var isHalf = false
    var maximumLength: Int?
}

extension FormState {
    /// `form` keeps the ids of several forms on a page apart.
    func context(_ spec: FieldSpec, in form: String, _ words: Words) -> [String: Any] {
        let id = "\(form)-\(spec.name)"
        let value = self[spec.name]
        let error = problems.first { $0.field == spec.name }.map { words.problem($0) }
        let hint = spec.hint.map { words["desk.hint.\($0)"] }
        let describedBy = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap { $0 }
        var context: [String: Any] = [
            "id": id, "name": spec.name, "label": words["desk.field.\(spec.label ?? spec.name)"], "value": value,
            "isOptional": !spec.isRequired, "hint": hint ?? false, "error": error ?? false,
            "describedBy": describedBy.isEmpty ? false : describedBy.joined(separator: " "),
            "autocomplete": spec.autocomplete, "isHalf": spec.isHalf, "isArea": false, "isSelect": false,
            "isInput": false, "list": spec.suggestions.isEmpty ? false : "\(id)-list",
            "suggestions": spec.suggestions, "maximumLength": spec.maximumLength.map(String.init) ?? false,
        ]
        switch spec.control {
        case .input(let type):
            context["isInput"] = true
            context["type"] = type
        case .area(let rows):
            context["isArea"] = true
            context["rowCount"] = String(rows)
        case .select(let options):
            context["isSelect"] = true
            context["options"] = options.map {
                ["optionValue": $0.value, "optionName": $0.name, "isSelected": $0.value == value] as [String: Any]
            }
        }
        return context
    }

    /// The list at the top of a form: every problem, with a link to its field (C9).
    func summary(in form: String, fields: Set<String>, _ words: Words) -> Any {
        guard !problems.isEmpty else { return false }
        return [
            "problemsHeading": words.count("desk.problems", problems.count),
            "problems": problems.map { problem in
                [
                    "problem": words.problem(problem),
                    "target": fields.contains(problem.field) ? "#\(form)-\(problem.field)" : false,
                ] as [String: Any]
            },
        ] as [String: Any]
    }
}

/// What one form may carry, told before the upload (P21).
package struct FileLimits: Hashable, Sendable {
    package var files: Int
    /// Bytes a file.
    package var size: Int64

    package init(files: Int = 20, size: Int64 = 25_000_000) {
        self.files = files
        self.size = size
    }

    func field(_ form: String, _ words: Words) -> [String: Any] {
        let limits = ["maximum": String(files), "size": words.formats.size(bytes: size)]
        return ["filesID": "\(form)-files", "filesHint": words("desk.filesHint", limits)]
    }
}

/// A template of the Mustache language, read once (`TemplateReader`). Layouts and partials are put in there
/// already, so that rendering is one walk over a list of steps (docs/decisions/0011).
struct Template: Sendable {
    enum Step: Sendable {
        case text([UInt8])
        case value(String, isEscaped: Bool)
        /// Shown for each item of a list, or once for anything else but `false`.
        case section(String, [Step])
        /// Shown for `false`, an empty list, and what is not there.
        case inverted(String, [Step])
    }

    let steps: [Step]

    /// UTF-8.
    func render(_ context: [String: Any]) -> [UInt8] {
        var walk = TemplateWalk(context)
        walk.render(steps)
        return walk.output
    }
}

/// One rendering: what was written so far, and the objects in whose names are looked for, the innermost last.
private struct TemplateWalk {
    private struct Scope {
        /// Nil for what has no names, such as a text in a list of texts.
        let names: [String: Any]?
        let value: Any
    }

    private(set) var output: [UInt8] = []
    private var scopes: [Scope]

    init(_ context: [String: Any]) {
        scopes = [Scope(names: context, value: context)]
        output.reserveCapacity(32 * 1024)
    }

    mutating func render(_ steps: [Template.Step]) {
        for step in steps {
            switch step {
            case .text(let bytes): output.append(contentsOf: bytes)
            case .value(let name, let isEscaped):
                if let value = find(name) { write(value, isEscaped: isEscaped) }
            case .section(let name, let inner):
                if let value = find(name) { render(inner, for: value) }
            case .inverted(let name, let inner):
                if isNothing(find(name)) { render(inner) }
            }
        }
    }

    private func find(_ name: String) -> Any? {
        if name == "." { return scopes.last?.value }
        for scope in scopes.reversed() {
            if let value = scope.names?[name] { return value }
        }
        return nil
    }

    private mutating func render(_ steps: [Template.Step], for value: Any) {
        // Texts first: they are most of what there is, and a cast that fails costs more than one that does not.
        if value is String {
            render(steps, in: Scope(names: nil, value: value))
        } else if let flag = value as? Bool {
            if flag { render(steps) }
        } else if let item = value as? [String: Any] {
            render(steps, in: Scope(names: item, value: item))
        } else if let items = value as? [[String: Any]] {
            for item in items { render(steps, in: Scope(names: item, value: item)) }
        } else if let texts = value as? [String] {
            for text in texts { render(steps, in: Scope(names: nil, value: text)) }
        } else if let values = value as? [Any] {
            for value in values { render(steps, in: Scope(names: value as? [String: Any], value: value)) }
        } else {
            render(steps, in: Scope(names: nil, value: value))
        }
    }

    private mutating func render(_ steps: [Template.Step], in scope: Scope) {
        scopes.append(scope)
        render(steps)
        scopes.removeLast()
    }

    private func isNothing(_ value: Any?) -> Bool {
        guard let value else { return true }
        if value is String { return false }
        if let flag = value as? Bool { return !flag }
        if let texts = value as? [String] { return texts.isEmpty }
        return (value as? [Any])?.isEmpty ?? false
    }

    private mutating func write(_ value: Any, isEscaped: Bool) {
        let text = (value as? String) ?? String(describing: value)
        if isEscaped { escape(text) } else { output.append(contentsOf: text.utf8) }
    }

    private mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            // Most texts hold nothing to escape, and go in one piece.
            while let next = rest.firstIndex(where: { Self.escapes($0) != nil }) {
                output.append(contentsOf: rest[..<next])
                output.append(contentsOf: (Self.escapes(rest[next]) ?? "").utf8)
                rest = rest[(next + 1)...]
            }
            output.append(contentsOf: rest)
        }
    }

    private static func escapes(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

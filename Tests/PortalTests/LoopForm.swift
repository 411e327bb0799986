import Foundation
import RelaisTesting

/// A form as a browser holds it: what is filled in already, what may be filled in, and by which label.
struct LoopForm: Sendable {
    struct File: Sendable {
        let name: String
        let type: String
        let bytes: Data
    }

    private struct Control: Sendable {
        let tag: String
        let label: String
        var name: String { LoopPage.attribute("name", of: tag) ?? "" }
        var kind: String { LoopPage.attribute("type", of: tag) ?? (tag.hasPrefix("<input") ? "text" : "area") }
        var isChoice: Bool { kind == "radio" || kind == "checkbox" }
    }

    let action: String
    let isMultipart: Bool
    let buttons: [String]
    private(set) var fields: [(name: String, value: String)] = []
    private var controls: [Control] = []
    private var files: [(name: String, file: File)] = []

    init(tag: String, body: String) {
        action = LoopPage.attribute("action", of: tag) ?? ""
        isMultipart = LoopPage.attribute("enctype", of: tag) == "multipart/form-data"
        buttons = body.matches(of: /<button\b[^>]*>((?:.|\n)*?)<\/button>/).map { LoopPage.text(String($0.1)) }
        for match in body.matches(of: /<(input|textarea|select)\b[^>]*>/) {
            let tag = String(match.0)
            let control = Control(tag: tag, label: Self.label(of: tag, at: match.range, in: body))
            controls.append(control)
            guard !control.name.isEmpty, control.kind != "file" else { continue }
            if control.isChoice {
                if tag.contains(" checked") { fields.append((control.name, Self.value(tag))) }
            } else {
                fields.append((control.name, Self.content(tag, rest: body[match.range.upperBound...])))
            }
        }
    }

    /// Types into the field of that label.
    mutating func fill(_ label: String, _ text: String) throws {
        set(try control(label) { !$0.isChoice && $0.kind != "file" }.name, text)
    }

    /// Types into the field of that name, where labels are not unique.
    mutating func set(_ name: String, _ text: String) {
        fields.removeAll { $0.name == name }
        fields.append((name, text))
    }

    /// Ticks the choice of that label.
    mutating func choose(_ label: String) throws {
        let choice = try control(label, where: \.isChoice)
        if choice.kind == "radio" { fields.removeAll { $0.name == choice.name } }
        fields.append((choice.name, Self.value(choice.tag)))
    }

    /// One more field of a name that may come often.
    mutating func add(_ name: String, _ value: String) { fields.append((name, value)) }

    mutating func untick(_ name: String) { fields.removeAll { $0.name == name } }

    mutating func attach(_ label: String, _ file: File) throws {
        files.append((try control(label) { $0.kind == "file" }.name, file))
    }

    /// What is already in the field of that label.
    func value(_ label: String) throws -> String {
        let name = try control(label) { !$0.isChoice }.name
        return fields.last { $0.name == name }?.value ?? ""
    }

    /// The body as a browser sends it, with its content type.
    var encoded: (type: String, body: Data) {
        guard isMultipart else {
            let pairs = fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
            return ("application/x-www-form-urlencoded", Data(pairs.joined(separator: "&").utf8))
        }
        let boundary = "----LoopBoundary\(UUID().uuidString)"
        var body = Data()
        for field in fields {
            body += Data(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8
            )
        }
        // A browser also sends the file field that nothing was chosen for.
        let empty = controls.filter { control in control.kind == "file" && !files.contains { $0.name == control.name } }
        let chosen = files + empty.map { ($0.name, File(name: "", type: "application/octet-stream", bytes: Data())) }
        for (name, file) in chosen {
            let head = "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file.name)\""
            body +=
                Data("--\(boundary)\r\n\(head)\r\nContent-Type: \(file.type)\r\n\r\n".utf8) + file.bytes
                + Data("\r\n".utf8)
        }
        return ("multipart/form-data; boundary=\(boundary)", body + Data("--\(boundary)--\r\n".utf8))
    }

    private func control(_ label: String, where isIt: (Control) -> Bool) throws -> Control {
        let fitting = controls.filter(isIt)
        let found = fitting.first { $0.label == label } ?? fitting.first { $0.label.hasPrefix(label + " ") }
        guard let found else { throw PeerProblem("No field \(label) in the form \(action): \(fitting.map(\.label))") }
        return found
    }

    /// `<label for=…>` of the control's id, else the label around it.
    private static func label(of tag: String, at range: Range<String.Index>, in body: String) -> String {
        if let id = LoopPage.attribute("id", of: tag), let start = body.firstRange(of: "<label for=\"\(id)\">"),
            let end = body[start.upperBound...].firstRange(of: "</label>")
        {
            return LoopPage.text(String(body[start.upperBound..<end.lowerBound]))
        }
        guard let end = body[range.upperBound...].firstRange(of: "</label>"),
            let start = body[..<range.lowerBound].ranges(of: "<label").last,
            !body[start.upperBound..<range.lowerBound].contains("</label>")
        else { return "" }
        return LoopPage.text(String(body[start.lowerBound..<end.lowerBound]))
    }

    private static func value(_ tag: String) -> String { LoopPage.attribute("value", of: tag) ?? "on" }

    private static func content(_ tag: String, rest: Substring) -> String {
        if tag.hasPrefix("<input") { return LoopPage.attribute("value", of: tag) ?? "" }
        let close = tag.hasPrefix("<select") ? "</select>" : "</textarea>"
        let inside = String(rest[..<(rest.firstRange(of: close)?.lowerBound ?? rest.endIndex)])
        guard tag.hasPrefix("<select") else { return LoopPage.plain(inside) }
        let options = inside.matches(of: /<option\b[^>]*>/).map { String($0.0) }
        return (options.first { $0.contains(" selected") } ?? options.first).map { value($0) } ?? ""
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

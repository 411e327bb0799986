import Foundation

/// Reads the part of the Mustache language that the templates use: `{{name}}`, `{{{name}}}`, `{{#name}}`, `{{^name}}`,
/// `{{/name}}`, `{{> partial}}`, `{{! comment}}`, and layouts: `{{<layout}}{{$block}} … {{/block}}{{/layout}}`. A name is
/// one word, looked for from the inside out; `{{.}}` is the item itself.
struct TemplateReader {
    /// A template's text by its name, as `TemplateSource.expanded` made it.
    let source: (String) -> TemplateSource.Expanded?

    /// Throws `RenderingError` for what is not well formed, and for a partial or layout that is not there.
    func template(_ name: String) throws(RenderingError) -> Template {
        Template(steps: try steps(of: name, blocks: [:], outer: []))
    }

    fileprivate typealias Steps = [Template.Step]

    fileprivate func steps(of name: String, blocks: [String: Steps], outer: [String]) throws(RenderingError) -> Steps {
        guard let source = source(name) else {
            throw RenderingError(template: outer.last ?? name, reason: "\(name) is no template")
        }
        guard !outer.contains(name) else { throw RenderingError(template: name, reason: "it contains itself") }
        var text = TemplateText(reader: self, name: name, source: source, blocks: blocks, outer: outer + [name])
        return try text.read(until: nil)
    }
}

/// One template's text, read from its beginning to its end.
private struct TemplateText {
    private let reader: TemplateReader
    private let name: String
    private let isEscaped: Bool
    /// What a page puts into the layout that is read.
    private let blocks: [String: TemplateReader.Steps]
    private let outer: [String]
    private var rest: Substring

    init(
        reader: TemplateReader, name: String, source: TemplateSource.Expanded, blocks: [String: TemplateReader.Steps],
        outer: [String]
    ) {
        (self.reader, self.name, self.blocks, self.outer) = (reader, name, blocks, outer)
        isEscaped = !source.isPlainText
        rest = source.text[...]
    }

    /// Up to `{{/end}}`, or to the end of the text.
    mutating func read(until end: String?) throws(RenderingError) -> TemplateReader.Steps {
        var steps = TemplateReader.Steps()
        while let open = rest.firstRange(of: "{{") {
            steps.add(rest[..<open.lowerBound])
            let tag = try tag(from: open.upperBound)
            switch tag.kind {
            case "!", "%": break
            case "{": steps.append(.value(tag.name, isEscaped: false))
            case "#": steps.append(.section(tag.name, try read(until: tag.name)))
            case "^": steps.append(.inverted(tag.name, try read(until: tag.name)))
            case ">": steps.add(try reader.steps(of: tag.name, blocks: [:], outer: outer))
            case "<": steps.add(try reader.steps(of: tag.name, blocks: try readBlocks(until: tag.name), outer: outer))
            case "$":
                let own = try read(until: tag.name)
                steps.add(blocks[tag.name] ?? own)
            case "/":
                guard tag.name == end else { throw problem("{{/\(tag.name)}} closes nothing") }
                return steps
            default: steps.append(.value(tag.name, isEscaped: isEscaped))
            }
        }
        if let end { throw problem("{{/\(end)}} is missing") }
        steps.add(rest)
        return steps
    }

    /// What stands between a layout's tags: blocks, and blanks that mean nothing.
    private mutating func readBlocks(until end: String) throws(RenderingError) -> [String: TemplateReader.Steps] {
        var found = blocks
        while let open = rest.firstRange(of: "{{") {
            let tag = try tag(from: open.upperBound)
            switch tag.kind {
            case "$":
                let block = try read(until: tag.name)
                found[tag.name] = found[tag.name] ?? block
            case "/" where tag.name == end: return found
            case "!": break
            default: throw problem("only blocks stand in a layout, not {{\(tag.kind)\(tag.name)}}")
            }
        }
        throw problem("{{/\(end)}} is missing")
    }

    /// Reads on behind the tag.
    private mutating func tag(from start: Substring.Index) throws(RenderingError) -> (kind: Character, name: String) {
        let isTriple = rest[start...].first == "{"
        guard let close = rest[start...].firstRange(of: isTriple ? "}}}" : "}}") else {
            throw problem("a tag is not closed")
        }
        let inside = rest[start..<close.lowerBound]
        rest = rest[close.upperBound...]
        guard let first = inside.first else { throw problem("a tag is empty") }
        let hasKind = "{#^/<>$!%".contains(first)
        let name = (hasKind ? inside.dropFirst() : inside).trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty else { throw problem("a tag has no name") }
        return (hasKind ? first : " ", name)
    }

    private func problem(_ reason: String) -> RenderingError { RenderingError(template: name, reason: reason) }
}

extension Array where Element == Template.Step {
    fileprivate mutating func add(_ text: Substring) {
        if !text.isEmpty { add([.text([UInt8](text.utf8))]) }
    }

    /// Texts that meet become one.
    fileprivate mutating func add(_ steps: [Template.Step]) {
        for step in steps {
            if case .text(let next) = step, case .text(let last)? = self.last {
                self[count - 1] = .text(last + next)
            } else {
                append(step)
            }
        }
    }
}

import Foundation

/// The templates of one language. Each is read when it is first asked for, and kept: to read them all would take longer
/// than everything else that the program does before it answers, and most are never shown (docs/performance.md).
final class TemplateShelf: @unchecked Sendable {
    // Unchecked: `expanded` and `read` are only touched under `lock`.
    private let lock = NSLock()
    private let sources: [String: TemplateSource]
    private let expand: @Sendable (TemplateSource) -> TemplateSource.Expanded
    private var expanded: [String: TemplateSource.Expanded] = [:]
    private var read: [String: Template] = [:]

    init(
        _ sources: [String: TemplateSource], expand: @escaping @Sendable (TemplateSource) -> TemplateSource.Expanded
    ) {
        self.sources = sources
        self.expand = expand
    }

    /// Nil where there is none of that name. Throws `RenderingError` for one that is not well formed.
    func template(_ name: String) throws -> Template? {
        try lock.withLock {
            if let known = read[name] { return known }
            guard sources[name] != nil else { return nil }
            let template = try TemplateReader(source: source).template(name)
            read[name] = template
            return template
        }
    }

    /// Throws for the first that is not well formed, in alphabetical order.
    func readAll() throws {
        for name in sources.keys.sorted() { _ = try template(name) }
    }

    /// Layouts and partials are in many templates.
    private func source(_ name: String) -> TemplateSource.Expanded? {
        if let known = expanded[name] { return known }
        let found = sources[name].map(expand)
        expanded[name] = found
        return found
    }
}

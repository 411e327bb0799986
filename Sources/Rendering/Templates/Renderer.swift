package import Domain
package import Foundation

/// Every template in every language, from a root folder that holds `Templates/` and `Web/`.
package struct Renderer: Sendable {
    package let catalog: Catalog
    /// What templates, pages and messages asked for and did not find.
    package let misses: Misses
    /// What `Web/` holds, by name.
    package let assets: [String: WebFile]
    private let sheets: [String: StyleSheet]
    private let templates: [Language: TemplateShelf]

    /// Throws when a folder cannot be read, or a catalog is no JSON.
    package init(root: URL, report: @escaping @Sendable (String) -> Void = { _ in }) throws {
        misses = Misses(report: report)
        let templates = root.appending(path: "Templates")
        catalog = try Catalog(folder: templates.appending(path: "strings"))
        (assets, sheets) = try Self.web(root.appending(path: "Web"))
        let sources = try Self.sources(templates)
        var shelves: [Language: TemplateShelf] = [:]
        for language in Language.allCases {
            let words = catalog.words(language, misses: misses)
            shelves[language] = TemplateShelf(sources) { [assets, sheets, misses] in
                $0.expanded(words, assets: assets, sheets: sheets, misses: misses)
            }
        }
        self.templates = shelves
    }

    /// Throws `RenderingError` for a template that is not well formed. A portal that runs shows nothing in its place and
    /// reports it.
    package func readAll() throws {
        for language in Language.allCases { try templates[language]?.readAll() }
    }

    package func words(_ language: Language) -> Words { catalog.words(language, misses: misses) }

    /// The page as it is sent, UTF-8; empty, and reported, where its template does not exist.
    package func page(_ page: some Page) -> [UInt8] {
        bytes(type(of: page).template, page.language, page.context(words(page.language)))
    }

    /// A template rendered by name, for texts that are no page of their own.
    package func text(_ template: String, _ language: Language, _ context: [String: Any]) -> String {
        String(decoding: bytes(template, language, context), as: UTF8.self)
    }

    private func bytes(_ template: String, _ language: Language, _ context: [String: Any]) -> [UInt8] {
        do {
            if let found = try templates[language]?.template(template) { return found.render(context) }
            misses.add("template \(template) is missing")
        } catch {
            misses.add("\(error)")
        }
        return []
    }

    /// The address of a file of `Web/`, such as `/web/desk.1f3a9c04.css` for `desk.css`.
    package func asset(_ name: String) -> String {
        if assets[name] == nil { misses.add("Web/\(name) is missing") }
        return assets[name]?.path ?? "/web/\(name)"
    }

    /// `'sha256-…'` of the sheet that the contractor's page carries in itself.
    package var exchangeStyleHash: String { sheets["exchange.css"]?.source ?? "'none'" }

    /// For every page below `/t/`: nothing inline but the one sheet, nothing from elsewhere.
    package var exchangePolicy: String {
        "default-src 'none'; style-src \(exchangeStyleHash); script-src 'self'; img-src 'self' blob:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    }

    /// For the desk, whose sheet is linked.
    package var deskPolicy: String {
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
    }

    private static func sources(_ folder: URL) throws -> [String: TemplateSource] {
        let folder = folder.resolvingSymlinksInPath()
        let prefix = folder.path + "/"
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: [String: TemplateSource] = [:]
        for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "mustache" {
            let path = file.path
            let name = String(
                (path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : path[...]).dropLast(".mustache".count))
            found[name] = TemplateSource(name: name, text: try String(contentsOf: file, encoding: .utf8))
        }
        return found
    }

    private static func web(_ folder: URL) throws -> ([String: WebFile], [String: StyleSheet]) {
        var (assets, sheets) = ([String: WebFile](), [String: StyleSheet]())
        let folder = folder.resolvingSymlinksInPath()
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let name = file.lastPathComponent
            guard !name.hasPrefix("."), let data = try? Data(contentsOf: file) else { continue }
            if file.pathExtension == "css" {
                let sheet = StyleSheet(String(decoding: data, as: UTF8.self))
                sheets[name] = sheet
                assets[name] = WebFile(name: name, body: Data(sheet.text.utf8))
            } else {
                assets[name] = WebFile(name: name, body: data)
            }
        }
        return (assets, sheets)
    }
}

/// A template that is not well formed, with its reason.
package struct RenderingError: Error, CustomStringConvertible {
    package let template: String
    package let reason: String
    package var description: String { "Templates/\(template).mustache: \(reason)" }
}

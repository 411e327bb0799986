import Foundation

@testable import Rendering

/// The folder that holds `Templates/` and `Web/`.
let projectRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// One renderer for all tests: reading the templates takes longer than most of them.
let renderer: Result<Renderer, any Error> = Result { try Renderer(root: projectRoot) }

/// What is wrong with a page's HTML: tags that are not balanced, empty words, template or catalog syntax left over.
func flaws(inHTML html: String) -> [String] {
    var flaws = leftovers(in: html)
    let void: Set = ["meta", "link", "input", "br", "hr", "img", "source", "col", "wbr"]
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
        rest = rest[rest.index(after: start)...]
        guard let end = rest.firstIndex(of: ">") else { return flaws + ["a tag does not end"] }
        let tag = rest[..<end]
        rest = rest[rest.index(after: end)...]
        if tag.hasPrefix("!") { continue }
        let isClosing = tag.hasPrefix("/")
        let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
        if isClosing {
            if open.last == name {
                open.removeLast()
            } else {
                flaws.append("</\(name)> closes \(open.last ?? "nothing")")
            }
        } else if !void.contains(name), !tag.hasSuffix("/") {
            open.append(name)
        }
        if tag.contains(" style=") || tag.contains(" on") && tag.contains("=\"") && tag.contains(" onc") {
            flaws.append("inline style or handler in <\(tag)>")
        }
        if name == "style" || name == "script", !isClosing, let close = rest.firstRange(of: "</\(name)>") {
            rest = rest[close.lowerBound...]
        }
    }
    for name in ["h1", "h2", "label", "button", "a", "title", "dt", "legend"] where html.contains("<\(name)></\(name)>")
    {
        flaws.append("<\(name)> is empty")
    }
    return flaws + open.map { "<\($0)> stays open" } + duplicateIDs(in: html)
}

/// Signs that a template, a placeholder or a missing word reached the reader; for mails and SMS as well.
func leftovers(in text: String) -> [String] {
    var body = text
    if let open = body.firstRange(of: "<style>"), let close = body.firstRange(of: "</style>") {
        body.removeSubrange(open.lowerBound..<close.upperBound)
    }
    return ["{", "}", "Optional(", "[common.", "[exchange.", "[desk.", "[messages.", "[problems."].filter(body.contains)
        .map { "“\($0)” is left over" }
}

private func duplicateIDs(in html: String) -> [String] {
    var seen: Set<Substring> = []
    return html.matches(of: /[ ]id="([^"]*)"/).map(\.1).filter { !seen.insert($0).inserted }.map { "id \($0) twice" }
}

extension Renderer {
    func html(_ page: some Page) -> String { String(decoding: self.page(page), as: UTF8.self) }
}

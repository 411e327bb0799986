import Domain
import Foundation

/// docs/lifecycle.md as the project ships it, read for comparison with the code.
struct LifecycleDocument {
    let lines: [String]

    init() throws {
        // Support, DomainTests, Tests.
        var root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 1...3 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "docs/lifecycle.md"), encoding: .utf8)
        lines = text.components(separatedBy: "\n")
    }

    /// The table of every transition, head and group rows included.
    var table: String {
        let start = lines.firstIndex { $0.hasPrefix("| id | from |") } ?? lines.endIndex
        return lines[start...].prefix { $0.hasPrefix("|") }.joined(separator: "\n")
    }

    /// The names in back quotes of the line that lists the labels.
    var labels: [String] {
        let line = lines.first { $0.hasPrefix("`draft` ·") } ?? ""
        let parts = line.components(separatedBy: "`")
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    }

    /// What the words of the "from" column mean, row by row, worked out from the words alone.
    func origins() -> [Int: Set<Label>] {
        var origins: [Int: Set<Label>] = [:]
        var above: Set<Label> = []
        for line in table.components(separatedBy: "\n") where line.hasPrefix("|T") {
            let cells = line.components(separatedBy: "|")
            guard let row = Int(cells[1].dropFirst()) else { continue }
            above = cells[2] == "same" ? above : Self.labels(named: cells[2])
            origins[row] = above
        }
        return origins
    }

    private static func labels(named words: String) -> Set<Label> {
        let all = Set(Label.allCases).subtracting([.withdrawn])
        let over: Set<Label> = [.draft, .resolved, .closed]
        if words == "–" { return [] }
        if words.hasPrefix("any open") { return all.subtracting(over) }
        if words.hasPrefix("any but draft") { return all.subtracting([.draft]) }
        if words.hasPrefix("any") { return all }
        let plain = words.replacing(" with an order", with: "").replacing(" (kind quote)", with: "")
            .replacing(" and ", with: ", ").replacing("; ", with: ", ")
        return plain.components(separatedBy: ", ").reduce(into: []) { found, name in
            found.formUnion(
                all.filter { label in
                    label.rawValue == name || label.rawValue.hasSuffix("/" + name)
                        || (name.hasSuffix("/*") && label.rawValue.hasPrefix(name.dropLast()))
                })
        }
    }
}

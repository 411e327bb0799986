import Foundation
import Testing

@Suite struct HouseRuleTests {
    private var sources: [String] { Project.files(below: "Sources", suffix: ".swift") }
    private var tests: [String] { Project.files(below: "Tests", suffix: ".swift") }

    @Test("no file of code is longer than 400 lines")
    func length() throws {
        for file in sources + tests {
            let lines = try Project.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 400, "\(file) has \(lines) lines")
        }
    }

    @Test("nothing in Sources can bring the program down on purpose")
    func traps() throws {
        let traps = ["try!", "as!", "fatalError(", "preconditionFailure(", "unsafelyUnwrapped"]
        for file in sources {
            for (number, line) in try Project.text(file).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                for trap in traps {
                    #expect(!line.contains(trap), "\(file):\(number + 1) has \(trap)")
                }
            }
        }
    }

    @Test("every @unchecked Sendable says why")
    func unchecked() throws {
        for file in sources {
            let lines = try Project.text(file).split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where line.contains("@unchecked Sendable") && !line.contains("//")
            {
                let around = lines[max(0, number - 6)...min(lines.count - 1, number + 4)]
                #expect(around.contains { $0.contains("//") }, "\(file):\(number + 1)")
            }
        }
    }

    @Test("over phases, orders, tasks and changes no switch has a default in the life cycle")
    func defaults() throws {
        for file in Project.files(below: "Sources/Domain/Lifecycle", suffix: ".swift") {
            #expect(try !Project.text(file).contains("default:"), "\(file)")
        }
    }

    @Test("nothing that is committed names a path of one machine")
    func paths() throws {
        let roots = ["/home/", "/Users/", "/root/"]
        let files = sources + tests + Project.files(below: "docs", suffix: ".md") + ["README.md", "CONTRIBUTING.md"]
        for file in files where !file.hasSuffix("HouseRuleTests.swift") {
            for root in roots { #expect(try !Project.text(file).contains(root), "\(file) names \(root)") }
        }
    }

    @Test("every row that works now has a test that carries its id")
    func rows() throws {
        let rows = try Project.text("docs/rows.md").split(separator: "\n").compactMap { line -> String? in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return cells.count == 3 && cells[2] == "yes" ? cells[0] : nil
        }
        #expect(rows.count > 60)
        let names = try (tests + Project.files(below: "Tests/Browser", suffix: ".py")).map(Project.text).joined()
        let carried = Set(
            names.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }).map { $0.uppercased() })
        let missing = rows.filter { !carried.contains($0.uppercased()) }
        #expect(missing == [], "no test names these rows")
    }
}

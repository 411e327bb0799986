import Foundation
import Testing

/// SECURITY.md against the sources: a table that judges ourselves is worth what can be looked up.
@Suite struct SecurityTests {
    /// The requirements of ASVS 5.0.0 at levels 1 and 2, from its own list: each section with its first and last number.
    /// (Those of level 3 stand at the end of their section, or have one of their own.)
    private static let standard = """
        1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
        4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3
        6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2
        10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1
        12.1.1-3 12.2.1-2 12.3.1-4 13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3
        15.3.1-7 16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2
        """

    @Test("every requirement of ASVS 5.0 at levels 1 and 2 stands in SECURITY.md exactly once")
    func requirements() throws {
        let wanted = Self.standard.matches(of: /(\d+\.\d+)\.(\d+)-(\d+)/).flatMap { run in
            ((Int(run.2) ?? 1)...(Int(run.3) ?? 1)).map { "\(run.1).\($0)" }
        }
        #expect(wanted.count == 253)
        let found = try rows().flatMap { row in
            row[0].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(Set(wanted).subtracting(found).sorted() == [], "missing")
        #expect(Set(found).subtracting(wanted).sorted() == [], "no such requirement")
        let twice = Dictionary(grouping: found) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.sorted() == [], "more than once")
    }

    @Test("every test that SECURITY.md names is there, in the suite that it names")
    func tests() throws {
        let names = try testNames()
        var cited = 0
        for row in try rows() where row.count == 4 && row[3] != "none" {
            guard let test = row[3].wholeMatch(of: /`(\w+(?:\.py)?)` "(.+)"/) else {
                Issue.record("\(row[0]) names its test in another way: \(row[3])")
                continue
            }
            cited += 1
            #expect(names[String(test.1)]?.contains(String(test.2)) == true, "\(row[0]): \(row[3])")
        }
        #expect(cited > 100)
    }

    @Test("every link in SECURITY.md leads somewhere")
    func links() throws {
        let text = try Project.text("SECURITY.md")
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map {
            $0.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-")
        }
        let links = text.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }.filter { !$0.hasPrefix("https://") }
        #expect(links.count > 10)
        for link in links {
            if link.hasPrefix("#") {
                #expect(headings.contains(String(link.dropFirst())), "\(link)")
            } else {
                #expect(FileManager.default.fileExists(atPath: Project.root.appending(path: link).path), "\(link)")
            }
        }
    }

    /// The cells of each row that begins with a requirement's id: four where it is judged, three where it does not apply.
    private func rows() throws -> [[String]] {
        try Project.text("SECURITY.md").split(separator: "\n").filter { $0.starts(with: /\| *\d+\.\d+\.\d+/) }.map {
            line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 3 || cells.count == 4, "\(line)")
            return cells
        }
    }

    /// The names of all tests by their suite's: a type of Swift, a file of Python.
    private func testNames() throws -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for file in Project.files(below: "Tests", suffix: "Tests.swift") {
            // A suite reaches to the next type of the same file.
            let suitesAndNames = /^(?:@Suite.* )?(?:struct|class|extension) (\w+)|@Test\(\s*"((?:[^"\\]|\\.)*)"/
            var suite = ""
            for found in try Project.text(file).matches(of: suitesAndNames.anchorsMatchLineEndings()) {
                if let type = found.1 { suite = String(type) }
                if let name = found.2 { names[suite, default: []].insert(String(name)) }
            }
        }
        for folder in ["Tests/Browser", "Tests/Faults"] {
            for file in Project.files(below: folder, suffix: ".py") {
                let tests = try Project.text(file).matches(of: /^def (test_\w+)\(/.anchorsMatchLineEndings())
                names[String(file.split(separator: "/").last ?? ""), default: []].formUnion(tests.map { String($0.1) })
            }
        }
        return names
    }
}

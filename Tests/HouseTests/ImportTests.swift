import Foundation
import Testing

/// Which target may import what (docs/architecture.md). The compiler stops undeclared imports, not transitive ones.
@Suite struct ImportTests {
    private static let allowed: [String: Set<String>] = [
        "Domain": [],
        "Intake": ["Domain", "CMagic", "CPhoneNumber", "CDeflate", "Crypto"],
        "Store": ["Domain", "GRDB", "GRDBSQLite", "Crypto"],
        "Rendering": ["Domain", "Crypto", "CQREncode"],
        "Gateways": ["Domain", "CCurl", "CGMime", "Crypto"],
        "Workflow": ["Domain", "Store"],
        "Courier": [
            "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Logging", "Metrics",
            "ServiceLifecycle",
        ],
        "Media": ["Domain", "Store", "Logging", "ServiceLifecycle"],
        "relais-media": ["CVips", "CConfinement"],
        "Site": [
            "Domain", "Intake", "Store", "Workflow", "Rendering", "CDeflate", "Crypto", "Logging", "Hummingbird",
            "HTTPTypes", "NIOCore", "NIOPosix", "ServiceLifecycle",
        ],
    ]
    private static let always: Set<String> = ["Foundation", "Dispatch", "Glibc", "Synchronization"]

    @Test("every file imports only what its target may", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let files = Project.files(below: "Sources/\(target)", suffix: ".swift")
        #expect(!files.isEmpty)
        for file in files {
            for module in modules(in: try Project.text(file)) {
                #expect(
                    Self.always.contains(module) || Self.allowed[target, default: []].contains(module),
                    "\(file) imports \(module)")
            }
        }
    }

    @Test("packages are never imported publicly, and production never imports the testing target")
    func visibility() throws {
        for file in Project.files(below: "Sources", suffix: ".swift") {
            let text = try Project.text(file)
            #expect(!text.contains("\npublic import "), "\(file)")
            if !["relais-testbed", "relais-bench", "RelaisTesting"].contains(where: { file.contains("/\($0)/") }) {
                #expect(!modules(in: text).contains("RelaisTesting"), "\(file)")
            }
        }
    }

    /// The module names of the import lines, whatever stands before `import`.
    private func modules(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
                words[..<index].allSatisfy({
                    ["package", "public", "internal", "@preconcurrency", "@testable"].contains($0)
                })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "func", "protocol", "typealias"]
            let name = kinds.contains(words[index + 1]) ? words[index + 2] : words[index + 1]
            return name.split(separator: ".").first.map(String.init)
        }
    }
}

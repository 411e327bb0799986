import Foundation
import RelaisTesting
import Testing

/// The description that programs read: `Web/openapi.json`, held against the routes and the answers.
@Suite struct APIOpenAPITests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: ProjectRoot.url.appending(path: path), encoding: .utf8)
    }

    private static func document() throws -> JSONTree {
        JSONTree(try JSONSerialization.jsonObject(with: Data(try text("Web/openapi.json").utf8)))
    }

    private static let methods = ["get", "put", "post", "patch", "delete"]

    @Test("E16 the description is served to everybody, without a key")
    func served() async throws {
        try await APIFixture.use { fixture in
            var nobody = fixture.api
            nobody.key = nil
            let answer = try await nobody.get("/api/openapi.json")
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "application/json")
            #expect(answer.json["openapi"].text == "3.1.0")
            #expect(try await nobody.send("POST", "/api/openapi.json").header("Allow") == "GET, HEAD")
        }
    }

    @Test("E16 every address below /api is described, and no other")
    func addresses() async throws {
        try await APIFixture.use { fixture in
            let described = Set(try await fixture.api.get("/api/openapi.json").json["paths"].names)
            #expect(Set(fixture.portal.paths.filter { $0.hasPrefix("/api/") }) == described)
        }
    }

    @Test("E16 each address has the methods that its description says, and no other")
    func allowed() async throws {
        try await APIFixture.use { fixture in
            let paths = try await fixture.api.get("/api/openapi.json").json["paths"]
            for path in paths.names {
                let address = path.replacing(/\{[a-z]+\}/, with: "1")
                // Described nowhere: the answer names those that there are.
                let answer = try await fixture.api.send("DELETE", address)
                #expect(answer.status == 405, "\(path): \(answer.text)")
                var named = Set((answer.header("Allow") ?? "").lowercased().split(separator: ", ").map(String.init))
                #expect(named.contains("head") == named.contains("get"))
                named.remove("head")
                #expect(named == paths[path].names.intersection(Self.methods), "\(path)")
            }
        }
    }

    @Test("every reference leads somewhere, and everything that is shared is used")
    func references() throws {
        let (text, document) = (try Self.text("Web/openapi.json"), try Self.document())
        let references = Set(text.matches(of: /"#\/components\/([a-zA-Z]+)\/([a-zA-Z]+)"/).map { "\($0.1)/\($0.2)" })
        var shared: Set<String> = []
        for kind in document["components"].names where kind != "securitySchemes" {
            shared.formUnion(document["components"][kind].names.map { "\(kind)/\($0)" })
        }
        #expect(references == shared)
    }

    @Test("every request says how it is refused")
    func statuses() throws {
        let document = try Self.document()
        var identifiers: [String] = []
        for path in document["paths"].names {
            for method in document["paths"][path].names {
                let request = document["paths"][path][method]
                identifiers.append(request["operationId"].text ?? "")
                guard path.hasPrefix("/api/v1") else { continue }
                var wanted: Set = ["401", "429", "500"]
                if path.contains("{") { wanted.insert("404") }
                if method != "get" { wanted.formUnion(["400", "413", "415", "422"]) }
                #expect(request["responses"].names.isSuperset(of: wanted), "\(method) \(path)")
                let takesKey = request["parameters"].list.contains {
                    $0["$ref"].text == "#/components/parameters/IdempotencyKey"
                }
                #expect(takesKey == (method != "get"), "\(method) \(path)")
            }
        }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(!identifiers.contains(""))
    }

    @Test("every request stands in docs/api.md")
    func documented() throws {
        let document = try Self.document()
        let words = try Self.text("docs/api.md")
        for path in document["paths"].names where path.hasPrefix("/api/v1") {
            let shown = path.dropFirst("/api/v1".count).replacing("{number}", with: "NUMBER")
                .replacing(/\{[a-z]+\}/, with: "ID")
            for method in document["paths"][path].names {
                let request = "`\(method.uppercased()) \(shown)"
                #expect(words.contains(request + "`") || words.contains(request + "?"), "\(request)")
            }
        }
    }
}

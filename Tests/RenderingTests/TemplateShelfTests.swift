import Domain
import Foundation
import Testing

@testable import Rendering

@Suite("Templates are read when they are asked for")
struct TemplateShelfTests {
    @Test("E20 every template is well formed in every language")
    func wellFormed() throws {
        try renderer.get().readAll()
    }

    @Test("E20 a template that is not well formed is named by the check, and reported where it was to be shown")
    func broken() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for folder in ["Templates/pages", "Templates/strings", "Web"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        for (name, text) in [
            ("broken", "{{#open}}never closed"), ("whole", "{{name}}, {{> pages/part}}"), ("part", "{{lang}}"),
        ] {
            try text.write(
                to: root.appending(path: "Templates/pages/\(name).mustache"), atomically: true, encoding: .utf8)
        }
        let renderer = try Renderer(root: root)
        #expect(renderer.text("pages/whole", .el, ["name": "α"]) == "α, el")
        #expect(renderer.text("pages/whole", .fr, ["name": "é"]) == "é, fr")
        #expect(renderer.misses.all.isEmpty)
        #expect(renderer.text("pages/broken", .fr, [:]).isEmpty)
        #expect(renderer.misses.all == ["Templates/pages/broken.mustache: {{/open}} is missing"])
        #expect(throws: RenderingError.self) { try renderer.readAll() }
    }
}

package import Foundation
package import Rendering

/// The checkout that these sources lie in: where templates and style sheets are.
package enum ProjectRoot {
    package static let url: URL = {
        // Sources/RelaisTesting/Portal/ProjectRoot.swift
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    /// What is built beside the tests.
    package static var mediaProgram: String { url.appending(path: ".build/debug/relais-media").path }

    /// Read once for all tests: it takes longer than most of them.
    package static func renderer() throws -> Renderer { try loaded.get() }

    private static let loaded = Result { try Renderer(root: url) }
}

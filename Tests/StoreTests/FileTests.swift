import Domain
import Foundation
import Store
import Testing

@Suite("Files")
struct FileTests {
    private func withFiles(_ body: (FileStore, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(try FileStore(folder: folder), folder)
    }

    @Test("a file lies under its SHA-256, whole, and the same contents are one file")
    func storing() throws {
        try withFiles { files, folder in
            let writer = try files.create()
            try writer.write(Data("a".utf8))
            try writer.write(Data("bc".utf8))
            let file = try writer.finish()
            let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            #expect(file == StoredFile(sha256: hash, size: 3))
            #expect(files.path(hash) == "\(folder)/ba/\(hash.dropFirst(2))")
            #expect(files.size(hash) == 3)
            var contents = Data()
            try files.read(hash, chunk: 2) { contents += $0 }
            #expect(contents == Data("abc".utf8))
            let again = try files.create()
            try again.write(Data("abc".utf8))
            #expect(try again.finish() == file)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ba"])
            #expect(throws: StoreError.closed) { try again.write(Data("d".utf8)) }
        }
    }

    @Test("an upload that breaks off leaves nothing")
    func abandoning() throws {
        try withFiles { files, folder in
            try files.create().write(Data("half".utf8))
            let writer = try files.create()
            try writer.write(Data("half".utf8))
            writer.abandon()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test("no name leads out of the folder")
    func names() throws {
        try withFiles { files, _ in
            for name in ["", "../../etc/passwd", String(repeating: "A", count: 64), String(repeating: "/", count: 64)] {
                #expect(files.path(name) == nil)
            }
            #expect(throws: StoreError.missing("files")) {
                try files.read(String(repeating: "a", count: 64)) { _ in }
            }
        }
    }

    @Test("the sweep takes old files that nothing refers to, and spares the rest")
    func sweeping() throws {
        try withFiles { files, folder in
            let hashes = try ["kept", "old", "new"].map { text in
                let writer = try files.create()
                try writer.write(Data(text.utf8))
                return try writer.finish().sha256
            }
            let yesterday = Date().addingTimeInterval(-90_000)
            for hash in hashes.prefix(2) {
                let path = try #require(files.path(hash))
                try FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: path)
            }
            try Data().write(to: URL(fileURLWithPath: folder + "/notes.txt"))
            let moment = Instant(Date()) - .days(1)
            #expect(try files.sweep(olderThan: moment) { $0 == hashes[0] } == 1)
            #expect(hashes.map { files.size($0) != nil } == [true, false, true])
        }
    }
}

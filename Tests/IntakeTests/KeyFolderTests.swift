import Domain
import Foundation
import Intake
import Testing

@Suite struct KeyFolderTests {
    private let folder = KeyFolder(
        FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)").path)
    private let start = Instant(milliseconds: 1_800_000_000_000)

    private func clean() { try? FileManager.default.removeItem(atPath: folder.path) }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("the first start makes one key that only its owner can read, the second reads the same")
    func firstStart() throws {
        defer { clean() }
        let keys = try folder.load(now: start)
        #expect(keys.count == 1)
        #expect(keys.first?.mints == true)
        #expect(keys.first?.secret.count == 32)
        #expect(try folder.load(now: start) == keys)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["link-0.key"])
        #expect(try mode(folder.path + "/link-0.key") == 0o600)
        #expect(try mode(folder.path) == 0o700)
    }

    @Test("rights that a restored backup widened are narrowed again")
    func rights() throws {
        defer { clean() }
        _ = try folder.load(now: start)
        let file = folder.path + "/link-0.key"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        _ = try folder.load(now: start)
        #expect(try mode(file) == 0o600)
    }

    @Test("rotation keeps the old key for checking; links of both live")
    func rotation() throws {
        defer { clean() }
        let keyring = try LinkKeyring(load: { try folder.load(now: start) })
        let old = try keyring.mint(LinkID(9))
        try folder.rotate(now: start + .days(1))
        let rotated = try LinkKeyring(load: { try folder.load(now: start) })
        let new = try rotated.mint(LinkID(9))
        #expect(old.first != new.first)
        #expect(rotated.verify(old) == LinkID(9))
        #expect(rotated.verify(new) == LinkID(9))
    }

    @Test("a key is removed when it has been replaced for longer than the overlap")
    func overlapEnds() throws {
        defer { clean() }
        let first = try folder.load(now: start)
        try folder.rotate(now: start + .days(1), overlap: .days(30))
        try folder.rotate(now: start + .days(20), overlap: .days(30))
        #expect(try folder.load(now: start).count == 3)
        try folder.rotate(now: start + .days(40), overlap: .days(30))
        let keys = try folder.load(now: start)
        #expect(keys.count == 3)
        #expect(!keys.contains { $0.secret == first.first?.secret })
        #expect(keys.map(\.mints) == [false, false, true])
    }

    @Test("rotating for ever never runs out of ids")
    func many() throws {
        defer { clean() }
        for hour in 0..<130 { try folder.rotate(now: start + .hours(Int64(hour))) }
        let keys = try folder.load(now: start)
        #expect(keys.count == 62)
        #expect(Set(keys.map(\.id)).count == 62)
        _ = try LinkKeyring(load: { keys })
    }

    @Test("a damaged key file is named, not passed over")
    func damaged() throws {
        defer { clean() }
        _ = try folder.load(now: start)
        let file = folder.path + "/link-0.key"
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: KeyFolder.Failure.damaged(path: file)) { try folder.load(now: start) }
    }

    @Test("a folder that cannot be made is named")
    func unwritable() throws {
        #expect(throws: KeyFolder.Failure.self) { try KeyFolder("/proc/no-such-folder/keys").load(now: start) }
    }
}

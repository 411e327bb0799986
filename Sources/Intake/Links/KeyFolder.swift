package import Domain
import Foundation

/// The folder of the keys that sign links: one file a key, readable by its owner only. The newest key signs, the
/// older ones still check what they signed.
package struct KeyFolder: Sendable {
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case unwritable(path: String, reason: String)
        case damaged(path: String)

        package var description: String {
            switch self {
            case .unreadable(let path, let reason): "the key folder's \(path) cannot be read: \(reason)"
            case .unwritable(let path, let reason): "the key folder's \(path) cannot be written: \(reason)"
            case .damaged(let path): "\(path) is not a link key; restore it from the backup or remove it"
            }
        }
    }

    package let path: String

    package init(_ path: String) { self.path = path }

    /// All keys, the oldest first; only the newest mints. At the first start the folder and a key are made.
    package func load(now: Instant = Clock.system.now()) throws(Failure) -> [LinkKey] {
        try makeFolder()
        if try stored().isEmpty { try add(slot: 0, madeAt: now) }
        let keys = try stored()
        return keys.enumerated().map { index, key in
            LinkKey(id: Self.character(key.slot), secret: key.secret, mints: index == keys.count - 1)
        }
    }

    /// Makes a new key that signs from now on. Keys that were replaced longer ago than `overlap` are removed, and
    /// with them every link that they signed; so is the oldest when all 62 ids are in use.
    package func rotate(now: Instant = Clock.system.now(), overlap: Span = .days(365)) throws(Failure) {
        _ = try load(now: now)
        var keys = try stored()
        while let oldest = keys.first, keys.count > 1, keys[1].madeAt + overlap < now || keys.count >= Self.slots {
            try remove(oldest)
            keys.removeFirst()
        }
        guard let newest = keys.last else { return }
        let taken = Set(keys.map(\.slot))
        let next = (1..<Self.slots).map { (newest.slot + $0) % Self.slots }.first { !taken.contains($0) }
        // A clock that was set back must not leave the new key behind the old one.
        let madeAt = max(now, Instant(milliseconds: newest.madeAt.milliseconds + 1))
        if let next { try add(slot: next, madeAt: madeAt) }
    }
}

// MARK: - Files

extension KeyFolder {
    private struct Stored {
        let slot: Int
        let madeAt: Instant
        let secret: [UInt8]
    }

    private static let slots = Base62.alphabet.count

    private static func character(_ slot: Int) -> Character { Character(Unicode.Scalar(Base62.alphabet[slot])) }

    /// Numbers, not the ids themselves: some file systems do not tell `a` from `A`.
    private static func name(_ slot: Int) -> String { "link-\(slot).key" }

    private func file(_ name: String) -> String { path + "/" + name }

    private func makeFolder() throws(Failure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }

    private func stored() throws(Failure) -> [Stored] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        var keys: [Stored] = []
        for slot in 0..<Self.slots where names.contains(Self.name(slot)) { keys.append(try read(slot)) }
        return keys.sorted { ($0.madeAt, $0.slot) < ($1.madeAt, $1.slot) }
    }

    private func read(_ slot: Int) throws(Failure) -> Stored {
        let path = file(Self.name(slot))
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path: path, reason: Self.reason())
        }
        // A restored backup may have wider rights than the file had.
        guard chmod(path, 0o600) == 0 else { throw .unwritable(path: path, reason: Self.reason()) }
        let words = String(decoding: data.prefix(512), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let madeAt = Int64(words[0]), let secret = Self.bytes(hex: words[1]),
            secret.count >= 32
        else { throw .damaged(path: path) }
        return Stored(slot: slot, madeAt: Instant(milliseconds: madeAt), secret: secret)
    }

    /// The file appears whole or not at all, and of two processes that start at once only one makes it.
    private func add(slot: Int, madeAt: Instant) throws(Failure) {
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let text = "\(madeAt.milliseconds) \(Self.hex(secret))\n"
        let final = file(Self.name(slot))
        let draft = file(".draft-\(Base62.random(length: 12))")
        defer { unlink(draft) }
        try write(text, to: draft)
        if link(draft, final) != 0, errno != EEXIST { throw .unwritable(path: final, reason: Self.reason()) }
        syncFolder()
    }

    private func write(_ text: String, to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: Self.reason()) }
        defer { close(descriptor) }
        let bytes = [UInt8](text.utf8)
        let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0 else {
            throw .unwritable(path: path, reason: Self.reason())
        }
    }

    private func remove(_ key: Stored) throws(Failure) {
        let path = file(Self.name(key.slot))
        guard unlink(path) == 0 || errno == ENOENT else { throw .unwritable(path: path, reason: Self.reason()) }
    }

    private func syncFolder() {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(hex: some StringProtocol) -> [UInt8]? {
        let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard digits.count == hex.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

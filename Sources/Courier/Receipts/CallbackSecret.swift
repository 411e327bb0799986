import Foundation
import Intake

/// The secret in the path of gateways' callbacks: one file beside the link keys, made at the first start.
package enum CallbackSecret {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads `FOLDER/callback.key`, or makes it, readable by its owner only. Of two processes that start at once only
    /// one makes it.
    package static func load(folder: String) throws -> String {
        let path = folder + "/callback.key"
        if let known = try read(path) { return known }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let secret = SecretToken.random().text
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST, let known = try read(path) { return known }
            throw Failure(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let bytes = Array((secret + "\n").utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count,
            fsync(descriptor) == 0
        else { throw Failure(description: "\(path) cannot be written: \(String(cString: strerror(errno)))") }
        return secret
    }

    private static func read(_ path: String) throws -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data.prefix(200), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let token = SecretToken(text) else {
            throw Failure(description: "\(path) is not a callback secret; restore it from the backup or remove it")
        }
        return token.text
    }
}

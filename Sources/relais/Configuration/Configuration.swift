import Domain
import Foundation
import Gateways
import Logging

/// What the operator decided, read from the environment and the file of `--config`, checked as a whole.
struct Configuration: Sendable {
    let listen: ListenAddress
    /// What links begin with, without a final slash.
    let publicURL: String
    let folders: DataFolder
    /// Where `Templates/`, `Web/` and `deploy/gateways/` are.
    let root: String
    let sms: SMSChoice
    /// Nil is the sandbox.
    let smtp: SMTPServer?
    let mailFrom: String
    let logLevel: Logger.Level
    let logFormat: LogFormat
    /// Opens `/metrics` to other machines.
    let metricsToken: String?

    enum SMSChoice: Sendable {
        case sandbox
        case described(GatewayConfiguration)
    }

    enum LogFormat: String, CaseIterable, Sendable { case text, json }

    var isLocal: Bool { LocalAddress.isLocal(url: publicURL) }
}

/// Everything wrong with the settings, each in a sentence that names the variable.
struct ConfigurationError: Error, CustomStringConvertible {
    let problems: [String]

    var description: String { problems.joined(separator: "\n") }
}

/// `host:port`, as the program listens.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    let host: String
    let port: Int

    /// Reads `127.0.0.1:8080`, `[::1]:8080` or `0.0.0.0:0`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace), !host.contains("/") else { return nil }
        self.host = host
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// The folder that holds everything of an installation.
struct DataFolder: Sendable, Equatable {
    let path: String

    var database: String { path + "/relais.sqlite" }
    var files: String { path + "/files" }
    var keys: String { path + "/keys" }
    /// Marks a folder whose contents were made up, so that they never mix with somebody's work.
    var demoMark: String { path + "/demo" }

    var isDemo: Bool { FileManager.default.fileExists(atPath: demoMark) }
    var hasDatabase: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes the folder if it is not there. Throws a sentence that names the setting where nothing can be kept in it.
    func prepare() throws(CommandFailure) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if !files.fileExists(atPath: path, isDirectory: &isFolder) {
            do {
                try files.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw CommandFailure("RELAIS_DATA names \(path), a folder that is not there and cannot be made.")
            }
        } else if !isFolder.boolValue {
            throw CommandFailure("RELAIS_DATA names \(path), which is no folder.")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw CommandFailure("RELAIS_DATA names \(path), where this user may not write.")
        }
    }
}

/// Addresses that nothing leaves the house by.
enum LocalAddress {
    static func isLocal(url: String) -> Bool {
        guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        if bare == "localhost" || bare == "::1" || bare.hasSuffix(".localhost") || bare.hasSuffix(".local") {
            return true
        }
        let numbers = bare.split(separator: ".").compactMap { UInt8($0) }
        guard numbers.count == 4, bare.split(separator: ".", omittingEmptySubsequences: false).count == 4 else {
            return false
        }
        // Loopback, and the private networks of RFC 1918: a demo may be looked at from a telephone beside it.
        return numbers[0] == 127 || numbers[0] == 10 || (numbers[0] == 192 && numbers[1] == 168)
            || (numbers[0] == 172 && (16...31).contains(numbers[1]))
    }
}

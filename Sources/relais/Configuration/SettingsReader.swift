import Domain
import Foundation
import Gateways
import Intake

/// Takes the settings one by one and collects what is wrong with them.
struct SettingsReader {
    private let values: [String: String]
    private(set) var problems: [String]

    init(_ settings: Settings) {
        values = settings.values
        problems = settings.problems
    }

    mutating func listen() -> ListenAddress? {
        let text = values["RELAIS_LISTEN"] ?? "127.0.0.1:8080"
        if let address = ListenAddress(text) { return address }
        problems.append("RELAIS_LISTEN must look like 127.0.0.1:8080, not \(text).")
        return nil
    }

    /// Whoever has it sees how much is going on, and nothing of anybody.
    mutating func metricsToken() -> String? {
        guard let token = values["RELAIS_METRICS_TOKEN"] else { return nil }
        guard token.count >= 16 else {
            problems.append("RELAIS_METRICS_TOKEN must have at least 16 characters.")
            return nil
        }
        return token
    }

    mutating func publicURL(listen: ListenAddress?) -> String? {
        guard let text = values["RELAIS_PUBLIC_URL"] else { return listen.map { "http://\($0)" } }
        guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme ?? ""),
            parts.host?.isEmpty == false, parts.path.isEmpty || parts.path == "/", parts.query == nil,
            parts.fragment == nil, parts.user == nil
        else {
            problems.append("RELAIS_PUBLIC_URL must look like https://portal.example, without a path, not \(text).")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    mutating func dataFolder() -> String {
        if let url = values["RELAIS_DATABASE_URL"] {
            problems.append(
                url.hasPrefix("postgres")
                    ? "RELAIS_DATABASE_URL names PostgreSQL, which is not built yet: leave it out for SQLite."
                    : "RELAIS_DATABASE_URL must be left out: SQLite lies in the folder of RELAIS_DATA.")
        }
        let path = values["RELAIS_DATA"] ?? "var"
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    mutating func root() -> String? {
        if let path = values["RELAIS_ROOT"] {
            if RootFolder.isOne(path) { return path }
            problems.append("RELAIS_ROOT must name a folder that holds Templates and Web, not \(path).")
            return nil
        }
        if let path = RootFolder.find() { return path }
        problems.append(
            "Templates and Web are not found beside the program: set RELAIS_ROOT to the folder that has them.")
        return nil
    }

    mutating func sms(root: String?) -> Configuration.SMSChoice? {
        let name = values["RELAIS_SMS_GATEWAY"] ?? "sandbox"
        let settings = values.filter { $0.key.hasPrefix(Settings.gatewayPrefix) }
        if name == "sandbox" {
            for name in settings.keys.sorted() where name != "RELAIS_SMS_GATEWAY" {
                problems.append("\(name) means nothing to the sandbox: name a gateway in RELAIS_SMS_GATEWAY.")
            }
            return .sandbox
        }
        // The descriptions beside the program stand in for those of a wrong RELAIS_ROOT: one run is to tell all.
        guard let root = root ?? RootFolder.find() else { return nil }
        do {
            return .described(
                try GatewayConfiguration.load(name, folder: root + "/deploy/gateways", settings: settings))
        } catch {
            problems += error.problems
            return nil
        }
    }

    mutating func mail() -> (SMTPServer?, String) {
        var from = "relais@localhost"
        if let text = values["RELAIS_MAIL_FROM"] {
            if (try? EmailAddress.read(text)) == nil {
                problems.append("RELAIS_MAIL_FROM must be an e-mail address such as no-reply@portal.example.")
            }
            from = text
        } else if values["RELAIS_SMTP_URL"] != nil {
            problems.append("RELAIS_MAIL_FROM is missing: mails need an address that they come from.")
        }
        guard let text = values["RELAIS_SMTP_URL"] else { return (nil, from) }
        do {
            return (try SMTPServer(text), from)
        } catch {
            problems += error.problems
            return (nil, from)
        }
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(_ name: String, _: Value.Type) -> Value?
    where Value.RawValue == String {
        guard let text = values[name] else { return nil }
        if let value = Value(rawValue: text) { return value }
        let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("\(name) must be one of \(choices), not \(text).")
        return nil
    }

    /// Ways out that lead nowhere: beside a public address they would lose every message.
    mutating func refuseSandbox(publicURL: String?) {
        // A public address with something wrong in it is one that is meant for the public.
        guard let publicURL = publicURL ?? values["RELAIS_PUBLIC_URL"], URL(string: publicURL)?.host() != nil,
            !LocalAddress.isLocal(url: publicURL)
        else { return }
        if (values["RELAIS_SMS_GATEWAY"] ?? "sandbox") == "sandbox" {
            problems.append(
                "RELAIS_SMS_GATEWAY is sandbox, which sends nothing, but RELAIS_PUBLIC_URL is \(publicURL): "
                    + "name a gateway of deploy/gateways.")
        }
        if values["RELAIS_SMTP_URL"] == nil {
            problems.append(
                "RELAIS_SMTP_URL is missing, so that no mail would be sent, but RELAIS_PUBLIC_URL is \(publicURL).")
        }
    }

    mutating func refuseWhatIsNotBuilt() {
        for name in ["RELAIS_IMAP_URL", "RELAIS_MAIL_REPLY"] where values[name] != nil {
            problems.append("\(name) is set, but answers by mail are not built yet: leave it out.")
        }
    }
}

/// Where the program finds its templates.
enum RootFolder {
    static func isOne(_ path: String) -> Bool {
        ["Templates", "Web"].allSatisfy { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    /// Beside the program, above it (a build lies in `.build` of its checkout), else the working directory.
    static func find() -> String? {
        var candidates: [String] = []
        if let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            var folder = URL(fileURLWithPath: program)
            for _ in 0..<5 where folder.path != "/" {
                folder.deleteLastPathComponent()
                candidates.append(folder.path)
            }
        }
        candidates.append(FileManager.default.currentDirectoryPath)
        return candidates.first(where: isOne)
    }
}

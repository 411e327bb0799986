import Foundation

/// The `RELAIS_…` values of the environment and of one file; the environment wins.
struct Settings {
    let values: [String: String]
    /// Names that do not exist and lines that say nothing, each in a sentence.
    let problems: [String]
    private static let prefix = "RELAIS_"

    static let known: Set<String> = [
        "RELAIS_LISTEN", "RELAIS_PUBLIC_URL", "RELAIS_DATA", "RELAIS_DATABASE_URL", "RELAIS_SMS_GATEWAY",
        "RELAIS_SMTP_URL", "RELAIS_MAIL_FROM", "RELAIS_IMAP_URL", "RELAIS_MAIL_REPLY", "RELAIS_LOG_LEVEL",
        "RELAIS_LOG_FORMAT", "RELAIS_ROOT", "RELAIS_METRICS_TOKEN",
    ]
    /// What the SMS gateway's description asks for.
    static let gatewayPrefix = "RELAIS_SMS_"

    /// Throws `ConfigurationError` for a file that cannot be read: what is missing without it is no second problem.
    static func read(
        environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil
    ) throws -> Settings {
        var values: [String: String] = [:]
        var problems: [String] = []
        if let file { (values, problems) = try lines(of: file) }
        for (name, value) in environment where name.hasPrefix(prefix) { values[name] = value }
        // An empty value is how a unit file or a container takes a setting back.
        values = values.filter { !$0.value.isEmpty }
        let unknown = values.keys.sorted().filter { !known.contains($0) && !$0.hasPrefix(gatewayPrefix) }
        problems += unknown.map { "\($0) is no setting of Relais.\(suggestion(for: $0))" }
        return Settings(values: values, problems: problems)
    }

    /// As systemd reads an EnvironmentFile: `NAME=value`, `#` and `;` begin a comment, quotes around a value are
    /// dropped.
    private static func lines(of file: String) throws -> (values: [String: String], problems: [String]) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ConfigurationError(problems: ["The file \(file) of --config cannot be read."])
        }
        var values: [String: String] = [:]
        var problems: [String] = []
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            guard let sign = line.firstIndex(of: "="), line[..<sign].hasPrefix(prefix) else {
                let name = line.prefix { $0 != "=" && !$0.isWhitespace }
                problems.append("\(file): \"\(name.prefix(40))\" is no RELAIS_… setting.")
                continue
            }
            let name = line[..<sign].trimmingCharacters(in: .whitespaces)
            values[name] = unquoted(line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces))
        }
        return (values, problems)
    }

    private static func unquoted(_ value: String) -> String {
        for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            return String(value.dropFirst().dropLast())
        }
        return value
    }

    /// The setting that was probably meant: the nearest by spelling.
    private static func suggestion(for name: String) -> String {
        let nearest = known.map { ($0, distance(name, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let nearest, nearest.1 <= 4 else { return "" }
        return " Is \(nearest.0) meant?"
    }

    /// Levenshtein's.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let next = a == b ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[right.count]
    }
}

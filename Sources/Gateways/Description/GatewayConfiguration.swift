/// A description together with what the administrator set for it, checked: nothing is missing, nothing is unknown.
package struct GatewayConfiguration: Sendable {
    let description: GatewayDescription
    /// By the description's names.
    let variables: [String: String]

    /// Values that must never be shown.
    var secrets: [String] {
        variables.compactMap { name, value in
            description.variables[name]?.secret == true && value.count > 2 ? value : nil
        }
    }

    package var name: String { description.name }

    /// Where messages are handed over: what `relais check` tries to connect to.
    package var address: String { Placeholders(values: variables).fill(description.send.url) ?? "" }

    private static let prefix = "RELAIS_SMS_"

    /// Reads `FOLDER/NAME.json5` and the `RELAIS_SMS_…` settings; every problem is told at once, naming the file and
    /// the key, or the setting.
    package static func load(
        _ name: String, folder: String, settings: [String: String]
    ) throws(GatewayConfigurationError) -> Self {
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        else {
            throw GatewayConfigurationError(problems: ["RELAIS_SMS_GATEWAY: \"\(name)\" is no name of a gateway."])
        }
        let path = "\(folder)/\(name).json5"
        let description = try DescriptionFile.read(path)
        guard description.name == name else {
            throw GatewayConfigurationError(problems: ["\(path): name must be \"\(name)\", as the file is called."])
        }
        return try Self(description, settings: settings)
    }

    /// The settings that a description knows, by their full names.
    package var settingNames: [String] { description.variables.keys.sorted().map(Self.setting) }

    init(_ description: GatewayDescription, settings: [String: String]) throws(GatewayConfigurationError) {
        var problems: [String] = []
        var variables: [String: String] = [:]
        for (name, variable) in description.variables.sorted(by: { $0.key < $1.key }) {
            let setting = Self.setting(name)
            let about = variable.about.map { ": \($0)" } ?? ""
            if let value = settings[setting] ?? variable.default, !value.isEmpty {
                if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
                    problems.append("\(setting) holds control characters.")
                }
                variables[name] = value
            } else if variable.required == true {
                problems.append("\(setting) is missing; the SMS gateway \(description.name) needs it\(about).")
            }
        }
        let known = Set(description.variables.keys.map(Self.setting)).union([Self.setting("gateway")])
        for setting in settings.keys.sorted() where setting.hasPrefix(Self.prefix) && !known.contains(setting) {
            problems.append("\(setting) is unknown to the SMS gateway \(description.name).")
        }
        let url = Placeholders(values: variables).fill(description.send.url) ?? ""
        if problems.isEmpty, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
            problems.append("The address of the SMS gateway \(description.name) must begin with https:// or http://.")
        }
        guard problems.isEmpty else { throw GatewayConfigurationError(problems: problems) }
        self.description = description
        self.variables = variables
    }

    private static func setting(_ name: String) -> String { prefix + name.uppercased() }
}

import Foundation

/// What is wrong with the configuration of a gateway, each in a sentence that names the place.
package struct GatewayConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    package let problems: [String]

    package var description: String { problems.joined(separator: "\n") }
}

/// Reads a description, refusing what it does not know.
enum DescriptionFile {
    static func read(_ path: String) throws(GatewayConfigurationError) -> GatewayDescription {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw GatewayConfigurationError(problems: [
                "\(path) cannot be read: is the name in RELAIS_SMS_GATEWAY right?"
            ])
        }
        return try parse(data, named: path)
    }

    static func parse(_ data: Data, named path: String) throws(GatewayConfigurationError) -> GatewayDescription {
        // Foundation's reader of JSON5 ends the program at bytes that are no UTF-8.
        guard String(validating: data, as: UTF8.self) != nil else {
            throw GatewayConfigurationError(problems: ["\(path): it is not UTF-8."])
        }
        do {
            let decoder = JSONDecoder()
            decoder.allowsJSON5 = true
            let description = try decoder.decode(GatewayDescription.self, from: data)
            // What does not survive being written again was not understood.
            let written = try decoder.decode(JSONValue.self, from: data)
            let understood = try decoder.decode(JSONValue.self, from: JSONEncoder().encode(description))
            let unknown = unknownKeys(in: written, beside: understood, at: "").sorted()
            let problems =
                unknown.isEmpty ? DescriptionCheck(description).problems : unknown.map { "\($0) is not a known key" }
            guard problems.isEmpty else {
                throw GatewayConfigurationError(problems: problems.map { "\(path): \($0)." })
            }
            return description
        } catch let error as GatewayConfigurationError {
            throw error
        } catch {
            throw GatewayConfigurationError(problems: ["\(path): \(sentence(error))."])
        }
    }

    private static func unknownKeys(in written: JSONValue, beside understood: JSONValue, at path: String) -> [String] {
        switch (written, understood) {
        case (.object(let members), .object(let known)):
            members.flatMap { name, value in
                let place = path.isEmpty ? name : "\(path).\(name)"
                guard let twin = known[name] else { return value == .null ? [] : [place] }
                return unknownKeys(in: value, beside: twin, at: place)
            }
        case (.array(let values), .array(let known)):
            zip(values, known).enumerated().flatMap { index, pair in
                unknownKeys(in: pair.0, beside: pair.1, at: "\(path)[\(index)]")
            }
        default:
            []
        }
    }

    private static func sentence(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it cannot be read" }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(let type, let context):
            return "\(place(context.codingPath)) must be \(word(type))"
        case .valueNotFound(let type, let context):
            return "\(place(context.codingPath)) must be \(word(type)), not null"
        case .dataCorrupted(let context):
            guard !context.codingPath.isEmpty else { return "it is not JSON5 (\(syntax(context)))" }
            return "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            return "it cannot be read"
        }
    }

    private static func syntax(_ context: DecodingError.Context) -> String {
        let told = (context.underlyingError as? NSError)?.userInfo["NSDebugDescription"] as? String
        return (told ?? context.debugDescription).trimmingCharacters(in: .init(charactersIn: "."))
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }

    private static func word(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is Int.Type, is Int64.Type: "a whole number"
        case is Double.Type: "a number"
        case is [String].Type: "a list of texts"
        case is [String: String].Type: "an object of texts"
        default: "of another kind"
        }
    }
}

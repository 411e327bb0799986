import Domain
import Intake

extension JSONObject {
    /// A text without control or direction characters, within its length; nil where nothing visible is in it.
    func text(
        _ field: String, maximum: Int, lines: Text.Lines = .one, isRequired: Bool = false
    ) -> String? {
        guard let text = string(field, isRequired: isRequired) else { return nil }
        let clean = collect { () throws(Problem) in
            try Text.clean(text, field: name(field), maximum: maximum, required: isRequired, lines: lines)
        }
        return clean.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A text as it came.
    func string(_ field: String, isRequired: Bool = false) -> String? {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .text(let text) = value else {
            report(field, "type.text")
            return nil
        }
        return text
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ field: String, of _: Value.Type = Value.self, isRequired: Bool = false
    ) -> Value? where Value.RawValue == String {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .text(let text) = value, let choice = Value(rawValue: text) else {
            report(field, "choice.notOneOf", ["choices": Value.allCases.map(\.rawValue).joined(separator: ", ")])
            return nil
        }
        return choice
    }

    /// A list of choices, each once, in the order in which they came.
    func choices<Value: RawRepresentable & CaseIterable & Hashable>(
        _ field: String, of _: Value.Type = Value.self
    ) -> [Value]? where Value.RawValue == String {
        guard let list = list(field, maximum: 20) else { return nil }
        var found: [Value] = []
        for (index, value) in list.enumerated() {
            guard case .text(let text) = value, let choice = Value(rawValue: text) else {
                report(
                    "\(field).\(index)", "choice.notOneOf",
                    ["choices": Value.allCases.map(\.rawValue).joined(separator: ", ")])
                continue
            }
            if !found.contains(choice) { found.append(choice) }
        }
        return found
    }

    func flag(_ field: String, isRequired: Bool = false) -> Bool? {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .flag(let flag) = value else {
            report(field, "type.flag")
            return nil
        }
        return flag
    }

    func integer(_ field: String, isRequired: Bool = false) -> Int64? {
        guard let value = present(field, isRequired: isRequired) else { return nil }
        guard case .integer(let number) = value else {
            report(field, "type.integer")
            return nil
        }
        return number
    }

    func number(_ field: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = present(field) else { return nil }
        let number: Double
        switch value {
        case .integer(let whole): number = Double(whole)
        case .fraction(let fraction): number = fraction
        case .null, .flag, .text, .list, .object:
            report(field, "type.number")
            return nil
        }
        if range.contains(number) { return number }
        let (minimum, maximum) = (String(Int(range.lowerBound)), String(Int(range.upperBound)))
        report(field, "number.range", ["minimum": minimum, "maximum": maximum])
        return nil
    }

    /// `latitude` and `longitude` in degrees, both or neither.
    func coordinates() -> Coordinates? {
        let latitude = number("latitude", in: Coordinates.latitudes)
        let longitude = number("longitude", in: Coordinates.longitudes)
        for (field, other) in [("latitude", "longitude"), ("longitude", "latitude")] where has(field) && !has(other) {
            report(other, "coordinates.half")
        }
        guard let latitude, let longitude else { return nil }
        return Coordinates(latitude: latitude, longitude: longitude)
    }

    /// An id as this API writes it, a text of digits; a number does as well where the language at hand keeps 63 bits.
    func identifier<Subject>(_ field: String, of _: Subject.Type = Subject.self) -> Identifier<Subject>? {
        guard let value = present(field) else { return nil }
        switch value {
        case .text(let text):
            if let id = Identifier<Subject>(text) { return id }
            report(field, "choice.unknown")
        case .integer(let number) where number > 0: return Identifier(number)
        case .integer: report(field, "choice.unknown")
        case .null, .flag, .fraction, .list, .object: report(field, "type.text")
        }
        return nil
    }
}

extension Formats {
    /// An E.164 number in groups as people read it, always with its country: "+33 6 12 34 56 78", "+30 210 123 4567".
    package func phone(_ number: String) -> String {
        for (prefix, groups) in Self.groupings where number.hasPrefix(prefix) {
            let digits = number.dropFirst(prefix.count)
            guard digits.count == groups.reduce(0, +) else { continue }
            return ([prefix] + Self.split(digits, groups)).joined(separator: space)
        }
        return number
    }

    private static let groupings: [(String, [Int])] = [
        ("+33", [1, 2, 2, 2, 2]), ("+30", [3, 3, 4]), ("+48", [3, 3, 3]), ("+44", [4, 6]), ("+32", [3, 2, 2, 2]),
        ("+49", [3, 4, 4]), ("+357", [2, 6]), ("+41", [2, 3, 2, 2]), ("+352", [3, 3, 3]), ("+1", [3, 3, 4]),
        ("+353", [2, 3, 4]),
    ]

    private static func split(_ digits: Substring, _ groups: [Int]) -> [String] {
        var rest = digits
        return groups.map { count in
            defer { rest = rest.dropFirst(count) }
            return String(rest.prefix(count))
        }
    }
}

/// Numbers and addresses as lists and timelines show them: enough to recognise, not enough to copy (E19).
package enum Masked {
    /// "+33 6 ·· ·· ·· 21", "k···@plomberie-martin.example".
    package static func address(_ address: String, _ formats: Formats) -> String {
        guard let at = address.firstIndex(of: "@") else { return phone(formats.phone(address)) }
        return "\(address.prefix(1))···\(address[at...])"
    }

    /// The country, the first digit behind it and the last two. Where no gap tells how long the country is, it counts as
    /// two digits.
    private static func phone(_ number: String) -> String {
        let country = number.prefix { !$0.isWhitespace }
        let first = (country.count < number.count ? country.count(where: \.isNumber) : 2) + 1
        let last = number.count(where: \.isNumber) - 2
        var seen = 0
        return String(
            number.map { character in
                guard character.isNumber else { return character }
                seen += 1
                return seen <= first || seen > last ? character : "·"
            })
    }
}

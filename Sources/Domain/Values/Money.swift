/// An amount of money, tax and all charges included (A8), in minor units: cents, grosze.
package struct Money: Hashable, Sendable, Codable {
    package let amount: Int64
    /// ISO 4217, three capitals.
    package let currency: String

    package init(amount: Int64, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// Digits after the decimal sign: two for every currency of the organizations served (EUR, PLN, GBP, CHF, USD).
    package static let fractionDigits = 2
}

import Domain
import Intake
import Testing

@Suite struct AmountTextTests {
    @Test(
        "money is read with comma or point, with groups and signs",
        arguments: [
            ("450", 45_000), ("450,5", 45_050), ("450.5", 45_050), ("450,50", 45_050), ("0", 0), ("0,05", 5),
            ("1.234,56", 123_456), ("1,234.56", 123_456), ("1 234,56", 123_456), ("1\u{A0}234,56", 123_456),
            ("1\u{202F}234,56 €", 123_456), ("1'234.50", 123_450), ("1’234’567.00", 123_456_700),
            ("1.234.567", 123_456_700),
            ("1,234,567", 123_456_700), ("€450", 45_000), ("450€", 45_000), ("450 EUR", 45_000), ("eur 450", 45_000),
            ("450,-", 45_000), ("12 345", 1_234_500), ("  450 ", 45_000), ("007", 700),
        ])
    func read(typed: String, amount: Int64) throws {
        #expect(try AmountText.read(typed, currency: "EUR") == Money(amount: amount, currency: "EUR"))
    }

    @Test("each currency is read with its own sign and refuses another's")
    func currencies() throws {
        #expect(try AmountText.read("1 234,00 zł", currency: "PLN").amount == 123_400)
        #expect(try AmountText.read("£1,234.00", currency: "GBP").amount == 123_400)
        #expect(try AmountText.read("100 SEK", currency: "SEK").amount == 10_000)
        let problem = Problem(field: "amount", key: "amount.currency", arguments: ["currency": "EUR"])
        #expect(throws: problem) { try AmountText.read("450 zł", field: "amount", currency: "EUR") }
        #expect(throws: problem) { try AmountText.read("$450", field: "amount", currency: "EUR") }
    }

    @Test(
        "what cannot be read for certain is asked again",
        arguments: [
            (nil, "missing"), ("", "missing"), (" \u{A0}", "missing"), ("abc", "unreadable"), ("12a", "unreadable"),
            ("1.234", "ambiguous"), ("1,234", "ambiguous"), ("12,345", "ambiguous"), ("1234,567", "unreadable"),
            ("0,123", "unreadable"), ("1,2,3", "unreadable"), ("1.23.456", "unreadable"), ("1 23", "unreadable"),
            ("1 234 56", "unreadable"), ("1.234,56,7", "unreadable"), ("1,234,56", "unreadable"), (",50", "unreadable"),
            ("450,", "unreadable"), ("1,2345", "unreadable"), ("-450", "negative"), ("−450", "negative"),
            ("- 450 €", "negative"), ("€ -450", "negative"), ("(450)", "unreadable"), ("1e9", "unreadable"),
            ("٤٥٠", "unreadable"), ("４５０", "unreadable"), ("450 €€", "unreadable"), ("€", "unreadable"),
            (".", "unreadable"),
            ("1  234", "unreadable"), ("1.234 567,00", "unreadable"),
        ])
    func refused(typed: String?, key: String) {
        #expect(throws: Problem(field: "amount", key: "amount." + key)) {
            try AmountText.read(typed, field: "amount", currency: "EUR")
        }
    }

    @Test(
        "absurd sizes are refused without overflow",
        arguments: ["10000000,01", "99999999999999999999", "9223372036854775807", "92233720368547758,07", "99 999 999"])
    func absurd(typed: String) {
        #expect(throws: Problem.self) { try AmountText.read(typed, currency: "EUR") }
    }

    @Test("the limit itself is allowed and named when passed")
    func limit() throws {
        #expect(try AmountText.read("10 000 000,00", currency: "EUR").amount == AmountText.defaultMaximum)
        #expect(throws: Problem(field: "a", key: "amount.tooLarge", arguments: ["maximum": "500"])) {
            try AmountText.read("500,01", field: "a", currency: "EUR", maximum: 500_00)
        }
    }
}

import Domain
import Intake
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        "numbers are read as each country dials them",
        arguments: [
            ("06 39 98 12 34", "FR", "+33639981234", "FR"), ("+33 (0)6 39 98 12 34", "PL", "+33639981234", "FR"),
            ("0033639981234", "FR", "+33639981234", "FR"), ("06.39.98.12.34", "fr", "+33639981234", "FR"),
            ("690 000 0001", "GR", "+306900000001", "GR"), ("210 123 4567", "GR", "+302101234567", "GR"),
            ("512 345 678", "PL", "+48512345678", "PL"), ("+48512345678", "GR", "+48512345678", "PL"),
            ("07700 900123", "GB", "+447700900123", "GB"), ("\u{A0}06\u{202F}39 98 12 34 ", "FR", "+33639981234", "FR"),
            ("＋３３６３９９８１２３４", "FR", "+33639981234", "FR"),
        ])
    func read(typed: String, region: String, e164: String, home: String) throws {
        let number = try PhoneNumber.read(typed, region: region)
        #expect(number.e164 == e164)
        #expect(number.region == home)
        #expect(PhoneNumber(number.e164) == number)
    }

    @Test(
        "what is no number is refused",
        arguments: [
            "12", "0639", "0000000000", "00 00 00 00 00", "+33 0 00 00 00 00", "9999999999", "0639981", "06399812345",
            "+33", "+", "call 0639981234", "0639981234 ext 5", "06 39 98 12 34 / 06 39 98 12 35",
            "1-800-FLOWERS", "+999123456789", "++33639981234", "06+39981234", "a@b.example", "０", "①②③",
            String(repeating: "1", count: 5000), "<script>", "((((((((((",
        ])
    func invalid(typed: String) {
        #expect(throws: Problem(field: "phone", key: "phone.invalid")) {
            try PhoneNumber.read(typed, field: "phone", region: "FR")
        }
    }

    @Test("an empty field is missing, and a number without prefix needs a country")
    func missing() {
        #expect(throws: Problem(field: "phone", key: "phone.missing")) {
            try PhoneNumber.read(" ", field: "phone", region: "FR")
        }
        #expect(throws: Problem.self) { try PhoneNumber.read(nil, region: "FR") }
        #expect(PhoneNumber("0639981234") == nil)
        #expect(PhoneNumber("0639981234", region: "nonsense") == nil)
    }

    @Test("numbers are shown as at home and as abroad; mobiles are told from land lines")
    func shown() throws {
        let mobile = try PhoneNumber.read("+33639981234", region: "FR")
        #expect(mobile.national == "06 39 98 12 34")
        #expect(mobile.international == "+33 6 39 98 12 34")
        #expect(mobile.isMobile)
        #expect(try !PhoneNumber.read("01 99 00 12 34", region: "FR").isMobile)
        #expect(try !PhoneNumber.read("210 123 4567", region: "GR").isMobile)
    }
}

@Suite struct EmailAddressTests {
    @Test(
        "ordinary addresses are read, their domain in lower case",
        arguments: [
            (" Info@Plombier.EXAMPLE ", "Info@plombier.example"), ("a.b+c@x-y.example.org", "a.b+c@x-y.example.org"),
            ("o'neil@example.org", "o'neil@example.org"), ("root@localhost", "root@localhost"),
            ("x@sub.sub.sub.example", "x@sub.sub.sub.example"),
        ])
    func read(typed: String, text: String) throws {
        #expect(try EmailAddress.read(typed).text == text)
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "a", "@", "a@", "@b.example", "a@b", "a@@b.example", "a@b@c.example", "a b@c.example", "a@b c.example",
            "a@b..example", ".a@b.example", "a.@b.example", "a..b@c.example", "a@-b.example", "a@b-.example",
            "a@b.example.", "a@1.2.3.4", "a@[127.0.0.1]", "a@b.example\r\nBcc: c@d.example", "a,b@c.example",
            "<a@b.example>", "\"a b\"@c.example", "α@b.example", "a@παράδειγμα.example", "mailto:a@b.example",
            String(repeating: "a", count: 65) + "@b.example", "a@" + String(repeating: "b", count: 64) + ".example",
            String(repeating: "a", count: 100_000),
        ])
    func invalid(typed: String) {
        #expect(throws: Problem(field: "email", key: "email.invalid")) {
            try EmailAddress.read(typed, field: "email")
        }
    }

    @Test("an empty field is missing")
    func missing() {
        #expect(throws: Problem(field: "email", key: "email.missing")) { try EmailAddress.read("", field: "email") }
    }
}

import Domain
import Testing

@testable import Rendering

@Suite struct FormatsTests {
    private let day = LocalDateTime("2026-11-23T09:00")

    @Test(
        "AF4 dates are written as each language writes them",
        arguments: [
            (Language.fr, "2020-10-08T08:05", "8 octobre 2020"), (.el, "2020-10-25T08:05", "25 Οκτωβρίου 2020"),
            (.pl, "2026-09-01T08:05", "1 września 2026"), (.en, "2026-03-31T08:05", "31 March 2026"),
            (.fr, "2026-05-01T08:05", "1er mai 2026"),
        ])
    func dates(language: Language, local: String, text: String) throws {
        #expect(Formats(language, plain: true).date(try #require(LocalDateTime(local))) == text)
    }

    @Test(
        "A9 an appointment names the site's zone in the reader's language",
        arguments: [
            (Language.fr, "lundi 23 novembre 2026 à 9 h 00, heure de Paris"),
            (.el, "Δευτέρα 23 Νοεμβρίου 2026, 09:00, ώρα Παρισιού"),
            (.pl, "poniedziałek, 23 listopada 2026, godz. 9:00, czas w Paryżu"),
            (.en, "Monday 23 November 2026 at 09:00, Paris time"),
        ])
    func appointments(language: Language, text: String) throws {
        let visit = try Appointment.resolve(try #require(day), in: "Europe/Paris")
        #expect(Formats(language, plain: true).appointment(visit) == text)
    }

    @Test("P28 a moment is shown in the zone of the site")
    func zones() {
        let moment = Instant(milliseconds: 1_795_392_000_000)
        #expect(Formats(.en, plain: true).shortDateTime(moment, in: "Europe/Athens") == "Mon 23 Nov, 02:00")
        #expect(Formats(.fr, plain: true).shortDateTime(moment, in: "Europe/Paris") == "lun. 23 nov., 1 h 00")
        #expect(Formats(.pl).zone("Atlantic/Cape_Verde") == "czas lokalny (Cape Verde)")
    }

    @Test(
        "weekdays are right across years and leap days",
        arguments: [
            ("2026-11-22T00:00", "Sunday"), ("2024-02-29T00:00", "Thursday"), ("2000-01-01T00:00", "Saturday"),
            ("2100-03-01T00:00", "Monday"),
        ])
    func weekdays(local: String, name: String) throws {
        #expect(Formats(.en).weekdayDate(try #require(LocalDateTime(local))).hasPrefix(name + " "))
    }

    @Test(
        "A8 money is written as each language writes it",
        arguments: [
            (Language.fr, 45_000, "EUR", "450,00 €"), (.fr, 145_005, "EUR", "1 450,05 €"),
            (.el, 145_005, "EUR", "1.450,05 €"), (.pl, 145_005, "PLN", "1450,05 zł"),
            (.pl, 1_450_005, "PLN", "14 500,05 zł"), (.en, 145_005, "EUR", "€1,450.05"),
            (.en, 145_005, "PLN", "PLN 1,450.05"), (.fr, 7, "CHF", "0,07 CHF"),
        ])
    func money(language: Language, amount: Int64, currency: String, text: String) {
        #expect(Formats(language, plain: true).money(Money(amount: amount, currency: currency)) == text)
    }

    @Test(
        "lengths of time take one or two units",
        arguments: [
            (Language.fr, Span.minutes(45), "45 min"), (.fr, .minutes(150), "2 h 30 min"), (.el, .hours(1), "1 ώρα"),
            (.el, .hours(30), "30 ώρες"), (.pl, .days(3), "3 dni"), (.en, .seconds(5), "1 min"),
            (.fr, .days(2), "2 jours"),
        ])
    func durations(language: Language, span: Span, text: String) {
        #expect(Formats(language, plain: true).duration(span) == text)
    }

    @Test(
        "sizes are round",
        arguments: [(0, "0 B"), (999, "999 B"), (1500, "2 kB"), (1_240_000, "1.2 MB"), (25_000_000, "25 MB")])
    func sizes(bytes: Int64, text: String) {
        #expect(Formats(.en, plain: true).size(bytes: bytes) == text)
    }

    @Test("A4 phone numbers keep their country and are grouped; an unknown shape is shown as it is")
    func phones() {
        let formats = Formats(.fr, plain: true)
        #expect(formats.phone("+33612345678") == "+33 6 12 34 56 78")
        #expect(formats.phone("+302101234567") == "+30 210 123 4567")
        #expect(formats.phone("+48600123456") == "+48 600 123 456")
        #expect(formats.phone("+3361") == "+3361")
    }

    @Test("E19 lists show only the country, the first and the last two digits")
    func masked() {
        let formats = Formats(.en, plain: true)
        #expect(Masked.address("+33639981221", formats) == "+33 6 ·· ·· ·· 21")
        #expect(Masked.address("+306900000001", formats) == "+30 6·· ··· ··01")
        #expect(Masked.address("+48512345678", formats) == "+48 5·· ··· ·78")
        #expect(Masked.address("+353850123456", formats) == "+353 8· ··· ··56")
        #expect(Masked.address("+12025550123", formats) == "+1 2·· ··· ··23")
        // Of a country whose groups we do not know.
        #expect(Masked.address("+34612345678", formats) == "+346······78")
    }

    @Test("a masked mail address shows its first letter and where it is")
    func maskedMail() {
        #expect(Masked.address("jeanne@example.org", Formats(.fr)) == "j···@example.org")
    }
}

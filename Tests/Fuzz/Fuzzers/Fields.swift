import Domain
import Foundation

@testable import Intake
@testable import Rendering

extension Fuzzers {
    private static let currencies = ["EUR", "PLN", "GBP", "CHF", "USD"]
    private static let zones = [
        "Europe/Paris", "Europe/Athens", "Europe/Warsaw", "Europe/London", "UTC", "Pacific/Apia", "Nowhere/AtAll",
    ]

    /// What is read is within its limit, and an input field and a page that show it are read as the same.
    static func amount(_ input: Input) {
        var input = input
        let choice = Int(input.byte())
        let currency = currencies[choice % currencies.count]
        let most: Int64 = choice < 128 ? AmountText.defaultMaximum : .max
        guard let money = try? AmountText.read(input.text, currency: currency, maximum: most) else { return }
        expect((0...most).contains(money.amount) && money.currency == currency, "\(money)")
        for language in Language.allCases {
            let formats = Formats(language)
            for shown in [formats.plainAmount(money), formats.money(money)] {
                let again = try? AmountText.read(shown, currency: currency, maximum: most)
                expect(again == money, "\(shown) is \(money), not \(String(describing: again))")
            }
        }
    }

    /// An appointment is the time that was typed, at the site, and neither past nor years ahead.
    static func visit(_ input: Input) {
        var input = input
        let zone = zones[Int(input.byte()) % zones.count]
        let now = Instant(milliseconds: 1_795_000_000_000 + Int64(input.byte()) * 86_400_000)
        let (date, time) = (input.line(), input.line())
        if let local = LocalDateTime(input.line()) { expect(LocalDateTime(local.description) == local, "\(local)") }
        guard let local = try? DateText.read(date: date, time: time) else {
            expect((try? VisitTime.resolve(date: date, time: time, timeZone: zone, now: now)) == nil, date + time)
            return
        }
        expect(LocalDateTime(local.description) == local, "\(local)")
        let again = try? DateText.read(date: local.dateText, time: local.timeText)
        expect(again == local, "\(local) read again")
        let later = Appointment(now, in: zone).later(days: Int(input.byte()))
        expect(Appointment(later.instant, in: zone).local == later.local, "\(later)")
        do {
            let visit = try VisitTime.resolve(date: date, time: time, timeZone: zone, now: now)
            expect(visit.local == local && visit.timeZone == zone, "\(visit)")
            expect(Appointment(visit.instant, in: zone).local == local, "\(visit)")
            expect(visit.instant + .minutes(5) >= now && visit.instant - .days(733) < now, "\(visit)")
        } catch {
            expect(!error.isEmpty, "a reason")
        }
    }

    /// A number that is taken is taken again as it is stored and as it is shown; so is a mail address.
    static func contact(_ input: Input) {
        var input = input
        let region = ["FR", "GR", "PL", "GB", "ZZ"][Int(input.byte()) % 5]
        let text = input.text
        if let number = try? PhoneNumber.read(text, region: region) {
            expect(number.e164.hasPrefix("+") && number.e164.dropFirst().allSatisfy(\.isNumber), number.e164)
            expect(PhoneNumber(number.e164)?.e164 == number.e164, "\(text): \(number)")
            let shown = Masked.address(number.e164, Formats(.en))
            expect(shown.count(where: \.isNumber) < number.e164.count(where: \.isNumber), shown)
        }
        if let address = try? EmailAddress.read(text) {
            expect(EmailAddress(address.text) == address && address.text.utf8.count <= 254, address.text)
            expect(address.text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, address.text)
        }
    }
}

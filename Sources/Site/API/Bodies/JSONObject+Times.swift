import Domain
import Foundation
import Intake

extension JSONObject {
    /// An amount in minor units, tax included: `{"amount": 45000, "currency": "EUR"}`. Without a currency the
    /// organization's is meant.
    func money(_ field: String, currency own: String) -> Money? {
        object(field)?.money(currency: own)
    }

    /// As above, where the object itself is the amount.
    func money(currency own: String) -> Money? {
        let amount = integer("amount", isRequired: true)
        let currency = has("currency") ? string("currency") : own
        // Every amount is shown with two digits after its sign, so only currencies that have two (`Money`).
        let known = Set(["EUR", "PLN", "GBP", "CHF", "USD", own])
        if let currency, !known.contains(currency) {
            report("currency", "money.currency", ["choices": known.sorted().joined(separator: ", ")])
        }
        guard let amount, let currency else { return nil }
        if amount <= 0 {
            report("amount", amount == 0 ? "amount.zero" : "amount.negative")
        } else if amount > AmountText.defaultMaximum {
            report("amount", "amount.tooLarge", ["maximum": String(AmountText.defaultMaximum / 100)])
        }
        return known.contains(currency) ? Money(amount: amount, currency: currency) : nil
    }

    /// A moment still to come, as RFC 3339 writes it: `2026-11-23T09:00:00+01:00`.
    func moment(_ field: String, after now: Instant) -> Instant? {
        guard let text = string(field) else { return nil }
        switch MomentText.read(text) {
        case .moment(let instant) where instant > now: return instant
        case .moment: report(field, "date.past")
        case .nonexistent: report(field, "date.nonexistent")
        case .unreadable: report(field, "dateTime.unreadable")
        }
        return nil
    }

    /// A date and time at the site: local, `2026-11-23T09:00`, or a moment of RFC 3339, which the site's clock shows.
    func appointment(
        _ field: String, timeZone: String, now: Instant, isRequired: Bool = false
    ) -> Appointment? {
        guard let text = string(field, isRequired: isRequired) else { return nil }
        let local: LocalDateTime
        switch MomentText.readLocal(text) {
        case .local(let read): local = read
        case .moment(let instant): local = Appointment(instant, in: timeZone).local
        case .nonexistent:
            report(field, "date.nonexistent")
            return nil
        case .unreadable:
            report(field, "localDateTime.unreadable")
            return nil
        }
        return collectAll { () throws(Problems) in
            try VisitTime.resolve(
                local, timeZone: timeZone, now: now, dateField: name(field), timeField: name(field))
        }
    }

    /// An IANA name.
    func timeZone(_ field: String = "timeZone") -> String? {
        guard let text = string(field), !text.isEmpty else { return nil }
        // What is no name of a zone but an offset (`GMT+5`) comes back under another name.
        if text == "UTC" || TimeZone(identifier: text)?.identifier == text { return text }
        report(field, "timeZone.unknown")
        return nil
    }
}

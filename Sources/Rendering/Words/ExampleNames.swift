package import Domain

/// Names, places and sentences for samples of pages and messages, belonging to nobody: numbers are of the ranges that
/// the regulators keep for fiction, or cannot be assigned.
package struct ExampleNames: Sendable {
    package let language: Language
    package let organization, contractor, manager, contact, customer: String
    package let title, description, site, address: String
    /// Callback, site, contact; E.164.
    package let phones: [String]
    package let messages: [String]
    package let timeZone, currency: String
    package let brand: Brand

    /// Monday 23 November 2026, 9:00 at the site.
    package var visit: Appointment? {
        LocalDateTime("2026-11-23T09:00").flatMap { try? Appointment.resolve($0, in: timeZone) }
    }

    package init(_ language: Language) {
        switch language {
        case .fr: self = Self.french
        case .el: self = Self.greek
        case .pl: self = Self.polish
        case .en: self = Self.english
        }
    }

    private init(
        _ language: Language, _ people: [String], _ texts: [String], phones: [String], messages: [String],
        timeZone: String, currency: String, brand: Brand
    ) {
        self.language = language
        (organization, contractor, manager, contact, customer) = (people[0], people[1], people[2], people[3], people[4])
        (title, description, site, address) = (texts[0], texts[1], texts[2], texts[3])
        self.phones = phones
        self.messages = messages
        self.timeZone = timeZone
        self.currency = currency
        self.brand = brand
    }

    private static let french = ExampleNames(
        .fr, ["Cabinet Lenoir", "Plomberie Martin", "Claire Dumas", "Mme Ferrand", "Copropriété des Lilas"],
        [
            "Fuite d’eau sous évier, appartement 3B",
            "L’occupante signale une fuite continue au niveau du siphon.\nL’arrivée d’eau a été coupée.",
            "Résidence des Lilas", "12 rue des Lilas, 69003 Lyon\n3ᵉ étage, code 27B4",
        ],
        phones: ["+33472000100", "+33199001234", "+33639980012"],
        messages: [
            "Bonjour, le gardien peut vous ouvrir dès 8 h 30.", "Merci, bien noté. Y a-t-il un parking ?",
        ], timeZone: "Europe/Paris", currency: "EUR", brand: .pine)

    private static let greek = ExampleNames(
        .el,
        ["Διαχείριση Αιγέας", "Υδραυλικά Νικολάου", "Ελένη Μαρκοπούλου", "κ. Αντωνίου", "Πολυκατοικία Ερμού 14"],
        [
            "Διαρροή νερού κάτω από τον νεροχύτη",
            "Η ένοικος αναφέρει συνεχή διαρροή στο σιφόνι.\nΗ παροχή νερού έχει κλείσει.", "Ερμού 14",
            "Ερμού 14, 105 63 Αθήνα\n3ος όροφος, κουδούνι Αντωνίου",
        ],
        phones: ["+302100000100", "+302100000101", "+306900000012"],
        messages: [
            "Καλησπέρα, ο θυρωρός ανοίγει από τις 8:30.", "Ευχαριστώ. Υπάρχει χώρος στάθμευσης;",
        ], timeZone: "Europe/Athens", currency: "EUR", brand: .ocean)

    private static let polish = ExampleNames(
        .pl,
        [
            "Zarząd Nieruchomości Klon", "Hydraulika Zieliński", "Anna Wrona", "p. Kowalczyk",
            "Wspólnota Mieszkaniowa Lipowa 8",
        ],
        [
            "Wyciek wody pod zlewem, mieszkanie 12",
            "Lokatorka zgłasza ciągły wyciek przy syfonie.\nDopływ wody został zakręcony.", "Lipowa 8",
            "ul. Lipowa 8/12, 00-316 Warszawa\n3 piętro, domofon 12",
        ],
        phones: ["+48220000100", "+48220000101", "+48600000012"],
        messages: [
            "Dzień dobry, dozorca otworzy od 8:30.", "Dziękuję. Czy jest miejsce parkingowe?",
        ], timeZone: "Europe/Warsaw", currency: "PLN", brand: .indigo)

    private static let english = ExampleNames(
        .en,
        ["Harbour Property Care", "Miller Plumbing", "Grace Holloway", "Mrs Ferrand", "The Lilacs residents’ company"],
        [
            "Water leak under the sink, flat 3B",
            "The tenant reports a steady leak at the trap.\nThe water has been turned off.", "The Lilacs",
            "12 Lilac Street, Dublin 2\n3rd floor, code 27B4",
        ],
        phones: ["+353205550100", "+353205550101", "+353205550102"],
        messages: [
            "Hello, the caretaker can let you in from 8:30.", "Thanks, noted. Is there a place to park?",
        ], timeZone: "Europe/Dublin", currency: "EUR", brand: .plum)
}

import Domain

extension Formats {
    /// A time zone by the name of its city: "heure de Paris", "ώρα Παρισιού", "czas w Paryżu", "Paris time".
    package func zone(_ identifier: String) -> String {
        if identifier == "UTC" || identifier == "GMT" || identifier == "Etc/UTC" { return "UTC" }
        if let names = Self.cities[identifier] {
            switch language {
            case .fr: return "heure \(names.fr)"
            case .el: return "ώρα \(names.el)"
            case .pl: return "czas \(names.pl)"
            case .en: return "\(names.en) time"
            }
        }
        let city = identifier.split(separator: "/").last.map { String($0).replacing("_", with: " ") } ?? identifier
        switch language {
        case .fr: return "heure locale (\(city))"
        case .el: return "τοπική ώρα (\(city))"
        case .pl: return "czas lokalny (\(city))"
        case .en: return "\(city) time"
        }
    }

    private static let cities: [String: (fr: String, el: String, pl: String, en: String)] = [
        "Europe/Paris": ("de Paris", "Παρισιού", "w Paryżu", "Paris"),
        "Europe/Athens": ("d’Athènes", "Αθήνας", "w Atenach", "Athens"),
        "Europe/Warsaw": ("de Varsovie", "Βαρσοβίας", "w Warszawie", "Warsaw"),
        "Europe/London": ("de Londres", "Λονδίνου", "w Londynie", "London"),
        "Europe/Dublin": ("de Dublin", "Δουβλίνου", "w Dublinie", "Dublin"),
        "Europe/Brussels": ("de Bruxelles", "Βρυξελλών", "w Brukseli", "Brussels"),
        "Europe/Luxembourg": ("de Luxembourg", "Λουξεμβούργου", "w Luksemburgu", "Luxembourg"),
        "Europe/Zurich": ("de Zurich", "Ζυρίχης", "w Zurychu", "Zurich"),
        "Europe/Berlin": ("de Berlin", "Βερολίνου", "w Berlinie", "Berlin"),
        "Europe/Madrid": ("de Madrid", "Μαδρίτης", "w Madrycie", "Madrid"),
        "Europe/Lisbon": ("de Lisbonne", "Λισαβόνας", "w Lizbonie", "Lisbon"),
        "Europe/Rome": ("de Rome", "Ρώμης", "w Rzymie", "Rome"),
        "Asia/Nicosia": ("de Nicosie", "Λευκωσίας", "w Nikozji", "Nicosia"),
        "America/New_York": ("de New York", "Νέας Υόρκης", "w Nowym Jorku", "New York"),
    ]
}

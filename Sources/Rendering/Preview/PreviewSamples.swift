import Domain

extension PhonePage {
    package static var samples: [Self] {
        Language.allCases.flatMap { language in
            let now = DeskSamples(language: language).now
            let owners = [
                Owner(
                    key: "contact-1", name: "Karim Martin",
                    addresses: ["+33612345621", "karim@plomberie-martin.example"], count: 3),
                Owner(key: "contact-2", name: "Νίκος Υδραυλικός", addresses: ["+306941234567"], count: 1),
                Owner(key: "manager-1", name: "Claire Dumas", addresses: ["claire@cabinet-lenoir.example"], count: 2),
            ]
            let link = "http://127.0.0.1:8080/t/0aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0c"
            let messages = [
                Message(
                    id: "3", way: .sms, from: "LENOIR", subject: nil,
                    text:
                        "Cabinet Lenoir: intervention 2026-00417 URGENT, 12 rue des Lilas. Repondre avant 17:25\n\(link)",
                    at: now - .minutes(2)),
                Message(
                    id: "2", way: .email, from: "Cabinet Lenoir",
                    subject: "Ordre de service 2026-00417 · 12 rue des Lilas",
                    text: "Bonjour,\n\nFuite d’eau sous évier. <Voir> les détails :\n\(link)\n\nCabinet Lenoir",
                    at: now - .minutes(2)),
                Message(
                    id: "1", way: .sms, from: "LENOIR", subject: nil, text: "Rappel: reponse attendue.\n\(link)",
                    at: now - .days(2)),
            ]
            return [
                Self(
                    language: language, owners: owners, current: owners.first, messages: messages, now: now,
                    timeZone: "Europe/Paris"),
                Self(language: language, owners: [], current: nil, messages: [], now: now, timeZone: "Europe/Paris"),
            ]
        }
    }
}

extension StartPage {
    package static var samples: [Self] {
        Language.allCases.map { language in
            Self(
                language: language,
                desks: [
                    Desk(
                        manager: "Claire Dumas", id: ManagerID(1), organization: "Cabinet Lenoir", language: .fr,
                        brand: .pine),
                    Desk(
                        manager: "Ελένη Παππά", id: ManagerID(2), organization: "Διαχείριση Αττικής", language: .el,
                        brand: .ocean),
                ])
        }
    }
}

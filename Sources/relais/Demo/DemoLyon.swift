import Domain
import Workflow

/// A property manager in Lyon. Names belong to nobody; the numbers are of the ranges that France keeps for fiction.
extension DemoOrganization {
    static func lyon(_ id: OrganizationID) -> DemoOrganization {
        DemoOrganization(
            organization: Organization(
                id: id, name: "Régie Bellecour", language: .fr, timeZone: "Europe/Paris", currency: "EUR",
                phone: "+33465710012", region: "FR", brand: 1, smsSender: "Bellecour"),
            managers: [
                .init(name: "Nina Morel", email: "nina.morel@regie-bellecour.example", role: .admin),
                .init(name: "Hugo Lambert", email: "hugo.lambert@regie-bellecour.example", role: .dispatcher),
                .init(name: "Sabine Roche", email: "sabine.roche@regie-bellecour.example", role: .viewer),
            ],
            firms: [
                "plumber": .firm(
                    "Plomberie Martin", "Karim Martin", "+33639980011", "contact@plomberie-martin.example"),
                "electrician": .firm(
                    "Élec Croix-Rousse", "Sylvie Garnier", "+33639980022", "bureau@elec-croix-rousse.example"),
                "locksmith": .firm("Serrurerie Perrache", "Ahmed Benali", "+33639980000", nil, channels: [.sms]),
                "heating": .firm(
                    "Chauffage Durand", "Paul Durand", "+33639980033", "paul@chauffage-durand.example",
                    channels: [.email]),
                "painter": .firm(
                    "Bud-Serwis Kowalski", "Marek Kowalski", "+33639980044", "biuro@bud-serwis.example",
                    language: .pl, channels: [.sms]),
            ],
            places: [
                "lilas": .init(
                    externalID: "L-101", name: "Résidence Les Lilas", address: "12 rue des Lilas\n69003 Lyon",
                    phone: "+33465710021"),
                "clos": .init(
                    externalID: "L-102", name: "Le Clos Fleuri", address: "4 montée des Érables\n69005 Lyon", phone: nil
                ),
                "quai": .init(
                    externalID: "L-103", name: "Immeuble du Quai", address: "27 quai des Platanes\n69002 Lyon",
                    phone: "+33465710023"),
            ],
            stories: lyonStories, document: lyonDocument)
    }

    private static let lyonDocument = (
        title: "Rapport de visite", name: "rapport-de-visite.pdf",
        lines: [
            "Plomberie Martin", "", "Le joint du siphon est à remplacer, ainsi que 40 cm de tuyau.",
            "Durée prévue : deux heures. L'eau de l'immeuble reste ouverte.",
        ]
    )

    private static let lyonStories: [DemoStory] = [
        DemoStory(
            title: "Fuite sous l’évier de la cuisine",
            description: "L’eau coule sous l’évier depuis hier soir. Le robinet d’arrêt est fermé, un seau est posé "
                + "dessous.\nAppartement 14, 3e étage, digicode 24A61.",
            category: "Plomberie", priority: .high, place: "lilas",
            requester: PersonForm(name: "Odile Petit", phone: "+33639980090", email: "odile.petit@courriel.example"),
            limit: 450, hasPhoto: true, hoursAgo: 1, course: .offered(to: "plumber")),
        DemoStory(
            title: "Porte du garage bloquée",
            description: "La porte ne s’ouvre plus, trois voitures sont enfermées.", category: "Serrurerie",
            priority: .emergency, place: "quai", requester: PersonForm(name: "Jean Verdier", phone: "+33639980091"),
            limit: 300, hoursAgo: 2, course: .offered(to: "locksmith")),
        DemoStory(
            title: "Infiltration au plafond de la salle de bains",
            description: "Une tache d’humidité s’étend au plafond. La voisine du dessus a été prévenue.",
            category: "Plomberie", place: "clos",
            requester: PersonForm(
                name: "Claire Fontaine", phone: "+33639980092", email: "claire.fontaine@courriel.example"),
            limit: 600, hasPhoto: true, hoursAgo: 50,
            course: .accepted(by: "plumber", after: 3, inDays: 3, comment: "Je passe avec un collègue."),
            messages: [
                .manager("La clé est chez la gardienne, loge au rez-de-chaussée.", after: 4),
                .contractor(
                    "Bien noté. J’ai regardé depuis la cage d’escalier, photo et rapport joints.", after: 26,
                    photo: true, document: true),
            ]),
        DemoStory(
            title: "Chaudière en panne, immeuble entier",
            description: "Plus de chauffage ni d’eau chaude depuis ce matin, 24 logements.", category: "Chauffage",
            priority: .high, place: "quai", requester: PersonForm(name: "Jean Verdier", phone: "+33639980091"),
            limit: 1200, hoursAgo: 30,
            course: .declined(by: "heating", after: 2, reasonKey: "busy", reason: "Pas de technicien avant lundi.")),
        DemoStory(
            title: "Éclairage de la cage d’escalier",
            description: "La minuterie du 2e étage ne s’éteint plus.", category: "Électricité", priority: .low,
            place: "lilas", requester: PersonForm(name: "Odile Petit", phone: "+33639980090"), hoursAgo: 100,
            course: .offered(to: "electrician")),
        DemoStory(
            title: "Devis pour repeindre le hall",
            description: "Murs et plafond, environ 60 m². Deux teintes au choix.",
            category: "Peinture", kind: .quote, priority: .low, place: "clos",
            requester: PersonForm(name: "Claire Fontaine", email: "claire.fontaine@courriel.example"), hoursAgo: 46,
            course: .promisedQuote(by: "painter", after: 20, comment: "Visite du chantier jeudi, devis vendredi.")),
        DemoStory(
            title: "Prise arrachée dans le local à vélos",
            description: "La prise pend au mur, le disjoncteur est coupé.",
            category: "Électricité", place: "quai", requester: PersonForm(name: "Jean Verdier", phone: "+33639980091"),
            limit: 200, hoursAgo: 28,
            course: .passedOver(
                from: "heating", after: 5, reason: "Confié à un électricien.", to: "electrician")),
        DemoStory(
            title: "Boîte aux lettres forcée", description: "La boîte n° 7 ne ferme plus.", category: "Serrurerie",
            priority: .low, place: "lilas", requester: PersonForm(name: "Odile Petit", phone: "+33639980090"),
            hoursAgo: 6, course: .taken),
        DemoStory(
            title: "Bruit dans la colonne d’eau", description: "Un sifflement la nuit, toutes les vingt minutes.",
            category: "Plomberie", place: "clos", requester: PersonForm(name: "Claire Fontaine", phone: "+33639980092"),
            hoursAgo: 3, course: .new),
        DemoStory(
            title: "Vitre fêlée au 5e", description: "", category: "", place: "lilas",
            requester: PersonForm(name: "Odile Petit", phone: "+33639980090"), hoursAgo: 1, course: .draft),
    ]
}

extension ContractorForm {
    /// A firm with one office contact.
    static func firm(
        _ name: String, _ contact: String, _ phone: String?, _ email: String?, language: Language = .fr,
        channels: [Contact.Way] = [.sms, .email]
    ) -> ContractorForm {
        ContractorForm(
            name: name,
            contacts: [
                .init(
                    name: contact, role: .office, phone: phone, email: email, language: language, channels: channels)
            ])
    }
}

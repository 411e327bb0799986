import Domain
import Workflow

/// Jobs that differ as an office's do: what is broken, in which room of which house, and who called.
enum SampleTexts {
    static let places = 60

    static func form(_ number: Int) -> TicketForm {
        let (fault, room) = (faults[number % faults.count], rooms[number / 5 % rooms.count])
        var form = TicketForm(
            source: .phone, kind: .order, title: "\(fault.what) \(room), appartement \(number % 40 + 1)",
            description: """
                \(fault.more) Accès par la cour, interphone \(number % 90 + 10), étage \(number % 9). La clé est chez \
                \(name(number + 3)), qui est là tous les matins jusqu’à onze heures.
                """)
        form.category = fault.trade
        let place = number % places
        form.site = .described(
            externalID: "site-\(place)", name: "Résidence \(streets[place % streets.count]) \(place)",
            address: "\(place + 2) rue \(streets[place % streets.count]), 69003 Lyon", phone: "+33199000002",
            timeZone: SamplePortal.timeZone)
        form.requester = PersonForm(name: name(number), phone: "+33199000003")
        form.mainContact = PersonForm(name: name(number + 7), phone: "+33199000004")
        form.notToExceed = Money(amount: 45000, currency: "EUR")
        return form
    }

    /// What somebody types who seeks a job: words of many tickets, of some, and of few.
    static let searches = [
        "fuite", "chauff", "serrure cuisine", "garrigue", "résidence orme", "chaudière palier teyssier",
    ]

    static let report = "Pièce remplacée, essai fait avec l’occupant, rien à signaler. Le chantier est propre."

    private static func name(_ number: Int) -> String {
        "\(firstNames[number % firstNames.count]) \(names[number / 3 % names.count])"
    }

    private static let faults = [
        (what: "Fuite sous l’évier", trade: "Plomberie", more: "Eau au sol depuis ce matin, le siphon est fendu."),
        (what: "Chaudière en panne", trade: "Chauffage", more: "Plus d’eau chaude, le voyant rouge clignote."),
        (what: "Serrure bloquée", trade: "Serrurerie", more: "La clé tourne dans le vide, la porte ne ferme plus."),
        (what: "Prise qui fait des étincelles", trade: "Électricité", more: "Le disjoncteur saute tous les soirs."),
        (what: "Volet roulant coincé", trade: "Menuiserie", more: "La sangle est cassée, le volet reste en bas."),
        (what: "Radiateur froid", trade: "Chauffage", more: "Purgé deux fois, il reste froid dans sa moitié basse."),
        (what: "Infiltration au plafond", trade: "Toiture", more: "Une auréole grandit depuis l’orage de samedi."),
    ]
    private static let rooms = [
        "de la cuisine", "de la salle de bain", "du salon", "de l’entrée", "de la chambre", "du palier", "de la cave",
        "du local poubelles", "du garage",
    ]
    private static let streets = [
        "des Lilas", "de l’Orme", "Garibaldi", "du Lac", "Paul Bert", "des Tanneurs", "Moncey", "de la Villette",
    ]
    private static let firstNames = [
        "Odile", "Marc", "Jeanne", "Karim", "Lucie", "Paul", "Inès", "Hugo", "Maëlle", "Victor", "Zoé",
    ]
    private static let names = [
        "Garrigue", "Teyssier", "Belkadi", "Carpentier", "Nowak", "Moreau", "Fontaine", "Lemoine", "Perrin", "Vasseur",
        "Costa", "Delmas", "Rocher", "Besson", "Chevalier", "Ferrand", "Joly", "Marchand", "Picard",
    ]
}

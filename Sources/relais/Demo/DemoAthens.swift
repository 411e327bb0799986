import Domain
import Workflow

/// A building manager in Athens. Names belong to nobody; Greece keeps no numbers for fiction, so these are ones that
/// its plan allows and that nothing here ever dials.
extension DemoOrganization {
    static func athens(_ id: OrganizationID) -> DemoOrganization {
        DemoOrganization(
            organization: Organization(
                id: id, name: "Διαχείριση Αθηνά", language: .el, timeZone: "Europe/Athens", currency: "EUR",
                phone: "+302100000012", region: "GR", brand: 4, smsSender: "Athina"),
            managers: [
                .init(name: "Ελένη Παππά", email: "eleni.pappa@athina.example", role: .admin),
                .init(name: "Γιώργος Νικολάου", email: "giorgos.nikolaou@athina.example", role: .dispatcher),
            ],
            firms: [
                "plumber": .firm(
                    "Υδραυλικά Αττικής", "Νίκος Δήμου", "+306900000011", "info@ydravlika-attikis.example", language: .el
                ),
                "electrician": .firm(
                    "Ηλεκτρολογικά Φως", "Μαρία Ιωάννου", "+306900000022", "grafeio@fos.example", language: .el,
                    channels: [.sms]),
                "lift": .firm(
                    "Aegean Lifts", "Thomas Baker", "+306900000033", "office@aegean-lifts.example", language: .en),
                "locksmith": .firm(
                    "Κλειδαράς Κυψέλης", "Πέτρος Λάμπρου", "+306900000000", "petros@kleidaras.example", language: .el,
                    channels: [.sms]),
            ],
            places: [
                "kypseli": .init(
                    externalID: "A-1", name: "Πολυκατοικία Κυψέλης", address: "Αγίας Ζώνης 20\n113 61 Αθήνα",
                    phone: "+302100000021"),
                "pagrati": .init(
                    externalID: "A-2", name: "Πολυκατοικία Παγκρατίου", address: "Υμηττού 105\n116 33 Αθήνα", phone: nil
                ),
            ],
            stories: athensStories, document: athensDocument)
    }

    private static let athensDocument = (
        title: "Inspection report", name: "έκθεση-ελέγχου.pdf",
        lines: ["Aegean Lifts", "", "The door sensor has to be replaced; the lift stays out of service until then."]
    )

    private static let athensStories: [DemoStory] = [
        DemoStory(
            title: "Διαρροή νερού στο υπόγειο",
            description: "Τρέχει νερό από τον κεντρικό σωλήνα στο λεβητοστάσιο. Η παροχή του ισογείου έκλεισε.",
            category: "Υδραυλικά", priority: .emergency, place: "kypseli",
            requester: PersonForm(name: "Άννα Βασιλείου", phone: "+306900000090", email: "anna.vasileiou@mail.example"),
            limit: 400, hasPhoto: true, hoursAgo: 0, course: .offered(to: "plumber")),
        DemoStory(
            title: "Ο ανελκυστήρας σταματά ανάμεσα στους ορόφους",
            description: "Σταμάτησε δύο φορές από χθες ανάμεσα στον 3ο και τον 4ο.", category: "Ανελκυστήρας",
            priority: .high, place: "pagrati",
            requester: PersonForm(name: "Κώστας Ρήγας", phone: "+306900000091"), limit: 800, hoursAgo: 27,
            course: .accepted(by: "lift", after: 1, inDays: 2, comment: "We come with two people."),
            messages: [
                .manager("Ο διαχειριστής θα είναι στην είσοδο στις 9.", after: 2),
                .contractor("Thank you. Our report of last year is attached.", after: 5, document: true),
            ]),
        DemoStory(
            title: "Χάλασε η κλειδαριά της εισόδου", description: "Η πόρτα δεν κλειδώνει.", category: "Κλειδαριές",
            place: "kypseli", requester: PersonForm(name: "Άννα Βασιλείου", phone: "+306900000090"), limit: 150,
            hoursAgo: 5, course: .offered(to: "locksmith")),
        DemoStory(
            title: "Καμένα φώτα στο κλιμακοστάσιο", description: "Δεν ανάβουν τα φώτα από τον 2ο όροφο και πάνω.",
            category: "Ηλεκτρολογικά", place: "pagrati",
            requester: PersonForm(name: "Κώστας Ρήγας", phone: "+306900000091"),
            limit: 120, hoursAgo: 49,
            course: .declined(by: "electrician", after: 4, reasonKey: "tooFar", reason: nil)),
        DemoStory(
            title: "Προσφορά για μόνωση ταράτσας", description: "Περίπου 180 τ.μ., με υπάρχουσα ασφαλτόπανα.",
            category: "Μονώσεις", kind: .quote, priority: .low, place: "kypseli",
            requester: PersonForm(name: "Άννα Βασιλείου", email: "anna.vasileiou@mail.example"), hoursAgo: 20,
            course: .new),
        DemoStory(
            title: "Θόρυβος από τον λέβητα", description: "Χτυπά κάθε πρωί στις έξι.", category: "Θέρμανση",
            priority: .low, place: "pagrati", requester: PersonForm(name: "Κώστας Ρήγας", phone: "+306900000091"),
            hoursAgo: 8, course: .taken),
        DemoStory(
            title: "Σπασμένο τζάμι", description: "", category: "", place: "kypseli",
            requester: PersonForm(name: "Άννα Βασιλείου", phone: "+306900000090"), hoursAgo: 2, course: .draft),
    ]
}

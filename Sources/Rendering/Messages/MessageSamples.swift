package import Domain

/// A message to render without a store: for the tests, the start-up check and the preview pages of the demo.
package struct MessageSample: Hashable, Sendable {
    package let kind: Notice.Kind
    package let facts: MessageFacts

    /// Every kind in every language, as an order and as a quote where that differs, and what a kind says otherwise.
    package static var all: [MessageSample] {
        Language.allCases.flatMap { language in
            Notice.Kind.allCases.flatMap { kind in
                let order = facts(language, kind)
                var quote = order
                (quote.kind, quote.priority, quote.notToExceed, quote.scheduledAt) = (.quote, .normal, nil, nil)
                quote.answerBy = nil
                return ([order, quote] + variants(of: order, kind)).map { MessageSample(kind: kind, facts: $0) }
            }
        }
    }

    /// The other things that a message of this kind may say.
    private static func variants(of facts: MessageFacts, _ kind: Notice.Kind) -> [MessageFacts] {
        var other = facts
        switch kind {
        case .completionAsked: other.isSentBack = true
        case .quoteApproved, .presenceQuestion: other.appointment = nil
        case .dateChangedAlert: other.formerAppointment = facts.appointment
        case .quoteReceived, .quoteAlert, .approvalAsked: (other.amount, other.validUntil) = (nil, nil)
        case .owedReminder, .askCancelled:
            let tasks: [TicketTask.Kind?] = [
                .presence, .completion, .invoice, .message, .custom(title: TextID(1)), nil,
            ]
            return tasks.map {
                other.task = $0
                return other
            }
        case .technicianReport: other.outcome = nil
        case .reportReceived, .incompleteAlert:
            return MessageFacts.Outcome.allCases.map {
                other.outcome = $0
                return other
            }
        case .passedOn, .withdrawn, .arrivalReceived, .messageToContractor: other.hidePrices()
        case .offer, .offerReminder, .offerLapsed, .accepted, .declined, .answerUndone, .renewedLink, .visitMoved,
            .newVisitTime, .takenBack, .quoteAsked, .invoiceAsked, .questionAsked, .quoteRefused, .quoteExpired,
            .invoiceRejected, .limitRaised, .dateChangeReceived, .delayReceived, .invoiceReceived, .gaveBackReceived,
            .limitReceived, .replyReceived, .answerAccepted, .answerDeclined, .answerTakenBack, .offerLapsedAlert,
            .messageToManager, .notReached, .signIn, .delayedAlert, .givenBackAlert, .lateAlert, .arrivedAlert,
            .completedAlert, .quoteExpiredAlert, .invoiceAlert, .limitAlert, .wrongNumberAlert, .ticketReceived,
            .quoteApprovedAlert, .quoteRefusedAlert:
            return []
        }
        return [other]
    }

    /// An emergency with everything that a message may mention.
    package static func facts(_ language: Language, _ kind: Notice.Kind) -> MessageFacts {
        var facts = place(language)
        let zone = facts.timeZone
        let moment = { (text: String) in LocalDateTime(text).flatMap { try? Appointment.resolve($0, in: zone) } }
        facts.priority = .emergency
        facts.number = "2026-00417"
        let currency = language == .pl ? "PLN" : "EUR"
        facts.notToExceed = Money(amount: 45_000, currency: currency)
        facts.amount = Money(amount: 128_450, currency: currency)
        (facts.invoiceNumber, facts.invoiceDate) = ("F-2026-118", LocalDateTime("2026-11-24T00:00"))
        facts.scheduledAt = moment("2026-11-23T09:00")
        facts.answerBy = moment("2026-11-22T18:30")?.instant
        facts.appointment = facts.scheduledAt
        facts.formerAppointment = moment("2026-11-20T14:00")
        facts.recordedAt = moment("2026-11-22T16:05")?.instant
        facts.due = moment("2026-11-25T18:00")?.instant
        facts.validUntil = moment("2026-12-22T18:00")?.instant
        (facts.task, facts.outcome, facts.dateChanges) = (.quote, .done, 2)
        facts.linkURL = "https://relais.example/t/1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e"
        facts.deskURL = "https://relais.example/desk/tickets/2026-00417"
        facts.signInURL = "https://relais.example/sign-in/7Qm2Xv9KfR4tYb1Wc8Zs"
        facts.failedWay = .sms
        trim(&facts, to: kind)
        return facts
    }

    /// Leaves out what a message of this kind never has.
    private static func trim(_ facts: inout MessageFacts, to kind: Notice.Kind) {
        if kind == .ticketReceived { facts.otherNumber = "2026-00398" }
        let giveReasons: Set<Notice.Kind> = [
            .declined, .answerDeclined, .withdrawn, .quoteRefused, .invoiceRejected, .gaveBackReceived, .givenBackAlert,
            .quoteRefusedAlert,
        ]
        let decisions: Set<Notice.Kind> = [.quoteApprovedAlert, .quoteRefusedAlert]
        let haveComments: Set<Notice.Kind> = [
            .accepted, .answerAccepted, .visitMoved, .newVisitTime, .dateChangeReceived, .dateChangedAlert,
            .quoteReceived, .quoteAlert, .reportReceived, .completedAlert, .incompleteAlert, .completionAsked,
            .technicianReport, .approvalAsked,
        ]
        if !giveReasons.contains(kind) { facts.reason = nil }
        if !haveComments.contains(kind) { facts.comment = nil }
        if giveReasons.contains(kind) { facts.appointment = nil }
        if decisions.contains(kind) { (facts.author, facts.asker) = (facts.contactName, facts.author) }
        if kind == .incompleteAlert { facts.outcome = .parts }
        if !kind.attachesFiles {
            facts.files = facts.files.map { MessageFile(name: $0.name, size: $0.size, isAttached: false) }
        }
    }

    /// Names that belong to nobody.
    private static func place(_ language: Language) -> MessageFacts {
        switch language {
        case .fr: french
        case .el: greek
        case .pl: polish
        case .en: english
        }
    }

    private static var french: MessageFacts {
        var facts = MessageFacts(
            language: .fr, organization: "Cabinet Lenoir", brand: .pine, timeZone: "Europe/Paris")
        facts.organizationPhone = "+33478000417"
        facts.title = "Fuite d’eau sous évier, appartement 3B"
        facts.description = "L’occupante signale une fuite continue au niveau du siphon.\nL’arrivée d’eau a été coupée."
        (facts.siteName, facts.siteAddress) = ("Résidence Les Lilas", "12 rue des Lilas, 69003 Lyon")
        (facts.sitePhone, facts.contactName, facts.contactPhone) = ("+33478000418", "Mme Ferrand", "+33612345678")
        (facts.contractor, facts.answeredBy, facts.author) = ("Plomberie Martin", "Luc Martin", "Claire Dumas")
        facts.technician = "Sami Haddad"
        facts.comment = "Je passe avec un collègue."
        facts.reason = "Pas de disponibilité cette semaine"
        facts.message = "Bonjour, le gardien peut vous ouvrir dès 8 h 30."
        facts.files = files("photo siphon.jpg", "plan de l’immeuble.pdf")
        facts.failure = "numéro inconnu de l’opérateur"
        return facts
    }

    private static var greek: MessageFacts {
        var facts = MessageFacts(
            language: .el, organization: "Διαχείριση Αργυρού", brand: .ocean, timeZone: "Europe/Athens")
        facts.organizationPhone = "+302100000417"
        facts.title = "Διαρροή νερού στην κουζίνα"
        facts.description = "Η ένοικος αναφέρει συνεχή διαρροή κάτω από τον νεροχύτη.\nΗ παροχή νερού έχει κλείσει."
        (facts.siteName, facts.siteAddress) = ("Κατάστημα Ερμού", "Ερμού 12, 105 63 Αθήνα")
        (facts.sitePhone, facts.contactName, facts.contactPhone) = ("+302100000418", "Μαρία Ρήγα", "+306900000417")
        (facts.contractor, facts.answeredBy, facts.author) = ("Υδραυλικά Νικολάου", "Νίκος Νικολάου", "Ελένη Αργυρού")
        facts.technician = "Πέτρος Λάμπρου"
        facts.comment = "Θα έρθω με συνεργάτη."
        facts.reason = "Δεν υπάρχει διαθεσιμότητα"
        facts.message = "Καλημέρα, ο θυρωρός ανοίγει από τις 8:30."
        facts.files = files("φωτογραφία.jpg", "σχέδιο.pdf")
        facts.failure = "άγνωστος αριθμός"
        return facts
    }

    private static var polish: MessageFacts {
        var facts = MessageFacts(
            language: .pl, organization: "Zarząd Jaśmin", brand: .plum, timeZone: "Europe/Warsaw")
        facts.organizationPhone = "+48220000417"
        facts.title = "Wyciek wody pod zlewem, mieszkanie 3B"
        facts.description = "Lokatorka zgłasza ciągły wyciek przy syfonie.\nDopływ wody został zamknięty."
        (facts.siteName, facts.siteAddress) = ("Osiedle Źródlane", "ul. Długa 12, 00-238 Warszawa")
        (facts.sitePhone, facts.contactName, facts.contactPhone) = ("+48220000418", "Anna Łęcka", "+48600000417")
        (facts.contractor, facts.answeredBy, facts.author) = ("Hydraulik Żuk", "Jan Żuk", "Ewa Jaśmin")
        facts.technician = "Piotr Lis"
        facts.comment = "Przyjadę z kolegą."
        facts.reason = "Brak wolnych terminów"
        facts.message = "Dzień dobry, dozorca otwiera od 8:30."
        facts.files = files("zdjęcie.jpg", "plan budynku.pdf")
        facts.failure = "nieznany numer"
        return facts
    }

    private static var english: MessageFacts {
        var facts = MessageFacts(
            language: .en, organization: "Harbour Estates", brand: .indigo, timeZone: "Europe/London")
        facts.organizationPhone = "+441210000417"
        facts.title = "Water leak under the sink, flat 3B"
        facts.description = "The tenant reports a steady leak at the trap.\nThe water has been turned off."
        (facts.siteName, facts.siteAddress) = ("Lilac Court", "12 Lilac Road, London SE1 9ZZ")
        (facts.sitePhone, facts.contactName, facts.contactPhone) = ("+441210000418", "Mrs Ferrand", "+447700900417")
        (facts.contractor, facts.answeredBy, facts.author) = ("Martin Plumbing", "Luke Martin", "Clare Dumas")
        facts.technician = "Sam Hill"
        facts.comment = "I will come with a colleague."
        facts.reason = "No time this week"
        facts.message = "Hello, the caretaker can let you in from 8:30."
        facts.files = files("trap.jpg", "floor plan.pdf")
        facts.failure = "number unknown to the operator"
        return facts
    }

    private static func files(_ small: String, _ large: String) -> [MessageFile] {
        [
            MessageFile(name: small, size: 1_240_000, isAttached: true),
            MessageFile(name: large, size: 18_400_000, isAttached: false),
        ]
    }
}

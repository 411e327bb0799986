import Domain
import Foundation
import Testing

@testable import Rendering

/// The messages between an acceptance and the invoice.
@Suite struct ExchangeMessageTests {
    private func sms(_ kind: Notice.Kind, _ facts: MessageFacts) throws -> ComposedSMS {
        SMSComposer(try renderer.get()).compose(kind, facts)
    }

    private func mail(_ kind: Notice.Kind, _ facts: MessageFacts) throws -> ComposedMail {
        MailComposer(try renderer.get()).compose(kind, facts)
    }

    private func long(_ facts: MessageFacts) -> MessageFacts {
        var facts = facts
        facts.organization = "Société Générale de Gestion Immobilière et Financière du Grand Sud-Est"
        facts.title = "Inondation généralisée du sous-sol après rupture d’une canalisation d’eau chaude, bâtiment C"
        facts.siteName = "Résidence Universitaire Internationale des Hauts de Sainte-Foy"
        facts.siteAddress = "1250 bis boulevard du Général de Gaulle\n69110 Sainte-Foy-lès-Lyon-sur-Saône"
        facts.contractor = "Plomberie Chauffage Climatisation Martin Père et Fils"
        facts.message = String(repeating: "Où se trouve le robinet d’arrêt ? ", count: 9)
        if facts.reason != nil { facts.reason = facts.message }
        facts.amount = Money(amount: 123_456_789, currency: "EUR")
        return facts
    }

    @Test("P30 B18 every English and French kind is one part with long names and an ordinary link")
    func onePart() throws {
        for sample in MessageSample.all where sample.facts.language == .en || sample.facts.language == .fr {
            let facts = long(sample.facts)
            let text = try sms(sample.kind, facts)
            #expect(text.count.parts == 1 && text.count.encoding == .gsm7, "\(sample.kind): \(text.text)")
            #expect(sample.kind == .signIn || text.text.contains("2026-00417"))
            if let link = facts.link(for: sample.kind) { #expect(text.text.hasSuffix("\n\(link)")) }
        }
    }

    /// What ends all messages to a number at some carrier, or begins them again (P35).
    private static let keywords: Set<String> = [
        "STOP", "STOPALL", "CANCEL", "END", "QUIT", "UNSUBSCRIBE", "REVOKE", "OPTOUT", "ARRET", "ARRÊT", "YES", "START",
        "UNSTOP", "KONIEC", "ΔΙΑΚΟΠΗ",
    ]

    @Test("P33 P35 no SMS wants a word in answer: none asks to write back, none holds a carrier's keyword")
    func words() throws {
        // To answer by SMS, in each language; by the link is what our texts mean.
        let wishes = [
            "REPLY", "TEXT OK", "SEND OK", "ANSWER OK", "ANSWER BY SMS", "RÉPONDEZ OK", "RÉPONDEZ OUI",
            "RÉPONDEZ PAR SMS", "ODPISZ", "ΑΠΑΝΤΗΣΤΕ ΝΑΙ", "ΑΠΑΝΤΗΣΤΕ OK", "ΑΠΑΝΤΗΣΤΕ ΜΕ SMS",
        ]
        for language in Language.allCases {
            let file = projectRoot.appending(path: "Templates/strings/\(language.rawValue)/messages.json")
            let words = try JSONDecoder().decode([String: String].self, from: try Data(contentsOf: file))
            let texts = words.filter { $0.key.hasPrefix("sms.") }.values.map { $0.uppercased() }
            #expect(texts.count > 100)
            for text in texts {
                let said = Set(text.split { !$0.isLetter && $0 != "-" }.map(String.init))
                #expect(said.isDisjoint(with: Self.keywords), "\(text)")
                for wish in wishes { #expect(!text.contains(wish), "\(text)") }
            }
        }
    }

    @Test("B24 B25 B29 the SMS says what is wanted, and when the visit is", arguments: Language.allCases)
    func wanted(language: Language) throws {
        var seen: Set<String> = []
        for kind in [
            Notice.Kind.presenceQuestion, .completionAsked, .quoteAsked, .invoiceAsked, .questionAsked, .visitMoved,
            .quoteApproved, .quoteRefused, .invoiceRejected, .passedOn, .owedReminder,
        ] {
            let facts = MessageSample.facts(language, kind)
            let text = try sms(kind, facts).text
            seen.insert(text)
            if [.presenceQuestion, .visitMoved, .quoteApproved, .passedOn].contains(kind) {
                #expect(text.contains("23") && text.contains(language == .fr ? "9h00" : "9:00"), "\(text)")
            }
        }
        #expect(seen.count == 11, "each says something else")
    }

    @Test("E1 a technician's letters hold no price, and not even that no limit is set", arguments: Language.allCases)
    func noPrices(language: Language) throws {
        let words = try renderer.get().words(language)
        for kind in Notice.Kind.allCases where kind.audience == .contractor {
            var facts = MessageSample.facts(language, kind)
            facts.hidePrices()
            let (letter, text) = (try mail(kind, facts), try sms(kind, facts).text)
            for part in [letter.plain, letter.html, letter.subject, text] {
                for secret in ["450,00", "450.00", "284", "F-2026-118", "€", "zł", "EUR", words["messages.limit.none"]]
                { #expect(!part.contains(secret), "\(kind): \(secret) in \(part)") }
            }
            #expect(!letter.plain.contains(words["messages.row.limit"] + words["messages.colon"]))
        }
        let office = try mail(.invoiceReceived, MessageSample.facts(language, .invoiceReceived)).plain
        #expect(office.contains("284") && office.contains("F-2026-118"), "the same for the office has them")
    }

    @Test(
        "B16 B30 a confirmation shows what was recorded: when, date, number, amount", arguments: Language.allCases)
    func recorded(language: Language) throws {
        let formats = try renderer.get().words(language).formats
        let facts = MessageSample.facts(language, .dateChangeReceived)
        let date = try mail(.dateChangeReceived, facts).plain
        for moment in [facts.appointment, facts.formerAppointment] {
            #expect(date.contains(formats.appointment(try #require(moment))))
        }
        let recorded = Appointment(try #require(facts.recordedAt), in: facts.timeZone)
        for kind in [
            Notice.Kind.dateChangeReceived, .delayReceived, .arrivalReceived, .quoteReceived, .reportReceived,
            .invoiceReceived, .gaveBackReceived,
        ] {
            let text = try mail(kind, MessageSample.facts(language, kind)).plain
            #expect(text.contains(formats.appointment(recorded)) && text.contains("2026-00417"), "\(text)")
        }
        let amount = formats.money(try #require(facts.amount))
        for kind in [Notice.Kind.quoteReceived, .invoiceReceived] {
            #expect(try mail(kind, MessageSample.facts(language, kind)).plain.contains(amount))
        }
        let invoice = try mail(.invoiceReceived, MessageSample.facts(language, .invoiceReceived)).plain
        #expect(invoice.contains("F-2026-118"))
        #expect(invoice.contains(formats.date(try #require(LocalDateTime("2026-11-24T00:00")))))
    }

    @Test(
        "B22 E10 the manager sees the amount against the limit, with the note and the files",
        arguments: Language.allCases)
    func againstLimit(language: Language) throws {
        let words = try renderer.get().words(language)
        for kind in [Notice.Kind.quoteAlert, .invoiceAlert] {
            let facts = MessageSample.facts(language, kind)
            let text = try mail(kind, facts).plain
            let limit = words.formats.money(try #require(facts.notToExceed))
            #expect(text.contains(words("messages.limit", ["amount": limit])))
            #expect(text.contains(words.formats.money(try #require(facts.amount))))
            for file in facts.files { #expect(text.contains(file.name)) }
        }
        let quote = MessageSample.facts(language, .quoteAlert)
        #expect(try mail(.quoteAlert, quote).plain.contains(try #require(quote.comment)))
        let done = MessageSample.facts(language, .completedAlert)
        let proofs = try mail(.completedAlert, done).plain
        #expect(proofs.contains(words["messages.files.onPage"]) && proofs.contains(done.files[0].name))
        #expect(!proofs.contains(words["messages.files.attached"]))
    }

    @Test(
        "B22 B25 E10 a refusal, a correction and a report sent back bring the manager's words",
        arguments: Language.allCases)
    func reasons(language: Language) throws {
        for kind in [Notice.Kind.quoteRefused, .invoiceRejected, .gaveBackReceived, .givenBackAlert] {
            let facts = MessageSample.facts(language, kind)
            let reason = try #require(facts.reason)
            let letter = try mail(kind, facts)
            #expect(letter.plain.contains(reason) && letter.html.contains(reason), "\(kind)")
        }
        var facts = MessageSample.facts(language, .completionAsked)
        let asked = try mail(.completionAsked, facts).plain
        facts.isSentBack = true
        let back = try mail(.completionAsked, facts).plain
        let note = try #require(facts.comment)
        #expect(back != asked && back.contains(note))
        let again = try sms(.completionAsked, facts).text
        facts.isSentBack = false
        #expect(try sms(.completionAsked, facts).text != again)
    }

    @Test("A24 A26 the manager's mail of a new date has the old one, the reason and the number of changes")
    func newDate() throws {
        let facts = MessageSample.facts(.fr, .dateChangedAlert)
        let text = try mail(.dateChangedAlert, facts).plain
        for word in [
            "lundi 23\u{A0}novembre 2026", "vendredi 20\u{A0}novembre 2026", facts.comment ?? "?",
            "Changements de date\u{A0}: 2", "Plomberie Martin a fixé une nouvelle date",
        ] { #expect(text.contains(word), "\(word) in \(text)") }
        var confirmed = facts
        confirmed.formerAppointment = facts.appointment
        let yes = try mail(.dateChangedAlert, confirmed).plain
        #expect(yes.contains("Plomberie Martin confirme la date") && !yes.contains("Date précédente"))
    }

    @Test("T32 a quote that is approved without a date asks for one, until when, and says what silence means")
    func approved() throws {
        var facts = MessageSample.facts(.en, .quoteApproved)
        let dated = try mail(.quoteApproved, facts).plain
        #expect(!dated.contains("Please answer by"))
        facts.appointment = nil
        let text = try mail(.quoteApproved, facts).plain
        #expect(text.contains("when you will come") && text.contains("Please answer by"))
        #expect(try sms(.quoteApproved, facts).text.contains("give a date"))
    }

    @Test("E1 who lost a job to his own office is told so without a link or a button")
    func takenBack() throws {
        for language in Language.allCases {
            let facts = MessageSample.facts(language, .takenBack)
            let letter = try mail(.takenBack, facts)
            #expect(!letter.html.contains("/t/") && !letter.plain.contains("/t/"))
            let text = try sms(.takenBack, facts).text
            #expect(!text.contains("http"))
        }
    }

    @Test("E20 every kind is named at the desk in every language", arguments: Language.allCases)
    func named(language: Language) throws {
        let words = try renderer.get().words(language)
        let names = Notice.Kind.allCases.compactMap { words.ifAny("desk.notice.\($0.rawValue)") }
        #expect(names.count == Notice.Kind.allCases.count)
    }
}

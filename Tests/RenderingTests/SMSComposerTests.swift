import Domain
import Testing

@testable import Rendering

@Suite struct SMSComposerTests {
    /// A public address of 60 characters, as long as the contract allows for one part.
    private let longBase = "https://interventions.gestion-immobiliere-du-rhone.example.fr"

    private func compose(_ kind: Notice.Kind, _ facts: MessageFacts) throws -> ComposedSMS {
        SMSComposer(try renderer.get()).compose(kind, facts)
    }

    func long(_ language: Language, _ kind: TicketKind, base: String) -> MessageFacts {
        var facts = MessageSample.facts(language, .offer)
        facts.kind = kind
        facts.organization = "Société Générale de Gestion Immobilière et Financière du Grand Sud-Est ✨"
        facts.title = "Inondation généralisée du sous-sol après rupture d’une canalisation d’eau chaude, bâtiment C"
        facts.siteName = "Résidence Universitaire Internationale des Hauts de Sainte-Foy"
        facts.siteAddress = "1250 bis boulevard du Général de Gaulle\n69110 Sainte-Foy-lès-Lyon-sur-Saône"
        facts.linkURL = base + "/t/1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e"
        return facts
    }

    @Test("E20 every SMS in every language: no missing word, nothing left over, the link alone on the last line")
    func samples() throws {
        for sample in MessageSample.all {
            let sms = try compose(sample.kind, sample.facts)
            #expect(leftovers(in: sms.text) == [], "\(sample.kind) \(sample.facts.language): \(sms.text)")
            let slips = ["  ", " ,", "....", ",,", ". .", ": :"].filter(sms.text.contains)
            #expect(slips == [], "\(sms.text)")
            #expect(SMSText.count(sms.text) == sms.count)
            let lines = sms.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let link = sample.facts.link(for: sample.kind)
            #expect(lines.count == (link == nil ? 1 : 2))
            #expect(link == nil || lines.last == link)
        }
        #expect(try renderer.get().misses.all.filter { $0.contains("messages") } == [])
    }

    @Test("B1 B2 A6 A7 A15 an offer names sender, urgency, job or quote, number, place and deadline")
    func offer() throws {
        var facts = MessageSample.facts(.fr, .offer)
        let order = try compose(.offer, facts).text
        for word in ["Cabinet Lenoir", "URGENT", "intervention 2026-00417", "Lyon", "22", "18h30", "sinon"] {
            #expect(order.contains(word), "\(order)")
        }
        facts.kind = .quote
        facts.priority = .normal
        let quote = try compose(.offer, facts).text
        #expect(quote.contains("devis 2026-00417") && !quote.contains("URGENT") && !quote.contains("intervention"))
    }

    @Test("P30 an English or French offer is one part, also with long names and a public address of 60 characters")
    func onePart() throws {
        #expect(longBase.count >= 60)
        for language in [Language.en, .fr] {
            for kind in TicketKind.allCases {
                for notice in [Notice.Kind.offer, .offerReminder] {
                    let facts = long(language, kind, base: longBase)
                    let sms = try compose(notice, facts)
                    #expect(sms.count.parts == 1 && sms.count.encoding == .gsm7, "\(sms.text)")
                    #expect(sms.text.hasSuffix("\n" + (facts.linkURL ?? "?")))
                    #expect(sms.text.contains("2026-00417") && sms.text.contains("Soci"))
                    #expect(sms.text.contains(language == .fr ? "URGENT" : "EMERGENCY"))
                    #expect(sms.text.contains("18"))
                }
            }
        }
    }

    @Test("P30 names in any script leave an English or French offer in one part", arguments: [Language.en, .fr])
    func scripts(language: Language) throws {
        for name in [
            "Управління будинками Київ", "有限会社日本不動産管理", "شركة إدارة العقارات", "🏠🏢🏭", "Λευκός Πύργος ΑΕ",
            "~~[[{{^^}}]]~~||",
        ] {
            var facts = MessageSample.facts(language, .offer)
            (facts.organization, facts.siteName, facts.title) = (name, name, name)
            #expect(try compose(.offer, facts).count.parts == 1)
        }
    }

    @Test(
        "P30 parts by language and link: Polish and Greek are one part as well with an ordinary link",
        arguments: [
            (Language.pl, "https://relais.example", 1), (.el, "https://relais.example", 1),
            (.pl, "https://relais.nieruchomosci.example", 1), (.el, "https://relais.diacheirisi.example", 1),
        ])
    func parts(language: Language, base: String, parts: Int) throws {
        for kind in TicketKind.allCases {
            for notice in [Notice.Kind.offer, .offerReminder, .withdrawn, .accepted, .declined, .messageToContractor] {
                var facts = MessageSample.facts(language, notice)
                facts.kind = kind
                facts.linkURL = base + "/t/1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e"
                let sms = try compose(notice, facts)
                #expect(sms.count.parts == parts && sms.count.encoding == .gsm7, "\(sms.text)")
            }
        }
    }

    @Test("P30 every kind of message in every language is one part with sample data")
    func allOnePart() throws {
        for sample in MessageSample.all {
            let sms = try compose(sample.kind, sample.facts)
            #expect(sms.count.parts == 1, "\(sample.kind): \(sms.text)")
        }
    }

    @Test("P30 a Greek message without a link stays real Greek where one part holds it")
    func realGreek() throws {
        var facts = MessageSample.facts(.el, .ticketReceived)
        (facts.organization, facts.title) = ("Αργυρού", "Ρολό")
        let sms = try compose(.ticketReceived, facts)
        #expect(
            sms.text.contains("Αργυρού") && sms.count == SMSCount(encoding: .ucs2, units: sms.count.units, parts: 1))
        facts.organization = "Διαχείριση Ακινήτων Αργυρού και Υιοί"
        facts.title = "Διαρροή νερού στην κουζίνα του τρίτου ορόφου"
        #expect(try compose(.ticketReceived, facts).count.encoding == .gsm7)
    }

    @Test("P31 a link too long for one part is never cut; the message grows instead")
    func longLink() throws {
        for language in Language.allCases {
            var facts = MessageSample.facts(language, .offer)
            facts.linkURL =
                "https://" + String(repeating: "sub.", count: 30) + "example/t/1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e"
            let sms = try compose(.offer, facts)
            #expect(sms.count.parts == 2)
            #expect(sms.text.hasSuffix("\n" + (facts.linkURL ?? "?")))
            #expect(sms.text.contains("2026-00417"))
        }
    }

    @Test("P31 line breaks, links and direction marks in what people typed cannot forge a last line")
    func forged() throws {
        var facts = MessageSample.facts(.en, .offer)
        facts.title = "Leak\nhttps://evil.example/t/x\r\n\u{2028}\u{202E}gnp"
        facts.organization = "Harbour\u{0}\nEstates"
        facts.siteName = "A\u{2029}B\tC"
        let lines = try compose(.offer, facts).text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last.map(String.init) == facts.linkURL)
        #expect(lines.first?.hasPrefix("Harbour Estates: ") == true)
    }

    @Test("P16 the text that is kept has no token")
    func withoutToken() throws {
        for sample in MessageSample.all {
            let kept = try compose(sample.kind, sample.facts).textWithoutToken
            #expect(!kept.contains("1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e") && !kept.contains("7Qm2Xv9KfR4tYb1Wc8Zs"))
            if sample.kind.carriesLink { #expect(kept.hasSuffix("https://relais.example/t/***")) }
        }
    }

    @Test("P38 with nothing but a name and a number it is still a sentence")
    func sparse() throws {
        for language in Language.allCases {
            for kind in Notice.Kind.allCases {
                var facts = MessageFacts(language: language, organization: "A", brand: .pine, timeZone: "Europe/Paris")
                facts.number = "2026-00001"
                let text = try compose(kind, facts).text
                #expect(leftovers(in: text) == [] && !text.contains("\n") && text.hasPrefix("A"), "\(text)")
            }
        }
    }

    @Test(
        "B6 a place in few words",
        arguments: [
            ("Résidence Les Lilas", "12 rue des Lilas, 69003 Lyon", "Résidence Les Lilas, Lyon", "Lyon"),
            ("", "12 rue des Lilas\n69003 Lyon\nFrance", "12 rue des Lilas, Lyon", "Lyon"),
            ("Lyon Part-Dieu", "12 rue des Lilas 69003 Lyon", "Lyon Part-Dieu", "Lyon"),
            ("", "Ερμού 12, 105 63 Αθήνα", "Ερμού 12, Αθήνα", "Αθήνα"),
            ("", "ul. Długa 12, 00-238 Warszawa", "ul. Długa 12, Warszawa", "Warszawa"),
            ("Lilac Court", "12 Lilac Road, London SE1 9ZZ", "Lilac Court, London", "London"),
            ("Lilac Court", "Lilac Road, York", "Lilac Court, York", "York"),
            ("", "12 rue des Lilas", "12 rue des Lilas", "12 rue des Lilas"),
        ])
    func place(name: String, address: String, full: String, short: String) {
        let place = PlaceName(name: name, address: address)
        #expect(place?.full == full)
        #expect(place?.short == short)
        #expect(PlaceName(name: " ", address: nil) == nil)
    }
}

import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct MailComposerTests {
    private func compose(_ kind: Notice.Kind, _ facts: MessageFacts) throws -> ComposedMail {
        MailComposer(try renderer.get()).compose(kind, facts)
    }

    private func headerFlaws(_ value: String) -> Bool {
        value.isEmpty || value.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{2028}" }
    }

    @Test("E20 every mail in every language: well-formed, no missing word, nothing left over, below 100 kB")
    func samples() throws {
        for sample in MessageSample.all {
            let mail = try compose(sample.kind, sample.facts)
            let name = "\(sample.kind) \(sample.facts.language)"
            // Mails need inline styles: no client fetches a sheet.
            #expect(flaws(inHTML: mail.html).filter { !$0.hasPrefix("inline style") } == [], "\(name)")
            #expect(leftovers(in: mail.plain) == [] && leftovers(in: mail.subject) == [], "\(name)")
            #expect(!mail.plain.contains("\n\n\n") && !mail.plain.contains("<") && !mail.plain.contains("&"), "\(name)")
            #expect(
                mail.html.utf8.count < 100_000
                    && mail.html.contains("<html lang=\"\(sample.facts.language.rawValue)\">"))
            #expect(!headerFlaws(mail.subject) && !headerFlaws(mail.fromName), "\(name)")
        }
        #expect(try renderer.get().misses.all.filter { $0.contains("messages") || $0.contains("mail/") } == [])
    }

    @Test("B5 B8 the button and the bare link on its own line of the plain part are the link of the SMS")
    func sameLink() throws {
        for sample in MessageSample.all {
            guard let link = sample.facts.link(for: sample.kind) else { continue }
            let mail = try compose(sample.kind, sample.facts)
            #expect(mail.plain.split(separator: "\n").contains(Substring(link)))
            #expect(mail.html.components(separatedBy: "href=\"\(link)\"").count >= 3)
            let links = mail.html.matches(of: /href="([^"]*)"/).map(\.1)
            #expect(links.allSatisfy { $0 == link || $0.hasPrefix("tel:") })
        }
        let mail = try compose(.offer, MessageSample.facts(.fr, .offer))
        #expect(mail.html.replacing("&#39;", with: "'").contains(">Voir les détails de l'intervention</a>"))
        #expect(mail.plain.contains("Voir les détails de l'intervention"))
    }

    @Test("A1 A4 A5 A6 B7 A7 A8 A9 A15 the offer holds the whole job")
    func offer() throws {
        let facts = MessageSample.facts(.fr, .offer)
        let mail = try compose(.offer, facts)
        let html = mail.html.replacing("&#39;", with: "'")
        for word in [
            "12 rue des Lilas, 69003 Lyon", "Résidence Les Lilas", "Mme Ferrand", "2026-00417", "URGENT",
            "450,00\u{A0}€ TTC, toutes charges comprises", "lundi 23\u{A0}novembre 2026", "heure de Paris",
            "dimanche 22\u{A0}novembre 2026", "Sans réponse dans ce délai", "L’arrivée d’eau a été coupée.",
            "photo siphon.jpg", "plan de l’immeuble.pdf", "18\u{A0}Mo",
        ] {
            #expect(mail.plain.contains(word), "\(word)")
            #expect(html.contains(word), "\(word)")
        }
        for number in ["+33478000418", "+33612345678", "+33478000417"] {
            #expect(html.contains("href=\"tel:\(number)\""))
        }
    }

    @Test("A8 A9 A15 no limit, no date and no deadline are said, not left out", arguments: Language.allCases)
    func nothingSet(language: Language) throws {
        var facts = MessageSample.facts(language, .offer)
        (facts.notToExceed, facts.scheduledAt, facts.answerBy) = (nil, nil, nil)
        let mail = try compose(.offer, facts)
        let words = try renderer.get().words(language)
        for key in ["messages.limit.none", "messages.scheduled.none"] {
            #expect(mail.plain.contains(words[key]) && mail.html.contains(words[key]))
        }
        #expect(!mail.plain.contains(words["messages.warning"]))
        let offer = try compose(.offer, MessageSample.facts(language, .offer))
        #expect(offer.plain.contains(words["messages.warning"]) && offer.html.contains(words["messages.warning"]))
    }

    @Test("A6 emergency or not is a word, in every language", arguments: Language.allCases)
    func priorities(language: Language) throws {
        var facts = MessageSample.facts(language, .offer)
        var seen: Set<String> = []
        for priority in Priority.allCases {
            facts.priority = priority
            let word = try renderer.get().words(language)["messages.priority.\(priority.rawValue)"]
            seen.insert(word)
            #expect(try compose(.offer, facts).html.contains(">\(word)<"))
        }
        #expect(seen.count == Priority.allCases.count)
    }

    @Test("B6 A7 the subject tells jobs apart: emergency, kind of message, type, number, place, title")
    func subject() throws {
        var facts = MessageSample.facts(.fr, .offer)
        #expect(
            try compose(.offer, facts).subject == "URGENT – Ordre de service 2026-00417 – Résidence Les Lilas, Lyon – "
                + "Fuite d’eau sous évier, appartement 3B")
        facts.priority = .normal
        facts.kind = .quote
        #expect(
            try compose(.offerReminder, facts).subject
                == "Rappel – Demande de devis 2026-00417 – Résidence Les Lilas, Lyon – "
                + "Fuite d’eau sous évier, appartement 3B")
        #expect(try compose(.signIn, facts).subject == "Votre lien de connexion, Cabinet Lenoir")
        let subjects = try MessageSample.all.filter { $0.kind != .signIn }.map {
            try compose($0.kind, $0.facts).subject
        }
        #expect(subjects.allSatisfy { $0.contains("2026-00417") && $0.count <= 180 })
    }

    @Test("header values never hold a line break, whatever was typed")
    func headers() throws {
        var facts = MessageSample.facts(.en, .offer)
        let typed = "A\r\nBcc: x@example.com\u{0}\u{2028}\u{202E}B" + String(repeating: "long ", count: 200)
        (facts.organization, facts.title, facts.number, facts.siteName) = (typed, typed, "1\n2", typed)
        let mail = try compose(.offer, facts)
        #expect(!headerFlaws(mail.subject) && !headerFlaws(mail.fromName))
        #expect(mail.subject.count <= 180 && mail.fromName.count <= 60)
        #expect(!mail.html.contains("\u{202E}"))
    }

    @Test("what people typed is escaped in every mail and stays as typed in the plain part")
    func escaping() throws {
        let typed = "<script>alert('x')</script> & \"q\" {{number}} {{{lang}}}"
        for kind in Notice.Kind.allCases {
            var facts = MessageSample.facts(.en, kind)
            (facts.organization, facts.title, facts.description, facts.siteName) = (typed, typed, typed, typed)
            (facts.siteAddress, facts.contactName, facts.contractor, facts.answeredBy) = (typed, typed, typed, typed)
            (facts.comment, facts.reason, facts.message, facts.author) = (typed, typed, typed, typed)
            (facts.failure, facts.contactPhone) = (typed, "+1\"><b>")
            facts.files = [
                MessageFile(name: typed, size: 1, isAttached: true),
                MessageFile(name: typed, size: 1, isAttached: false),
            ]
            let mail = try compose(kind, facts)
            #expect(!mail.html.contains("<script") && !mail.html.contains("<b>") && !mail.html.contains("\"q\""))
            #expect(mail.html.contains("&lt;script&gt;") && mail.html.contains("{{number}}"))
            #expect(mail.plain.contains("<script>alert('x')</script> & \"q\" {{number}}"))
        }
    }

    @Test("A5 a description of several thousand characters is there whole; an endless one says where the rest is")
    func longTexts() throws {
        var facts = MessageSample.facts(.en, .offer)
        facts.description = String(repeating: "word ", count: 1700) + "end of it"
        var mail = try compose(.offer, facts)
        #expect(mail.html.contains("end of it") && mail.plain.contains("end of it"))
        facts.description = String(repeating: "\"\n", count: 40_000)
        facts.files = (0..<500).map {
            MessageFile(name: String(repeating: "&", count: 300) + "\($0)", size: 1, isAttached: false)
        }
        (facts.siteAddress, facts.title) = (
            String(repeating: "\"\n", count: 5000), String(repeating: "\"", count: 5000)
        )
        mail = try compose(.offer, facts)
        #expect(mail.html.utf8.count < 100_000)
        let seeAll = try renderer.get().words(.en)["messages.seeAll"]
        #expect(mail.html.contains(seeAll) && mail.plain.contains(seeAll))
    }

    @Test("nothing is fetched from elsewhere and nobody is tracked")
    func nothingRemote() throws {
        for sample in MessageSample.all {
            let html = try compose(sample.kind, sample.facts).html
            for word in ["<img", "<link", "<script", "url(", "@import", "src=", "background=\""] {
                #expect(!html.contains(word))
            }
            #expect(html.contains("<meta name=\"color-scheme\" content=\"light dark\">"))
        }
    }

    @Test("P33 no mail asks for a reply by mail; where there is a button, it is said that answers go through it")
    func noReply() throws {
        for sample in MessageSample.all where sample.kind != .signIn && sample.facts.link(for: sample.kind) != nil {
            let words = try renderer.get().words(sample.facts.language)
            #expect(try compose(sample.kind, sample.facts).plain.contains(words["messages.noReply"]))
        }
    }

    @Test("P16 the plain part that is kept has no token")
    func withoutToken() throws {
        for sample in MessageSample.all {
            let kept = try compose(sample.kind, sample.facts).plainWithoutToken
            #expect(!kept.contains("1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e") && !kept.contains("7Qm2Xv9KfR4tYb1Wc8Zs"))
        }
    }

    @Test("with nothing but a name and a number every mail is still one", arguments: Language.allCases)
    func sparse(language: Language) throws {
        for kind in Notice.Kind.allCases {
            var facts = MessageFacts(language: language, organization: "A", brand: .sky, timeZone: "Europe/Paris")
            facts.number = "2026-00001"
            let mail = try compose(kind, facts)
            #expect(flaws(inHTML: mail.html).filter { !$0.hasPrefix("inline style") } == [])
            #expect(!mail.html.contains("href") && leftovers(in: mail.plain) == [])
        }
    }

    @Test("P39 what is no longer the contractor's is told with number and place alone")
    func withdrawn() throws {
        let facts = MessageSample.facts(.fr, .withdrawn)
        let mail = try compose(.withdrawn, facts)
        #expect(mail.plain.contains(facts.reason ?? "?"))
        for word in ["450,00", "Mme Ferrand", "coupée", "siphon"] { #expect(!mail.plain.contains(word)) }
    }

    @Test("the colours of mails are those of the contractor's page")
    func colours() throws {
        let sheet = try String(contentsOf: projectRoot.appending(path: "Web/exchange.css"), encoding: .utf8)
        for brand in Brand.allCases {
            let rgb = [brand.accents.light, brand.accents.dark].map { hex -> String in
                let value = Int(hex, radix: 16) ?? 0
                return "\(value >> 16) \(value >> 8 & 255) \(value & 255)"
            }
            #expect(sheet.contains(".\(brand.className) { --b: \(rgb[0]); --g: \(rgb[1]) }"))
        }
    }
}

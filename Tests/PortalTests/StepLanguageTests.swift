import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// What is wrong with a step, said in the language of whoever reads it (E20).
@Suite("Bad input in a step, in every language")
struct StepLanguageTests {
    /// What was typed, at which field it is wrong, and what is said there in French, Greek, Polish and English.
    struct Case: Sendable, CustomTestStringConvertible {
        let typed: String
        let field: String
        let words: [String]
        var testDescription: String { "\(field): \(typed)" }
    }

    private static let languages: [Language] = [.fr, .el, .pl, .en]

    private func use(
        _ language: Language, _ change: (inout ExchangeStage.Setting) -> Void = { _ in },
        _ test: (ExchangeStage) async throws -> Void
    ) async throws {
        var setting = ExchangeStage.Setting()
        setting.language = language
        change(&setting)
        try await ExchangeStage.use(setting, test)
    }

    private func check(
        _ answer: TransferResponse, _ status: Int, field: String? = nil, _ words: [String], _ language: Language
    ) throws {
        #expect(answer.status == status)
        if let field { #expect(answer.isWrong(field)) }
        let page = LoopPage(answer)
        #expect(page.html.contains("<html lang=\"\(language.rawValue)\""))
        let expected = words[try #require(Self.languages.firstIndex(of: language))]
        #expect(page.alert.contains(expected), "\(expected) in: \(page.alert)")
    }

    private func finish(_ stage: ExchangeStage) async throws {
        #expect(try await stage.accept().status == 303)
        try stage.travel(to: "2026-11-23T09:00")
        #expect(try await stage.post("completion", [("act", "done")]).status == 303)
    }

    private func bill(
        _ stage: ExchangeStage, number: String = "F-17", date: String = "2026-11-23", total: String = "420",
        to path: String? = nil
    ) async throws -> TransferResponse {
        try await stage.phone.post(
            "\(path ?? stage.path)/invoice",
            multipart: [
                .init("submission", UUID().uuidString), .init("number", number), .init("date", date),
                .init("total", total),
                .init("invoiceFile", file: "i.pdf", type: "application/pdf", bytes: ExchangeFile.pdf),
            ])
    }

    private static let unreadable = ["pas lisible", "δεν διαβάζεται", "Nie można odczytać kwoty", "cannot be read"]
    private static let low = ["supérieur à zéro", "μεγαλύτερο από μηδέν", "większa od zera", "above zero"]
    private static let amounts = [
        Case(typed: "-450", field: "amount", words: low), Case(typed: "0,00", field: "amount", words: low),
        Case(typed: "four", field: "amount", words: unreadable),
        Case(typed: "4 5 0", field: "amount", words: unreadable),
        Case(typed: "1e5", field: "amount", words: unreadable),
        Case(typed: "12,345,6", field: "amount", words: unreadable),
        Case(typed: "1.234", field: "amount", words: ["deux façons", "δύο τρόπους", "dwa sposoby", "two ways"]),
        Case(
            typed: "450 zł", field: "amount", words: ["montant en EUR", "ποσό σε EUR", "kwotę w EUR", "amount in EUR"]),
        Case(typed: "99999999999", field: "amount", words: ["trop élevé", "πολύ μεγάλο", "za wysoka", "too large"]),
        Case(
            typed: "", field: "amount",
            words: ["Indiquez un montant", "Δώστε ποσό", "Podaj kwotę albo", "Give an amount"]),
    ]
    private static let days = [
        Case(
            typed: "31/02/2027", field: "validUntil",
            words: ["n’existe pas", "δεν υπάρχει", "nie istnieje", "does not exist"]),
        Case(
            typed: "soon", field: "validUntil",
            words: ["pas lisible", "δεν διαβάζεται", "Nie można odczytać daty", "cannot be read"]),
        Case(
            typed: "2026-11-15", field: "validUntil", words: ["déjà passé", "έχει ήδη περάσει", "już minął", "passed"]),
        Case(typed: "2031-01-01", field: "validUntil", words: ["trop lointaine", "μακρινή", "odległa", "too far"]),
    ]

    @Test(
        "B21 E20 a price or a last day that cannot be taken is named at its field, and what was typed stays",
        arguments: languages, amounts + days)
    func quote(language: Language, typed: Case) async throws {
        try await use(language) { stage in
            #expect(try await stage.accept().status == 303)
            var fields = ["amount": "450", "validUntil": "2026-12-01", "note": "κρατήθηκε"]
            fields[typed.field] = typed.typed
            let answer = try await stage.unmoved { try await stage.post("quote", fields.map { ($0.key, $0.value) }) }
            try check(answer, 422, field: "quote-\(typed.field)", typed.words, language)
            let form = try #require(LoopPage(answer).forms.first { $0.action.contains("/quote") })
            for (name, value) in fields { #expect(form.fields.first { $0.name == name }?.value == value) }
            #expect(try await stage.order.quote == nil)
        }
    }

    private static let invoices = [
        Case(typed: "31/02/2026", field: "date", words: days[0].words),
        Case(typed: "soon", field: "date", words: days[1].words),
        Case(
            typed: "", field: "date",
            words: ["Indiquez la date", "Συμπληρώστε την ημερομηνία", "Podaj datę", "Please give the date"]),
        Case(
            typed: "2026-11-22", field: "date",
            words: [
                "avant la fin des travaux", "πριν από το τέλος", "sprzed zakończenia", "before the work was finished",
            ]),
        Case(
            typed: "2026-12-24", field: "date",
            words: ["dans le futur", "στο μέλλον", "w przyszłości", "in the future"]),
        Case(
            typed: "450,01", field: "total",
            words: [
                "dépasse le plafond", "υπερβαίνει το συμφωνημένο", "przekracza uzgodniony", "above the agreed limit",
            ]),
        Case(typed: "ten", field: "total", words: unreadable),
    ]

    @Test(
        "B30 E10 E20 an invoice's day that is none, or does not fit, and a total that does not, are named at their fields",
        arguments: languages, invoices)
    func invoice(language: Language, typed: Case) async throws {
        try await use(language) { stage in
            try await finish(stage)
            let answer = try await stage.unmoved {
                typed.field == "date"
                    ? try await bill(stage, date: typed.typed) : try await bill(stage, total: typed.typed)
            }
            try check(answer, 422, field: "invoice-\(typed.field)", typed.words, language)
            let form = try #require(LoopPage(answer).forms.first { $0.action.contains("/invoice") })
            #expect(form.fields.first { $0.name == typed.field }?.value == typed.typed)
            #expect(form.fields.first { $0.name == "number" }?.value == "F-17")
            #expect(form.fields.contains { $0.name == "staged" && $0.value.hasPrefix("invoiceFile:") })
            #expect(try await stage.attachments().isEmpty)
        }
    }

    @Test("E10 E20 an invoice number that was used before is named in the reader's language", arguments: languages)
    func usedNumber(language: Language) async throws {
        try await use(language) { stage in
            try await finish(stage)
            #expect(try await bill(stage).status == 303)
            let second = try await stage.office.ticket(
                of: stage.organization, to: ExchangeStage.plumber(language))
            try await stage.office.courier.drain()
            let offer = stage.office.sms.written.last {
                $0.to == ExchangeStage.number && $0.text.contains(second.number)
            }
            let path = try "/t/\(#require(offer.flatMap { TestOffice.token(in: $0.text) }))"
            #expect(try await stage.accept("2026-11-24", "09:00", to: path).status == 303)
            try stage.travel(to: "2026-11-24T09:00")
            #expect(try await stage.post("completion", [("act", "done")], to: path).status == 303)
            let answer = try await stage.unmoved { try await bill(stage, date: "2026-11-24", to: path) }
            try check(
                answer, 422, field: "invoice-number",
                ["a déjà servi", "χρησιμοποιήθηκε ήδη", "został już użyty", "already used this invoice number"],
                language)
        }
    }

    @Test(
        "B21 E20 a quote that comes too late is answered in the reader's language, what to do included",
        arguments: languages)
    func lateQuote(language: Language) async throws {
        try await use(language) { stage in
            try await finish(stage)
            let answer = try await stage.unmoved { try await stage.post("quote", [("amount", "900")]) }
            try check(
                answer, 409,
                ["trop tard pour un devis", "αργά για προσφορά", "na ofertę jest za późno", "a quote comes too late"],
                language)
        }
    }

    @Test(
        "P19 E20 what a colleague did already is said with name and hour, in the reader's language",
        arguments: languages)
    func taken(language: Language) async throws {
        try await use(language, { $0.contractor = ExchangeStage.pair }) { stage in
            #expect(try await stage.accept().status == 303)
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(try await stage.post("quote", [("amount", "500")]).status == 303)
            let query = "?lang=\(language.rawValue)"
            let answer = try await stage.unmoved {
                try await stage.post("quote", [("amount", "600")], to: second, query: query)
            }
            try check(
                answer, 409,
                [
                    "Karim Martin l’a déjà fait", "Το έκανε ήδη Karim Martin", "już wykonana: Karim Martin",
                    "Karim Martin did this already",
                ], language)
            #expect(LoopPage(answer).alert.contains(language == .fr || language == .pl ? "10" : "10:"))
        }
    }

    @Test("E1 E20 a technician's link used for a quote is answered in the technician's language", arguments: languages)
    func technician(language: Language) async throws {
        try await use(language) { stage in
            #expect(try await stage.accept().status == 303)
            let path = try await stage.technician()
            let answer = try await stage.unmoved {
                try await stage.post("quote", [("amount", "500")], to: path, query: "?lang=\(language.rawValue)")
            }
            try check(
                answer, 409, ["par votre bureau", "στέλνει το γραφείο", "wysyła biuro", "sent by your office"], language
            )
        }
    }
}

import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// What was typed and chosen in a step that is refused, or gone: nothing of it is lost (rule d, P20).
@Suite("What was typed and chosen for a step that is refused")
struct StepKeptTests {
    /// One step, sent after it is gone, with every field that it has.
    struct Case: Sendable, CustomTestStringConvertible {
        let language: Language
        let act: String
        let fields: [(String, String)]
        let words: [String]
        var testDescription: String { "\(act) in \(language)" }
    }

    private static let quote = [("amount", "612,50"), ("validUntil", "2026-12-24"), ("note", "Νέο σιφόνι")]
    private static let technician = [
        ("act", "passOn"), ("name", "Léo Petit"), ("phone", "06 39 98 00 77"), ("language", "pl"),
    ]
    private static let register = [("title", "Broken window"), ("description", "Third floor, left")]
    private static let left = [
        ("act", "left"), ("outcome", "parts"), ("date", "2026-11-26"), ("time", "08:15"), ("note", "Valve"),
    ]
    private static let done = [
        ("act", "done"), ("report", "Dry again"), ("signedBy", "Odile Petit"), ("number", "F-17"),
        ("date", "2026-11-23"), ("total", "420"),
    ]

    private static let cases = [
        Case(
            language: .en, act: "quote", fields: quote,
            words: ["Νέο σιφόνι", "Amount incl. tax: 612,50", "Valid until: 24 December 2026"]),
        Case(
            language: .fr, act: "quote", fields: quote,
            words: ["Νέο σιφόνι", "Montant TTC : 612,50|Montant TTC: 612,50", "24 décembre 2026"]),
        Case(language: .el, act: "quote", fields: quote, words: ["Νέο σιφόνι", "612,50", "24 Δεκεμβρίου 2026"]),
        Case(language: .pl, act: "quote", fields: quote, words: ["Νέο σιφόνι", "612,50", "24 grudnia 2026"]),
        Case(
            language: .en, act: "technician", fields: technician,
            words: [
                "Technician’s name: Léo Petit", "Technician’s mobile number: 06 39 98 00 77",
                "Technician’s language: Polski",
            ]),
        Case(language: .en, act: "tickets", fields: register, words: ["Broken window\nThird floor, left"]),
        Case(
            language: .en, act: "completion", fields: left,
            words: [
                "Valve", "What is still needed?: Parts", "Date of the next visit: 26 November 2026",
                "Time of the next visit: 08:15",
            ]),
        Case(
            language: .pl, act: "completion", fields: left, words: ["Valve", ": Części|: części", "26 listopada 2026"]),
        Case(
            language: .en, act: "completion", fields: done,
            words: [
                "Dry again", "Name of the person who signs: Odile Petit", "Invoice number: F-17",
                "Invoice date: 23 November 2026", "Total incl. tax: 420",
            ]),
    ]

    private func message(_ answer: TransferResponse) throws -> LoopForm {
        try #require(LoopPage(answer).forms.first { $0.action.contains("/messages") })
    }

    private func text(_ form: LoopForm) -> String { form.fields.first { $0.name == "message" }?.value ?? "" }

    @Test(
        "P39 every field of a step whose job was taken away meanwhile stands in the message box, in the reader's words",
        arguments: cases)
    func gone(case typed: Case) async throws {
        var setting = ExchangeStage.Setting()
        setting.language = typed.language
        try await ExchangeStage.use(setting) { stage in
            #expect(try await stage.accept().status == 303)
            try stage.travel(to: "2026-11-23T09:00")
            #expect(try await stage.post("presence", [("presence", "here")]).status == 303)
            try await stage.withdraw()
            let answer = try await stage.unmoved { try await stage.post(typed.act, typed.fields) }
            #expect(answer.status == 410)
            let form = try message(answer)
            for words in typed.words {
                let found = words.split(separator: "|").contains { text(form).contains($0) }
                #expect(found, "\(words) in \(text(form))")
            }
            #expect(LoopPage(answer).html.contains(" data-kept"))
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.count("messageWritten") == 1)
        }
    }

    @Test(
        "P39 B13 an answer that came too late keeps its date and time too, and one that declines its chosen reason",
        arguments: [
            (Language.en, ["Date: 23 November 2026", "Time: 09:00"], "Fully booked"),
            (.fr, ["23 novembre 2026", "09:00"], "Trop de travail"),
        ])
    func lateAnswer(language: Language, visit: [String], reason: String) async throws {
        var setting = ExchangeStage.Setting()
        setting.language = language
        try await ExchangeStage.use(setting) { stage in
            try await stage.withdraw()
            let accepted = try await stage.unmoved { try await stage.accept(comment: "We come in two") }
            #expect(accepted.status == 410)
            let said = text(try message(accepted))
            for words in visit + ["We come in two"] { #expect(said.contains(words), "\(words) in \(said)") }
            let declined = try await stage.unmoved { try await stage.decline(choice: "busy", reason: "Until May") }
            let why = text(try message(declined))
            #expect(why.contains("Until May") && !why.contains("2026"))
            #expect(why == "\(reason)\nUntil May", "\(why)")
        }
    }

    @Test("P20 P39 photos of a step that is gone follow its text, whether they were sent ahead or came with it")
    func files() async throws {
        try await ExchangeStage.use { stage in
            #expect(try await stage.accept().status == 303)
            let ahead = try await stage.phone.post(
                "\(stage.path)/files",
                multipart: [
                    .init("key", "k"), .init("file", file: "ahead.png", type: "image/png", bytes: Drawing.blank),
                ])
            #expect(ahead.status == 201)
            let id = try #require(ahead.json["id"] as? String)
            try await stage.withdraw()
            let answer = try await stage.unmoved {
                try await stage.phone.post(
                    "\(stage.path)/quote",
                    multipart: [
                        .init("submission", "s"), .init("amount", "500"), .init("staged", "files:\(id)"),
                        ExchangeFile.part("offer.pdf", ExchangeFile.pdf),
                    ])
            }
            #expect(answer.status == 410)
            let form = try message(answer)
            #expect(form.fields.filter { $0.name == "staged" }.count == 2)
            #expect(LoopPage(answer).text.contains("ahead.png") && LoopPage(answer).text.contains("offer.pdf"))
            #expect(try await stage.attachments().isEmpty)
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.attachments().map(\.attachment.name).sorted() == ["ahead.png", "offer.pdf"])
        }
    }

    @Test("P20 what was chosen for a step that is to be mended needs not be chosen again; what is unticked stays out")
    func mended() async throws {
        try await ExchangeStage.use { stage in
            #expect(try await stage.accept().status == 303)
            let refused = try await stage.unmoved {
                try await stage.press("Send the quote") {
                    try $0.fill("Amount incl. tax", "four")
                    for name in ["a.png", "b.png"] {
                        try $0.attach(
                            "Add photos or files", .init(name: name, type: "image/png", bytes: ExchangeFile.png))
                    }
                    try $0.attach("Add photos or files", ExchangeStage.pdf)
                }
            }
            #expect(refused.status == 422)
            #expect(LoopPage(refused).part("quote")?.contains("Already received") == true)
            var form = try LoopPage(refused).form(button: "Send the quote")
            #expect(form.fields.filter { $0.name == "staged" }.count == 3)
            // Once more with the same fault: still there, and not twice.
            form = try LoopPage(try await stage.submit(form)).form(button: "Send the quote")
            let kept = form.fields.filter { $0.name == "staged" }
            #expect(kept.count == 3)
            form.untick("staged")
            for (name, value) in kept.dropFirst() { form.add(name, value) }
            try form.fill("Amount incl. tax", "400")
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.attachments().map(\.attachment.name).sorted() == ["b.png", "invoice.pdf"])
        }
    }

    @Test("B30 P20 a new invoice takes the place of the one that came with the first try, and none is asked for twice")
    func single() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            let refused = try await stage.unmoved {
                try await stage.press("Send the invoice") { try $0.bill("F-1", "9000") }
            }
            #expect(refused.status == 422)
            var form = try LoopPage(refused).form(button: "Send the invoice")
            try form.fill("Total incl. tax", "400")
            try form.attach("Invoice (PDF or photo)", .init(name: "new.pdf", type: "", bytes: ExchangeFile.pdf))
            #expect(try await stage.submit(form).status == 303)
            #expect(try await stage.attachments().map(\.attachment.name) == ["new.pdf"])
        }
    }

    @Test("P21 where no more files may wait, the page says which are to be chosen again")
    func full() async throws {
        try await ExchangeStage.use { stage in
            #expect(try await stage.accept().status == 303)
            for index in 0..<StageFile.mostWaiting {
                let answer = try await stage.phone.post(
                    "\(stage.path)/files",
                    multipart: [.init("key", "k\(index)"), ExchangeFile.part("x.txt", Data("Note \(index)".utf8))])
                #expect(answer.status == 201)
            }
            let refused = try await stage.unmoved {
                try await stage.press("Send the quote") {
                    try $0.fill("Amount incl. tax", "four")
                    try $0.attach("Add photos or files", ExchangeStage.pdf)
                }
            }
            #expect(refused.status == 422)
            #expect(LoopPage(refused).alert.contains("Please choose again: invoice.pdf"))
        }
    }
}

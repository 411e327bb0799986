import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("An act on what was withdrawn a second ago, and two acts at once")
struct StepWithdrawnTests {
    private static var pair: ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        return setting
    }

    private func cancel(_ stage: ExchangeStage, _ kind: TicketTask.Kind) async throws {
        let task = try #require(try await stage.stored.openTask(kind))
        try await stage.manager { CancelAsk(stage.ticket.id, task: task.id, origin: $0) }
    }

    private func form(_ stage: ExchangeStage, _ path: String, _ button: String) async throws -> LoopForm {
        try LoopPage(try await stage.phone.get(path), path: path).form(button: button)
    }

    @Test("P39 B28 an invoice that was waived while it was typed is refused in words, and can be sent as a message")
    func waived() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            var form = try await stage.page().form(button: "Send the invoice")
            try form.bill()
            try await stage.manager { WaiveInvoice(stage.ticket.id, origin: $0) }
            let answer = try await stage.unmoved { try await stage.submit(form) }
            #expect(answer.status == 409)
            #expect(LoopPage(answer).alert.contains("No invoice is wanted any more"))
            let message = try LoopPage(answer).form(button: "Send")
            for words in ["Invoice number: F-17", "Total incl. tax: 420,00", "Invoice date: 23 November 2026"] {
                #expect(try message.value("Message").contains(words), "\(words)")
            }
            #expect(try await stage.submit(message).status == 303)
            #expect(try await stage.attachments().map(\.attachment.name) == ["invoice.pdf"])
            #expect(try await stage.count("invoiced") == 0)
        }
    }

    @Test("P18 B28 an invoice that was taken, and then accepted, is confirmed again when its answer was lost")
    func repeated() async throws {
        try await ExchangeStage.use { stage in
            try await stage.finish()
            var form = try await stage.page().form(button: "Send the invoice")
            try form.bill()
            let first = try await stage.submit(form)
            try await stage.manager { AcceptInvoice(stage.ticket.id, origin: $0) }
            let again = try await stage.unmoved { try await stage.submit(form) }
            #expect(first.status == 303 && again.status == 303)
            #expect(first.header("Location") == again.header("Location"))
        }
    }

    @Test("P39 a report that is not asked for any more is still true: the open form is taken, once")
    func completion() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try stage.travel(to: "2026-11-23T09:00")
            try await stage.ask(.completion, "Are you through?")
            var form = try await stage.page().form(button: "The work is finished")
            try form.fill("Comment", "Since noon")
            try await cancel(stage, .completion)
            #expect(try await stage.page().text.contains("The report is no longer needed"))
            let page = try await stage.following(try await stage.submit(form))
            #expect(page.element(role: "status")?.contains("The work is reported as finished") == true)
            #expect(page.part("record")?.contains("Since noon") == true)
            #expect(try await stage.count("completed") == 1)
        }
    }

    @Test("P39 B24 presence that is not asked for any more may still be told, from the hour on at which it is true")
    func presence() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.ask(.presence, "Is somebody there?")
            let form = try await stage.page().form(button: "I am on site")
            try await cancel(stage, .presence)
            #expect(try await stage.page().text.contains("The presence report is no longer needed"))
            let early = try await stage.unmoved { try await stage.submit(form) }
            #expect(early.status == 409)
            #expect(LoopPage(early).alert.contains("from Mon 23 Nov, 07:00"))
            try stage.travel(to: "2026-11-23T09:00")
            let page = try await stage.following(try await stage.submit(form))
            #expect(page.label == "in-progress/on-site")
        }
    }

    // MARK: At once

    @Test("P19 B30 two people of one firm bill at once: one invoice counts or corrects the other, none is lost")
    func invoices() async throws {
        try await ExchangeStage.use(Self.pair) { stage in
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            try await stage.finish()
            var mine = try await form(stage, stage.path, "Send the invoice")
            var theirs = try await form(stage, second, "Send the invoice")
            try mine.bill("F-1", "400,00")
            try theirs.bill("F-2", "410,00")
            let forms = [mine, theirs]
            let answers = try await together(forms.map { form in { try await stage.submit(form) } })
            #expect(answers.map(\.status) == [303, 303], "a second one takes the place of the first, as a correction")
            #expect(try await stage.count("invoiced") == 2)
            let tasks = try await stage.stored.tasks.filter { $0.kind == .invoice && $0.status == .open }
            #expect(tasks.count == 1)
            let record = try #require(try await stage.page().part("record"))
            let invoices = try await stage.timeline().compactMap { entry in
                if case .invoiced(_, let invoice, _, _) = entry.event.change { invoice } else { nil }
            }
            let last = try #require(invoices.last)
            #expect(record.contains("No. \(last.number)"))
            let text = try await stage.page().text
            #expect(text.contains("Invoice F-1: €400.00") && text.contains("Invoice F-2: €410.00"))
        }
    }

    @Test("P19 A24 two people of one firm move the visit at once: both changes are told in order, the last one stands")
    func dates() async throws {
        try await ExchangeStage.use(Self.pair) { stage in
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            _ = try await stage.accept()
            var forms = [
                try await form(stage, stage.path, "Change the date"), try await form(stage, second, "Change the date"),
            ]
            for (index, day) in ["2026-11-24", "2026-11-25"].enumerated() {
                try forms[index].fill("Date", day)
                try forms[index].fill("Note", "Day \(index)")
            }
            let answers = try await together(forms.map { form in { try await stage.submit(form) } })
            #expect(answers.map(\.status) == [303, 303])
            let changes = try await stage.timeline().compactMap { entry in
                if case .dateChanged(_, let appointment, _, _, _) = entry.event.change { appointment } else { nil }
            }
            #expect(Set(changes.map(\.local.dateText)) == ["2026-11-24", "2026-11-25"])
            #expect(try await stage.order.appointment == changes.last)
            #expect(try await stage.order.dateChanges == 2)
            for words in ["Day 0", "Day 1"] { #expect(try await stage.page().text.contains(words)) }
        }
    }

    @Test("P19 P39 the manager withdraws while the contractor sends his quote: one of both counts, and both are told")
    func managerAndQuote() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            var quote = try await stage.page().form(button: "Send the quote")
            try quote.fill("Amount incl. tax", "612,50")
            let form = quote
            async let sending = stage.submit(form)
            async let withdrawing: Void = stage.withdraw()
            let answer = try await sending
            try await withdrawing
            let quotes = try await stage.count("quoted")
            #expect(answer.status == (quotes == 1 ? 303 : 410))
            if answer.status == 410 {
                #expect(LoopPage(answer).alert.contains("no longer yours"))
                #expect(try LoopPage(answer).form(button: "Send").value("Message").contains("612,50"))
            }
            #expect(try await stage.page().label == "withdrawn")
        }
    }

    private func together(_ acts: [@Sendable () async throws -> TransferResponse]) async throws -> [TransferResponse] {
        try await withThrowingTaskGroup(of: (Int, TransferResponse).self) { group in
            for (index, act) in acts.enumerated() { group.addTask { (index, try await act()) } }
            var answers: [(Int, TransferResponse)] = []
            for try await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

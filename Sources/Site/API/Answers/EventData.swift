import Domain
import Store

/// What an event carries beside who and when: ids as texts, words as they stand now, null where there is nothing.
struct EventData {
    let entry: TimelineEntry

    var json: JSONValue { .object(members) }

    private var members: [String: JSONValue] {
        switch entry.event.change {
        case .created(let draft, let manager): ["draft": .flag(draft), "manager": id(manager)]
        case .submitted(let text): ["description": self.text(text)]
        case .edited(let fields): ["fields": .list(fields.map(JSONValue.text))]
        case .taken(let manager), .handedOver(let manager): ["manager": id(manager)]
        case .unassigned(let reason), .reopened(let reason): ["reason": text(reason)]

        case .offered(let order, let task): offered(order, task)
        case .reminded(let order), .lapsed(let order), .presenceAsked(let order), .late(let order),
            .arrived(let order), .invoiceAccepted(let order), .invoiceWaived(let order):
            ["order": id(order)]
        case .accepted(let order, _, let date, let comment, let tasks):
            visit(order, date).with(["comment": text(comment), "tasks": ids(tasks)])
        case .declined(let order, _, let key, let reason):
            ["order": id(order), "reasonKey": .orNull(key), "reason": text(reason)]
        case .answerUndone(let order, let task): ["order": id(order), "task": id(task.id)]
        case .notUnderstood(let order, let text): ["order": id(order), "text": self.text(text)]
        case .offerWithdrawn(let order, let reason), .jobWithdrawn(let order, let reason),
            .givenBack(let order, let reason):
            ["order": id(order), "reason": text(reason)]
        case .passedOn(let order, let contact), .takenBack(let order, let contact):
            ["order": id(order), "technician": id(contact)]

        case .dateChanged(let order, let date, let note, let manager, _):
            visit(order, date).with(["note": text(note), "told": id(manager), "attachments": attachments])
        case .visitMoved(let order, let date, let note): visit(order, date).with(["note": text(note)])
        case .delayed(let order, let date): visit(order, date)
        case .leftIncomplete(let order, let outcome, let next, let note):
            visit(order, next).with(["outcome": .text(outcome.rawValue), "note": text(note)])
        case .completed(let order, let report, _, let task):
            ["order": id(order), "report": text(report), "task": id(task?.id), "attachments": attachments]
        case .sentBack(let order, let note, let task):
            ["order": id(order), "note": text(note), "task": id(task.id)]

        case .asked(let task, let text):
            ["task": id(task.id), "kind": .text(task.kind.name), "order": id(task.order), "text": self.text(text)]
        case .askedAgain(let task, let text): ["task": id(task), "text": self.text(text)]
        case .askCancelled(let task), .taskDone(let task), .taskCancelled(let task): ["task": id(task)]
        case .taskReminded(let task, let order): ["task": id(task), "order": id(order)]
        case .taskAdded(let task): ["task": id(task.id), "kind": .text(task.kind.name)]
        case .taskReassigned(let task, let assignee): ["task": id(task), "assignee": self.assignee(assignee)]

        case .quoteWanted(let order, let date, let task): visit(order, date).with(["task": id(task?.id)])
        case .quoted(let order, let quote, let note, _, let task): quoted(order, quote, note, task)
        case .quoteApproved(let order, let quote, _, let limit):
            ["order": id(order), "quote": id(quote), "notToExceed": money(limit)]
        case .quoteExpired(let order, let quote): ["order": id(order), "quote": id(quote)]
        case .approverAsked(let order, let quote, let person, let note):
            ["order": id(order), "quote": id(quote), "approver": id(person), "note": text(note)]
        case .approverDismissed(let order, let quote, let person):
            ["order": id(order), "quote": id(quote), "approver": id(person)]
        case .quoteRefused(let order, let quote, let reason):
            ["order": id(order), "quote": id(quote), "reason": text(reason)]

        case .signed(let order, let name, _):
            ["order": id(order), "by": text(name), "attachments": attachments]
        case .placeShared(let order, _): placeShared(order)
        case .limitAsked(let order, let amount, let note):
            ["order": id(order), "amount": money(amount), "note": text(note)]
        case .limitRaised(let order, let amount): ["order": id(order), "amount": money(amount)]

        case .waitBegan(let wait, let question): self.wait(wait).with(["question": text(question)])
        case .waitEnded(let attention): ["attention": .orNull(attention?.rawValue)]
        case .resolved(let resolution, let note, let until, _):
            self.resolution(resolution).with(["note": text(note), "feedbackUntil": moment(until)])
        case .closed(let resolution): self.resolution(resolution)
        case .invoiced(let order, let invoice, _, _): invoiced(order, invoice)
        case .invoiceRejected(let order, let reason, let task):
            ["order": id(order), "reason": text(reason), "task": id(task.id)]
        case .closingHeldBack(let tasks): ["tasks": .list(tasks.map(id))]
        case .followedUp(let ticket): ["ticket": id(ticket)]

        case .messageWritten(let text, _, let order, let isInternal):
            ["text": self.text(text), "attachments": attachments, "order": id(order), "internal": .flag(isInternal)]
        case .notReached(let order, let notice): ["order": id(order), "notice": id(notice)]
        case .wrongNumber(let order, let contact): ["order": id(order), "contact": id(contact)]
        }
    }

    private func offered(_ order: Order, _ task: TicketTask) -> [String: JSONValue] {
        [
            "order": id(order.id), "contractor": id(order.contractor), "task": id(task.id),
            "answerBy": moment(order.answerBy), "scheduledAt": .orNull(order.scheduledAt?.local.description),
            "timeZone": .text(entry.event.timeZone), "notToExceed": money(order.notToExceed),
        ]
    }

    private func quoted(
        _ order: OrderID, _ quote: Quote, _ note: TextID?, _ task: TicketTask
    ) -> [String: JSONValue] {
        [
            "order": id(order), "quote": id(quote.id), "amount": money(quote.amount),
            "validUntil": moment(quote.validUntil), "note": text(note), "attachments": attachments,
            "task": id(task.id),
        ]
    }

    private func invoiced(_ order: OrderID, _ invoice: Invoice) -> [String: JSONValue] {
        [
            "order": id(order), "number": .text(invoice.number), "date": .text(invoice.date.dateText),
            "total": money(invoice.total), "attachments": attachments,
        ]
    }
}

import Domain
import Testing

/// Every act is tried on tickets of every label, at once and long after, and held against the document's words. What
/// has no row (an edit, a new custom task) leaves the label alone and is possible until a ticket is over.
struct MatrixTests {
    @Test("There are sample tickets of every label")
    func samples() throws {
        #expect(Set(try Samples.all().map(\.label)) == Label.any)
    }

    @Test("An act is possible exactly where its row says, and else refused with the label", arguments: Act.all)
    func matrix(act: Act) throws {
        let origins = try LifecycleDocument().origins()
        let allowed =
            act.rows.isEmpty
            ? Label.open.union([.draft]) : act.rows.reduce(into: []) { $0.formUnion(origins[$1] ?? []) }
        var done: Set<Label> = []
        var possible: Set<Label> = []
        for sample in try Samples.all() where act.applies(to: sample.ticket) {
            possible.insert(sample.label)
            for later in [Span.minutes(0), .days(200)] {
                var story = sample
                story.wait(later)
                let label = story.label
                guard let command = act.command(&story) else { continue }
                do {
                    try story.act(command, by: act.actor(story))
                    done.insert(label)
                } catch {
                    if !allowed.contains(label) { expectRefusedByTable(error, label, act.name) }
                }
            }
        }
        let expected = act.narrowed(allowed.intersection(possible))
        #expect(done.subtracting(expected).isEmpty, "\(act.name) was done where no row has it")
        #expect(expected.subtracting(done).isEmpty, "\(act.name) was never done where a row has it")
    }

    private func expectRefusedByTable(_ refusal: Refusal, _ label: Label, _ name: String) {
        switch refusal {
        case .notFromHere(label), .withdrawn, .alreadyAnswered: break
        default: Issue.record("\(name) from \(label): \(refusal)")
        }
    }
}

extension Act: CustomTestStringConvertible {
    var testDescription: String { name }

    /// Whether the words "with an active order", "with an order" and "with a task" hold, apart from the label.
    fileprivate func applies(to ticket: Ticket) -> Bool {
        let active = ticket.orders.contains(where: \.isActive) && ticket.label != .closed
        return switch name {
        case "passOn", "ask", "ask for the invoice": active
        case "takeBack": active && ticket.activeOrder?.technician != nil
        case "withdraw": active || Label.toDo.contains(ticket.label)
        case "cancelAsk":
            ticket.openTasks.contains { [.presence, .completion, .invoice, .message].contains($0.kind) }
        case "finishTask", "reassignTask", "cancelTask":
            ticket.openTasks.contains { if case .custom = $0.kind { true } else { false } }
        default: true
        }
    }

    /// What a row says beside its from column.
    fileprivate func narrowed(_ labels: Set<Label>) -> Set<Label> {
        switch name {
        // T53 ends with "after `closed`: T51".
        case "writeMessage", "a contractor's writeMessage": labels.subtracting([.closed])
        // T7: no order active.
        case "take": labels.subtracting([.toDoOffered, .toDoLapsed])
        // Beside the other asks: only a quote that waits can be put before somebody else.
        case "askApprover": labels.intersection([.waitingDecision])
        default: labels
        }
    }
}

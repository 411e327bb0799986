/// T20 to T29 of docs/lifecycle.md; the words are that table's.
extension Transition {
    static let visit: [Transition] = [
        Transition(
            .t20, from: Label.waiting.union([.dispatchConfirmed, .incomplete]),
            text: Text(
                "dispatch-confirmed, incomplete, waiting/*", "Change the date: contractor",
                if: "note, date, chosen contact", to: "same",
                and: "count + 1; that contact told; warning at the threshold")),
        Transition(
            .t21, from: [.dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "dispatch-confirmed, incomplete, waiting/parts", "Change the date: manager", if: "",
                to: "same, to be confirmed again", and: "contractor told with link, and reminded")),
        Transition(
            .t22, from: [.dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "dispatch-confirmed, incomplete, waiting/parts", "The agreed day and hour: clock", if: "not asked yet",
                to: "same",
                and: "presence asked by SMS or mail; silence: late, Inbox")),
        Transition(
            .t23, from: [.dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "dispatch-confirmed, incomplete, waiting/parts", #""I am on site": contractor"#,
                if: "not earlier than the tolerance before the appointment", to: "in-progress/on-site",
                and: "manager told; time, place if wanted")),
        Transition(
            .t24, from: [.dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "dispatch-confirmed, incomplete, waiting/parts", #""I will be late", "I cannot come": contractor"#,
                if: "a later time of the same day, or reason", to: "same, or T18", and: "Inbox")),
        Transition(
            .t25, from: [.onSite],
            text: Text(
                "on-site", "Not finished: contractor", if: "return visit, parts, authorisation; next date if known",
                to: "in-progress/incomplete; waiting/parts; T30", and: "Inbox")),
        Transition(
            .t26, from: [.onSite, .dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "on-site, dispatch-confirmed, incomplete, waiting/parts", "The work is finished: contractor",
                if: "proofs if compulsory; invoice optional", to: "in-progress/to-check",
                and: "confirmation; Inbox")),
        Transition(
            .t27, from: [.toCheck],
            text: Text(
                "to-check", "Not satisfied: manager", if: "note", to: "in-progress/incomplete",
                and: "contractor asked again")),
        Transition(
            .t28, from: Label.any, needs: .activeOrder,
            text: Text(
                "any with an active order", "Ask: manager (presence, completion, invoice, message)",
                if: "presence from where T23 is possible, completion from where T26 is",
                to: "same", and: "task opened, link sent")),
        Transition(
            .t29, from: Label.any, needs: .openTask,
            text: Text(
                "any with an open task", "Cancel an ask: manager", if: "", to: "same", and: "task cancelled, told")),
    ]
}

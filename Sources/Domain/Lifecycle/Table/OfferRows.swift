/// T10 to T19 of docs/lifecycle.md; the words are that table's.
extension Transition {
    static let offerAndAnswer: [Transition] = [
        Transition(
            .t10, from: [.toDoNew, .toDoReturned, .toDoDeclined, .toDoLapsed, .inProgressOwn],
            text: Text(
                "to-do/new, returned, declined, lapsed; in-progress/own",
                "Offer to a contractor: manager, API, ranked list on lapse (E5)", if: "a contact can be reached",
                to: "to-do/offered",
                and: "new order; SMS and mail with link, deadline, limit, date; a former contractor is told")),
        Transition(
            .t11, from: [.toDoOffered, .toDoLapsed],
            text: Text(
                "to-do/offered, to-do/lapsed", "Accept: form with date and time, mail OK, SMS code",
                if: "link live, first answer, nobody else has it; P15 for mail", to: "in-progress/dispatch-confirmed",
                and: "confirmation, .ics; Inbox")),
        Transition(
            .t12, from: [.toDoOffered, .toDoLapsed],
            text: Text(
                "to-do/offered, to-do/lapsed", "Decline: form with reason, mail No, SMS code", if: "same",
                to: "to-do/declined", and: "confirmation; Inbox")),
        Transition(
            .t13, from: [.dispatchConfirmed, .toDoDeclined],
            text: Text(
                "dispatch-confirmed, declined", "Undo the answer: the same contact",
                if: "within 10 minutes, no act of anybody since", to: "to-do/offered",
                and: "old deadline again; manager told")),
        Transition(
            .t14, from: [.toDoOffered],
            text: Text(
                "to-do/offered", "Answer outside the grammar", if: "", to: "same",
                and: #"a message; "not understood" with link, once a day"#)),
        Transition(
            .t15, from: [.toDoOffered],
            text: Text(
                "to-do/offered", "Reminders, then the deadline: clock", if: "", to: "to-do/lapsed",
                and: "reminders; Inbox; the link still answers")),
        Transition(
            .t16, from: [.toDoOffered, .toDoLapsed],
            text: Text(
                "to-do/offered, to-do/lapsed", "Withdraw the offer: manager", if: "reason", to: "to-do/returned",
                and: "contractor told")),
        Transition(
            .t17, from: Label.inProgress.union(Label.waiting), needs: .activeOrder,
            text: Text(
                "in-progress/* and waiting/* with an order", "Withdraw the job: manager", if: "reason",
                to: "to-do/returned", and: "contractor told; he may write and bill an agreed call-out")),
        Transition(
            .t18, from: [.dispatchConfirmed, .incomplete, .waitingParts],
            text: Text(
                "dispatch-confirmed, incomplete, waiting/parts", "Give the job back: contractor", if: "reason",
                to: "to-do/declined",
                and: "Inbox")),
        Transition(
            .t19, from: Label.any, needs: .activeOrder,
            text: Text(
                "any with an active order", "Pass on to a technician, take back: contractor's office",
                if: "number of an allowed country, 3 a day", to: "same",
                and: "the technician's own link sent, or dead")),
    ]
}

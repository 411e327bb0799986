/// T30 to T39 of docs/lifecycle.md; the words are that table's.
extension Transition {
    static let quote: [Transition] = [
        Transition(
            .t30,
            from: [.toDoOffered, .dispatchConfirmed, .onSite, .incomplete, .waitingQuote, .waitingDecision],
            needs: .quoteKindIfOffered,
            text: Text(
                "offered (kind quote), dispatch-confirmed, on-site, incomplete, waiting/quote, waiting/decision",
                #"Quote wanted: manager, or limit too low: contractor, or "I will quote""#,
                if: "one that waits for a decision has expired",
                to: "waiting/quote", and: "link, reminder")),
        Transition(
            .t31, from: [.waitingQuote, .toDoOffered, .dispatchConfirmed, .onSite, .incomplete, .waitingDecision],
            text: Text(
                "waiting/quote, offered, dispatch-confirmed, on-site, incomplete, waiting/decision",
                "Send a quote, also unasked: contractor",
                if: "amount or file, not yet done; one that waits for a decision has expired", to: "waiting/decision",
                and: "confirmation; Inbox")),
        Transition(
            .t32, from: [.waitingDecision],
            text: Text(
                "waiting/decision", "Approve: manager or the named approver", if: "not expired",
                to: "on-site if he is there, dispatch-confirmed if a date stands, else to-do/offered to the same firm",
                and: "limit = quote; told")),
        Transition(
            .t33, from: [.waitingDecision],
            text: Text(
                "waiting/decision", "Refuse: same", if: "reason", to: "previous, or to-do/returned", and: "told")),
        Transition(
            .t34, from: [.waitingDecision],
            text: Text(
                "waiting/decision", "Validity over: clock", if: "", to: "same",
                and: "quote expired; Inbox; contractor told")),
    ]

    static let waiting: [Transition] = [
        Transition(
            .t35, from: Label.inProgress,
            text: Text(
                "in-progress/*", "Wait for information (days, close if silent) or until a date: manager",
                if: "a type", to: "waiting/information, waiting/until", and: "a question if wanted; Owned work")),
        Transition(
            .t36, from: [.waitingInformation],
            text: Text(
                "waiting/information", "A person's reply", if: "not automated", to: "previous",
                and: "Inbox, highlighted")),
        Transition(
            .t37, from: [.waitingInformation],
            text: Text(
                "waiting/information", "Days over: clock", if: "not close-if-silent, or a task is open",
                to: "previous", and: "Inbox, highlighted, open tasks named")),
        Transition(
            .t38, from: [.waitingInformation],
            text: Text(
                "waiting/information", "Days over: clock", if: "close-if-silent, no task open",
                to: "closed (noResponse)", and: "notice")),
        Transition(
            .t39, from: [.waitingUntil],
            text: Text(
                "waiting/until", "The minute: clock; switched off: manager", if: "", to: "previous",
                and: "Inbox, highlighted")),
    ]
}

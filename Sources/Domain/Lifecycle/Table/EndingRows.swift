/// T40 to T55 of docs/lifecycle.md; the words are that table's.
extension Transition {
    static let ending: [Transition] = [
        Transition(
            .t40, from: Label.inProgress,
            text: Text(
                "in-progress/*", "Resolve, Send and resolve: manager, rule",
                if: "method; no work task open; resolution mail or note where compulsory; not from a pop-out",
                to: "resolved", and: "resolution mail; window begins; invoice asked if none came")),
        Transition(
            .t41, from: [.toCheck, .resolved],
            text: Text(
                "in-progress/to-check, resolved", "Invoice sent: contractor (also with T26)",
                if: "number new for this firm; total ≤ limit or quote, else T31; date ≥ completion", to: "same",
                and: "confirmation; Inbox")),
        Transition(
            .t42, from: [.toCheck, .resolved],
            text: Text(
                "same", "Invoice accepted, or waived: manager", if: "",
                to: "same; closed if resolved and the window is over", and: "task done, or cancelled")),
        Transition(
            .t43, from: [.toCheck, .resolved],
            text: Text(
                "same", "Invoice rejected: manager", if: "reason", to: "same", and: "asked again")),
        Transition(
            .t44, from: [.resolved],
            text: Text(
                "resolved", "A person's reply or feedback in the window, or by hand", if: "reopening on",
                to: "in-progress/own", and: "Inbox; automated mail never")),
        Transition(
            .t45, from: [.resolved],
            text: Text(
                "resolved", "Window over: clock", if: "no task open", to: "closed",
                and: "nothing; while the invoice is open it stays, and is reminded")),
        Transition(
            .t46, from: Label.toDo.union(Label.inProgress),
            text: Text(
                "to-do/*, in-progress/*", "Spam: manager", if: "confirmed", to: "closed (spam)",
                and: "nothing is sent")),
        Transition(
            .t47, from: Label.toDo.union(Label.inProgress),
            text: Text(
                "to-do/*, in-progress/*", "Reject: manager", if: "note or mail", to: "resolved (rejected)",
                and: "offers withdrawn")),
        Transition(
            .t48, from: Label.open,
            text: Text(
                "any open", "Merge into another: manager", if: "target not closed", to: "resolved or closed (merged)",
                and: "thread, files, replies follow; reminders stop")),
        Transition(
            .t49, from: Label.open,
            text: Text(
                "any open", "Split, start a case: manager", if: "", to: "waiting/split, waiting/case",
                and: "children linked")),
        Transition(
            .t50, from: [.waitingSplit, .waitingCase],
            text: Text(
                "waiting/split, waiting/case", "Last part done: clock", if: "", to: "resolved (split)", and: "")),
        Transition(
            .t51, from: [.closed],
            text: Text(
                "closed", "A person's message", if: "", to: "the old stays; a new to-do/new linked to it",
                and: "receipt with the new number")),
        Transition(
            .t52, from: [.closed],
            text: Text(
                "closed", "Reopen: role with the right", if: "reason", to: "in-progress/own", and: "Inbox")),
    ]

    static let anyTime: [Transition] = [
        Transition(
            .t53, from: Label.any.subtracting([.draft]),
            text: Text(
                "any but draft", "Message, files: either side (after `closed`: T51)", if: "",
                to: "same (T36, T44 apply)", and: "the other side told in its language, by its channel")),
        Transition(
            .t54, from: Label.any,
            text: Text(
                "any", #"Undeliverable, opted out, "wrong number""#, if: "", to: "same",
                and: #"Inbox "not reached", other channel offered"#)),
        Transition(
            .t55, from: Label.any, needs: .task,
            text: Text(
                "any with a task", "Do, reassign or cancel a custom task: its assignee, manager", if: "", to: "same",
                and: "shown")),
    ]
}

/// T1 to T9 of docs/lifecycle.md; the words are that table's.
extension Transition {
    static let birth: [Transition] = [
        Transition(
            .t1, from: [],
            text: Text(
                "–", "Create: dispatcher, technician on a visit, API with `draft`", if: "", to: "draft",
                and: "nothing is sent")),
        Transition(
            .t2, from: [],
            text: Text(
                "–", "Create: API; mail from a known sender", if: "external id, Message-ID new", to: "to-do/new",
                and: "receipt once, never to automated mail")),
        Transition(
            .t3, from: [],
            text: Text(
                "–", "Mail from an unknown address", if: "organization's rule",
                to: "closed (unknownAddress), or unhandled list", and: "nothing is sent")),
        Transition(
            .t4, from: [.draft],
            text: Text(
                "draft", "Submit: manager", if: "title, description, category, main contact, requester",
                to: "to-do/new", and: "confirmation with link; the description is the first note")),
        Transition(
            .t5, from: [.draft],
            text: Text(
                "draft", "Mail sent from it: manager", if: "", to: "draft",
                and: "empty title and description take subject and text")),
        Transition(
            .t6, from: [.draft],
            text: Text(
                "draft", "Resolve directly: manager", if: "as T4, and resolution mail or note where compulsory",
                to: "resolved", and: "as T40")),
    ]

    static let ownersWork: [Transition] = [
        Transition(
            .t7, from: Label.toDo, needs: .noActiveOrder,
            text: Text(
                "to-do/*", "Edit or take: manager or robot; the offerer", if: "no order active",
                to: "in-progress/own", and: "owner set")),
        Transition(
            .t8, from: [.inProgressOwn],
            text: Text(
                "in-progress/own", "Unassign, hand to the queue, robot rejects with reason", if: "",
                to: "to-do/returned", and: "Inbox of the queue")),
        Transition(
            .t9, from: Label.open,
            text: Text(
                "any open", "Hand over: manager", if: "", to: "same", and: "owner changed, told")),
    ]
}

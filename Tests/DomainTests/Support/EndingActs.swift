import Domain

extension Act {
    static let ends =
        waits + [
            Act("resolve", 40) { story in
                .resolve(.communicated, note: story.id(), feedbackUntil: story.now + .days(5), taskID: story.id())
            },
            Act("sendInvoice", 41, by: firm) { story in
                .sendInvoice(story.subjectID, story.invoice(total: 40_000), attachments: [], taskID: story.id())
            },
            Act("acceptInvoice", 42) { .acceptInvoice($0.subjectID) },
            Act("waiveInvoice", 42) { .waiveInvoice($0.subjectID) },
            Act("rejectInvoice", 43) { .rejectInvoice($0.subjectID, reason: $0.id(), taskID: $0.id()) },
            Act("reopen", 44, 52) { .reopen(reason: $0.id(), isAutomated: false) },
            Act("windowIsOver", 45, by: clock) { _ in .windowIsOver },
            Act("markSpam", 46) { _ in .markSpam },
            Act("reject", 47) { .reject(note: $0.id(), feedbackUntil: $0.now + .days(5)) },
            Act("merge", 48) { _ in .merge(into: TicketID(101), targetIsClosed: false) },
            Act("split", 49) { _ in .split(into: [TicketID(102), TicketID(103)]) },
            Act("startCase", 49) { _ in .startCase(link: "case-1") },
            Act("partsDone", 50, by: clock) { _ in .partsDone },
            Act("followUp", 51, by: clock) { _ in .followUp(TicketID(104)) },
        ]

    private static let waits = [
        Act("wait for information", 35) { story in
            .wait(.moreInformation(until: story.now + .days(2), closeIfSilent: true), question: nil)
        },
        Act("wait until", 35) { .wait(.until($0.now + .days(2)), question: nil) },
        Act("a person's reply", 36) { _ in .endWait(personReplied: true) },
        Act("switch the wait off", 39) { _ in .endWait(personReplied: false) },
        Act("waitIsOver", 37, 38, 39, by: clock) { _ in .waitIsOver },
    ]
}

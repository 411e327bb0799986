import Domain

/// Tickets in every label, each made by acts alone; several ways lead to some labels.
enum Samples {
    static func all() throws -> [Story] {
        var stories = try base()
        for story in stories {
            var owing = story
            _ = try? owing.act(
                .addTask(
                    TicketTask(
                        id: owing.id(), kind: .custom(title: owing.id()), order: nil, assignee: .contractor(Story.firm),
                        due: nil)))
            if let order = owing.ticket.activeOrder {
                _ = try? owing.act(.passOn(order.id, to: Story.technician), by: Story.byFirm)
                _ = try? owing.act(.ask(.message, text: nil, due: nil, taskID: owing.id()))
            }
            var bare = story
            bare.cancelAsks()
            stories += [owing, bare]
        }
        return stories
    }

    private static func base() throws -> [Story] {
        var stories = [Story(.draft(by: Story.manager)), Story(.complete), Story(.unknownSender)]
        for kind in TicketKind.allCases {
            let offered = try Story(kind: kind).then { try $0.offer() }
            stories.append(offered)
            stories.append(try offered.then { try $0.decline() })
            stories.append(try offered.then { try $0.lapse() })
            stories.append(try offered.then { try $0.act(.withdraw(try $0.order.id, reason: $0.id())) })
            stories.append(try offered.then { try $0.quote() })
        }
        stories.append(
            try Story(kind: .quote).then {
                try $0.offer(); try $0.accept()
            })
        stories.append(try Story().then { try $0.act(.take(Story.manager)) })
        let works = try visits()
        stories += works
        for story in works where Label.inProgress.contains(story.label) { stories += try waits(of: story) }
        stories += try ends()
        return stories
    }

    private static func visits() throws -> [Story] {
        let accepted = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let onSite = try accepted.then { try $0.arrive() }
        let done = try onSite.then { try $0.complete() }
        return [
            accepted, onSite, done,
            try accepted.then { try $0.quote() },
            try onSite.then { try $0.leave(.returnVisit) },
            try onSite.then { try $0.leave(.parts) },
            try onSite.then { try $0.leave(.authorization) },
            try onSite.then { try $0.quote() },
            try done.then { try $0.invoice() },
        ]
    }

    private static func waits(of story: Story) throws -> [Story] {
        let until = story.now + .days(3)
        return [
            try story.then { try $0.act(.wait(.moreInformation(until: until, closeIfSilent: true), question: nil)) },
            try story.then { try $0.act(.wait(.until(until), question: nil)) },
            try story.then { try $0.act(.split(into: [TicketID(7)])) },
            try story.then { try $0.act(.startCase(link: "case-7")) },
        ]
    }

    private static func ends() throws -> [Story] {
        let own = try Story().then { try $0.act(.take(Story.manager)) }
        let done = try Story().then {
            try $0.offer(); try $0.accept(); try $0.arrive(); try $0.complete()
        }
        let resolved = try done.then { try $0.resolve() }
        return [
            try own.then { try $0.resolve() },
            resolved,
            try resolved.then { try $0.invoice() },
            try resolved.then { try $0.act(.reopen(reason: nil, isAutomated: false)) },
            try own.then { try $0.act(.markSpam) },
        ]
    }
}

extension Story {
    /// This story, gone on.
    func then(_ acts: (inout Story) throws -> Void) throws -> Story {
        var story = self
        try acts(&story)
        return story
    }
}

package import Domain

/// A list of tickets with no ticket open; on a narrow screen also the menu.
package struct DeskListPage: Page {
    package static var template: String { "desk/list" }

    package var frame: DeskFrame
    package var queue: DeskQueue
    package var isMenu = false

    package init(frame: DeskFrame, queue: DeskQueue, isMenu: Bool = false) {
        self.frame = frame
        self.queue = queue
        self.isMenu = isMenu
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let title = isMenu ? words["desk.menu"] : words["desk.folder.\(queue.folder.rawValue)"]
        var context = frame.context(words, title: title, column: isMenu ? .menu : .queue)
        context.merge(queue.context(words, now: frame.now)) { _, new in new }
        context["queueIsMain"] = !isMenu
        context["isMenu"] = isMenu
        context["chooseHint"] = words["desk.chooseTicket"]
        return context
    }
}

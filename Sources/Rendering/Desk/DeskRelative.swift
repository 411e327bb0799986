/// Another ticket that this one is linked to.
package struct DeskRelative: Hashable, Sendable {
    package var number: String
    package var title: String

    package init(number: String, title: String) {
        self.number = number
        self.title = title
    }
}

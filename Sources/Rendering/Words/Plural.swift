package import Domain

/// The plural categories of CLDR that the languages of Relais use for whole numbers.
package enum Plural: String, CaseIterable, Sendable {
    case one, few, many, other

    /// The category of `count` by CLDR's cardinal rules.
    package init(_ count: Int, in language: Language) {
        let number = abs(count)
        switch language {
        case .en, .el: self = number == 1 ? .one : .other
        case .fr: self = number < 2 ? .one : .other
        case .pl:
            let (tens, hundreds) = (number % 10, number % 100)
            if number == 1 {
                self = .one
            } else if (2...4).contains(tens), !(12...14).contains(hundreds) {
                self = .few
            } else {
                self = .many
            }
        }
    }

    /// The categories that a plural key must have in `language`.
    package static func needed(in language: Language) -> Set<Plural> {
        switch language {
        case .fr, .el, .en: [.one, .other]
        case .pl: [.one, .few, .many]
        }
    }
}

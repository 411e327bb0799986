package import Domain

/// A plain model and the template that shows it. Mails and SMS texts are pages too.
package protocol Page: Sendable {
    /// Path below `Templates/` without the extension, such as `pages/exchange`.
    static var template: String { get }
    /// At least one of each state that looks different, in every language; rendered by a test and by the start-up check.
    static var samples: [Self] { get }
    var language: Language { get }
    /// What the template names. Only dictionaries, arrays, strings, numbers and booleans: anything else is rendered by
    /// reflection, which takes four times as long. A key that is absent in an item is looked for in what surrounds it.
    func context(_ words: Words) -> [String: Any]
}

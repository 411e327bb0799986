/// The colours that an organization can choose from. They are classes of the style sheets (`brand-0` …), because an
/// inline style or a sheet of one's own would break the pages' policy; each is readable in light and in dark.
package enum Brand: Int, CaseIterable, Sendable {
    case pine, ocean, indigo, plum, rose, brick, amber, olive, teal, slate, graphite, sky

    /// The palette's colour for what an organization stores; an unknown number is the first colour.
    package init(_ number: Int) { self = Brand(rawValue: number) ?? .pine }

    package var className: String { "brand-\(rawValue)" }
}

package import Domain

/// Why the desk did not do what was asked.
package struct DeskErrorPage: Page {
    package static var template: String { "desk/error" }

    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case notFound, refused, forbidden, tooLarge, badRequest, crossSite, tooMany, broken
    }

    package var language: Language
    package var organization: String?
    package var brand: Brand
    package var kind: Kind
    /// What happened meanwhile, in the reader's words.
    package var detail: String?
    /// Under which the failure stands in the log.
    package var reference: String?
    package var back: String

    package init(
        language: Language, kind: Kind, brand: Brand = .pine, organization: String? = nil, back: String = DeskPath.home
    ) {
        self.language = language
        self.kind = kind
        self.brand = brand
        self.organization = organization
        self.back = back
    }

    package func context(_ words: Words) -> [String: Any] {
        let title = words["desk.error.\(kind.rawValue).title"]
        return [
            "pageTitle": title, "brand": brand.className, "script": false, "errorTitle": title,
            "errorText": words["desk.error.\(kind.rawValue).text"], "detail": detail ?? false,
            "reference": reference.map { words("desk.error.reference", ["id": $0]) } ?? false,
            "backHref": back, "organization": organization ?? words["desk.product"],
            "initial": String((organization ?? words["desk.product"]).prefix(1)),
        ]
    }
}

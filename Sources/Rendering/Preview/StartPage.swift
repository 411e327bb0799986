package import Domain

/// The demo's first page: what this is, and where to click.
package struct StartPage: Page {
    package static var template: String { "preview/start" }

    package struct Desk: Hashable, Sendable {
        package var manager: String
        package var organization: String
        package var language: Language
        package var brand: Brand
        package var id: ManagerID
        package init(manager: String, id: ManagerID, organization: String, language: Language, brand: Brand) {
            self.manager = manager
            self.organization = organization
            self.language = language
            self.brand = brand
            self.id = id
        }
    }

    package var language: Language
    package var desks: [Desk]

    package init(language: Language, desks: [Desk]) {
        self.language = language
        self.desks = desks
    }

    package func context(_ words: Words) -> [String: Any] {
        [
            "pageTitle": words["desk.product"], "brand": Brand.pine.className, "script": false,
            "phone": DeskPath.phone,
            "languages": Language.allCases.map {
                ["code": $0.rawValue, "endonym": $0.endonym, "isCurrent": $0 == language] as [String: Any]
            },
            "desks": desks.map { desk in
                [
                    "deskManager": desk.manager, "deskOrganization": desk.organization,
                    "deskInitial": String(desk.organization.prefix(1)), "deskBrand": desk.brand.className,
                    "deskHref": DeskPath.enter(desk.id), "deskLanguage": desk.language.endonym,
                    "deskLanguageCode": desk.language.rawValue,
                    "deskButton": words("desk.start.signInAs", ["name": desk.manager]),
                ] as [String: Any]
            },
        ]
    }
}

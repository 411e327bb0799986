package import Domain

/// Signing in by a link to one's own address, in its steps; and having signed out.
package struct SignInPage: Page {
    package static var template: String { "desk/sign-in" }

    package enum Step: Hashable, Sendable {
        case ask(email: String, problem: Problem?)
        /// The same whether the address is known or not.
        case sent
        /// A button stands between the link and the session, so that a scanner does not spend it (P1).
        case confirm(action: String, organization: String)
        case expired
        case signedOut
    }

    package var language: Language
    package var step: Step
    package var brand: Brand
    package var submission: String
    /// The demo's drawn phone, where the link arrives.
    package var hasPhone = false

    package init(language: Language, step: Step, brand: Brand = .pine, submission: String = "") {
        self.language = language
        self.step = step
        self.brand = brand
        self.submission = submission
    }

    package func context(_ words: Words) -> [String: Any] {
        var context: [String: Any] = [
            "pageTitle": words["desk.signIn.title"], "brand": brand.className, "script": false,
            "signInAction": DeskPath.signIn, "formSubmission": submission, "email": false, "isSent": false,
            "confirmAction": false, "isExpired": false, "isSignedOut": false, "alert": false,
            "phone": hasPhone ? DeskPath.phone : false,
            "languages": Language.allCases.map {
                ["code": $0.rawValue, "endonym": $0.endonym, "isCurrent": $0 == language] as [String: Any]
            },
        ]
        switch step {
        case .ask(let email, let problem):
            let state = FormState(
                submission: submission, values: ["email": email], problems: problem.map { [$0] } ?? [])
            let field = FieldSpec(
                name: "email", label: "ownEmail", control: .input(type: "email"), isRequired: true,
                autocomplete: "username", maximumLength: 254)
            context["email"] = state.context(field, in: "sign-in", words)
            context["alert"] = state.summary(in: "sign-in", fields: ["email"], words)
        case .sent: context["isSent"] = true
        case .confirm(let action, let organization):
            context["confirmAction"] = action
            context["confirmText"] = words("desk.signIn.confirmText", ["organization": organization])
        case .expired: context["isExpired"] = true
        case .signedOut: context["isSignedOut"] = true
        }
        return context
    }
}

package import Domain

/// Every page, mail and SMS with its sample data, by the names that the demo's preview gives them (E20).
package struct PreviewCatalog: Sendable {
    /// One page of one kind, in one language.
    package struct Sample: Hashable, Sendable {
        package let kind: String
        package let index: Int
        /// What is different about it, such as its label.
        package let title: String
    }

    package struct Message: Hashable, Sendable {
        package let kind: Notice.Kind
        package let index: Int
        package let sms: ComposedSMS
        package let mail: ComposedMail
    }

    /// The types of page that have their place here.
    package static var types: [String] { shelves.map(\.type) }

    private let renderer: Renderer

    package init(_ renderer: Renderer) { self.renderer = renderer }

    package func samples(in language: Language) -> [Sample] {
        Self.shelves.flatMap { shelf in
            shelf.titles(language, renderer).enumerated().map {
                Sample(kind: shelf.name, index: $0.offset, title: $0.element)
            }
        }
    }

    /// The page's HTML, and whether its sheet is the one that it carries in itself; nil where there is no such page.
    package func page(_ kind: String, _ language: Language, _ index: Int) -> (html: String, isInline: Bool)? {
        guard let shelf = Self.shelves.first(where: { $0.name == kind }),
            let html = shelf.html(language, index, renderer)
        else { return nil }
        return (html, shelf.isInline)
    }

    package func messages(in language: Language) -> [Message] {
        let (sms, mail) = (SMSComposer(renderer), MailComposer(renderer))
        return Notice.Kind.allCases.flatMap { kind in
            facts(of: kind, language).enumerated().map { index, facts in
                Message(
                    kind: kind, index: index, sms: sms.compose(kind, facts), mail: mail.compose(kind, facts))
            }
        }
    }

    package func mail(_ kind: Notice.Kind, _ language: Language, _ index: Int) -> ComposedMail? {
        let all = facts(of: kind, language)
        return all.indices.contains(index) ? MailComposer(renderer).compose(kind, all[index]) : nil
    }

    /// Makes every page and message once, so that the renderer can tell what it missed.
    package func renderAll() {
        for shelf in Self.shelves { shelf.render(renderer) }
        for language in Language.allCases { _ = messages(in: language) }
    }

    private func facts(of kind: Notice.Kind, _ language: Language) -> [MessageFacts] {
        MessageSample.all.filter { $0.kind == kind && $0.facts.language == language }.map(\.facts)
    }

    // MARK: Shelves

    private struct Shelf: Sendable {
        let name: String
        let type: String
        let isInline: Bool
        let titles: @Sendable (Language, Renderer) -> [String]
        let html: @Sendable (Language, Int, Renderer) -> String?
        let render: @Sendable (Renderer) -> Void

        init<P: Page>(_ name: String, _: P.Type, isInline: Bool = false, title: (@Sendable (P) -> String)? = nil) {
            self.name = name
            type = String(describing: P.self)
            self.isInline = isInline
            titles = { language, renderer in
                P.samples.filter { $0.language == language }.map { page in
                    title?(page) ?? page.context(renderer.words(language))["pageTitle"] as? String ?? name
                }
            }
            render = { renderer in for page in P.samples { _ = renderer.page(page) } }
            html = { language, index, renderer in
                let pages = P.samples.filter { $0.language == language }
                return pages.indices.contains(index)
                    ? String(decoding: renderer.page(pages[index]), as: UTF8.self) : nil
            }
        }
    }

    private static let shelves = [
        Shelf("exchange", ExchangePage.self, isInline: true, title: { $0.stateName }),
        Shelf("approval", ApprovalPage.self, isInline: true, title: { $0.stateName }),
        Shelf("link", LinkPage.self, isInline: true), Shelf("help", HelpPage.self, isInline: true),
        Shelf("sign-in", SignInPage.self), Shelf("list", DeskListPage.self),
        Shelf("ticket", DeskTicketPage.self, title: { $0.stateName }), Shelf("print", DeskPrintPage.self),
        Shelf("ticket-form", DeskTicketFormPage.self),
        Shelf("outbox", DeskOutboxPage.self), Shelf("contractors", DeskContractorsPage.self),
        Shelf("contractor-form", DeskContractorFormPage.self), Shelf("error", DeskErrorPage.self),
        Shelf("start", StartPage.self), Shelf("phone", PhonePage.self),
        Shelf("preview", PreviewPage.self),
    ]
}

extension ExchangePage {
    /// Its label, and what was just done or refused.
    fileprivate var stateName: String {
        let more = [confirmation?.kind.rawValue, refused?.rawValue, problems.first?.key].compactMap(\.self)
        return ([label.rawValue] + more).joined(separator: " · ")
    }
}

extension ApprovalPage {
    fileprivate var stateName: String {
        switch state {
        case .open: (["open"] + problems.map(\.key)).joined(separator: " · ")
        case .decided(let decision):
            "\(decision.isApproved ? "approved" : "refused") · \(decision.isOwn ? "own" : "office")"
        case .expired: "expired"
        case .ended: "ended"
        }
    }
}

extension DeskTicketPage {
    /// Its label, and which of its forms was refused.
    fileprivate var stateName: String {
        ([ticket.ticket.label.rawValue] + [open?.rawValue].compactMap(\.self)).joined(separator: " · ")
    }
}

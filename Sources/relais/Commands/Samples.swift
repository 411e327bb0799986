import Domain
import Rendering

/// Every page and message that the program can make, in every language, rendered once.
enum Samples {
    static func render(with renderer: Renderer) {
        pages(ExchangePage.self, renderer)
        pages(LinkPage.self, renderer)
        pages(HelpPage.self, renderer)
        pages(PreviewPage.self, renderer)
        pages(SignInPage.self, renderer)
        pages(DeskListPage.self, renderer)
        pages(DeskTicketPage.self, renderer)
        pages(DeskPrintPage.self, renderer)
        pages(DeskTicketFormPage.self, renderer)
        pages(DeskOutboxPage.self, renderer)
        pages(DeskContractorsPage.self, renderer)
        pages(DeskContractorFormPage.self, renderer)
        pages(DeskErrorPage.self, renderer)
        pages(StartPage.self, renderer)
        pages(PhonePage.self, renderer)
        messages(renderer)
    }

    private static func pages<P: Page>(_: P.Type, _ renderer: Renderer) {
        for page in P.samples { _ = renderer.page(page) }
    }

    private static func messages(_ renderer: Renderer) {
        let (sms, mail) = (SMSComposer(renderer), MailComposer(renderer))
        for sample in MessageSample.all {
            _ = sms.compose(sample.kind, sample.facts)
            _ = mail.compose(sample.kind, sample.facts)
        }
    }
}

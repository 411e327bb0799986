import HTTPTypes
import Hummingbird
import Rendering

/// Everything that managers see. The addresses are those that `DeskPath` makes.
struct DeskRoutes {
    let portal: Portal

    func add(to router: Router<SiteContext>) {
        let list = ShowFolder(portal: portal)
        router.at("/desk", get: list.handle)
        router.at("/desk/menu", get: list.handle)
        router.at("/desk/live", get: FollowDesk(portal: portal).handle)
        router.at("/desk/language", post: ChooseLanguage(portal: portal).handle)

        let form = ShowTicketForm(portal: portal)
        let ticket = ShowTicket(portal: portal).handle
        router.at("/desk/tickets", get: toDesk, post: AddTicket(portal: portal).handle)
        router.at("/desk/tickets/new", get: form.handleNew)
        router.at("/desk/tickets/:number", get: ticket)
        router.at("/desk/tickets/:number/print", get: ShowTicketPrint(portal: portal).handle)
        router.at("/desk/tickets/:number/edit", get: form.handleEdit, post: ChangeTicket(portal: portal).handle)
        addActs(to: router, ticket)
        for part in FilePart.allCases {
            router.at("/desk/files/:file\(part.path)", get: FetchDeskFile(portal: portal, part: part).handle)
        }

        let firms = ShowContractors(portal: portal).handle
        let firmForm = ShowContractorForm(portal: portal).handle
        let keep = KeepContractor(portal: portal).handle
        router.at("/desk/contractors", get: firms, post: keep)
        router.at("/desk/contractors/new", get: firmForm)
        router.at("/desk/contractors/:contractor", get: firms)
        router.at("/desk/contractors/:contractor/edit", get: firmForm, post: keep)
        router.at("/desk/outbox", get: ShowOutbox(portal: portal).handle)
        router.at("/desk/outbox/:notice/other-way", get: toDesk, post: SendAgain(portal: portal).handle)

        let link = EnterByLink(portal: portal)
        router.at("/sign-in", get: AskForSignIn(portal: portal).show, post: AskForSignIn(portal: portal).ask)
        router.at("/sign-in/:token", get: link.show, post: link.enter)
        router.at("/sign-out", get: toDesk, post: LeaveDesk(portal: portal).handle)
        router.at("/signed-out", get: LeaveDesk(portal: portal).show)
    }

    /// What is posted by a ticket's panels.
    private func addActs(to router: Router<SiteContext>, _ ticket: @escaping Handler) {
        let base = "/desk/tickets/:number"
        router.at("\(base)/submission", get: ticket, post: PerformDeed<SubmitDraft>(portal: portal).handle)
        router.at("\(base)/ownership", get: ticket, post: PerformDeed<TakeOver>(portal: portal).handle)
        router.at("\(base)/offer", get: ticket, post: PerformDeed<OfferJob>(portal: portal).handle)
        router.at("\(base)/withdrawal", get: ticket, post: PerformDeed<WithdrawFromContractor>(portal: portal).handle)
        router.at("\(base)/messages", get: ticket, post: PerformDeed<WriteToContractor>(portal: portal).handle)
        router.at("\(base)/asks", get: ticket, post: PerformDeed<AskContractor>(portal: portal).handle)
        router.at("\(base)/cancellation", get: ticket, post: PerformDeed<CancelRequest>(portal: portal).handle)
        router.at("\(base)/quote-decision", get: ticket, post: PerformDeed<DecideQuote>(portal: portal).handle)
        router.at("\(base)/report", get: ticket, post: PerformDeed<CheckReport>(portal: portal).handle)
        router.at("\(base)/limit", get: ticket, post: PerformDeed<GrantLimit>(portal: portal).handle)
        router.at("\(base)/invoice-decision", get: ticket, post: PerformDeed<DecideInvoice>(portal: portal).handle)
        router.at("\(base)/schedule", get: ticket, post: PerformDeed<RescheduleVisit>(portal: portal).handle)
        router.at("\(base)/resolution", get: ticket, post: PerformDeed<EndTicket>(portal: portal).handle)
    }

    /// A reload of a page that a form led to.
    @Sendable private func toDesk(_ request: Request, _ context: SiteContext) async throws -> Response {
        Reply.seeOther(DeskPath.home)
    }
}

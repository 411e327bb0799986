import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store

/// The ticket form as a page: new, filled from a ticket, or as it was sent.
struct TicketFormPages {
    let desk: Desk

    func model(
        _ mode: DeskTicketFormPage.Mode, _ form: FormState, reader: Reader, caller: DeskCaller
    ) throws -> DeskTicketFormPage {
        let choices = try TicketChoices(reader, caller.organization.id)
        var page = DeskTicketFormPage(
            frame: try caller.frame(in: reader), mode: mode, form: form, currency: caller.organization.currency)
        page.categories = choices.categories
        page.customers = choices.customers.map(\.name)
        page.assets = choices.assets.map(\.name)
        page.sites = choices.sites
        page.fileLimits = desk.portal.configuration.uploads.told
        return page
    }

    /// The form as it was sent, with what is wrong.
    func again(
        _ mode: DeskTicketFormPage.Mode, _ form: SubmittedForm, _ problems: [Problem], status: HTTPResponse.Status
    ) async throws -> Response {
        let state = FormState(form, problems: problems) { SecretToken.random().text }
        return try await desk.page(status: status) { reader, caller in
            try model(mode, state, reader: reader, caller: caller)
        }
    }

    static func new() -> FormState {
        FormState(
            submission: SecretToken.random().text,
            values: ["kind": "order", "priority": "normal", "source": "phone", "sameContact": "on"])
    }

    static func filled(_ details: TicketDetails, _ ticket: Ticket, _ words: Words) -> FormState {
        var values = [
            "title": details.title, "description": details.description, "category": details.category ?? "",
            "priority": ticket.priority.rawValue, "kind": ticket.kind.rawValue, "source": details.source.rawValue,
            "site": details.site?.id.description ?? "", "customer": details.customer?.name ?? "",
            "asset": details.asset?.name ?? "",
            "limit": details.notToExceed.map(words.formats.plainAmount) ?? "",
            "date": details.scheduledAt?.local.dateText ?? "", "time": details.scheduledAt?.local.timeText ?? "",
        ]
        for (name, person) in [("requester", details.requester), ("mainContact", details.mainContact)] {
            values[name] = person?.name ?? ""
            values[name + "Phone"] = person?.phone.map(words.formats.phone) ?? ""
            values[name + "Email"] = person?.email ?? ""
        }
        if details.mainContact == nil || details.mainContact?.id == details.requester?.id {
            values["sameContact"] = "on"
            for name in ["mainContact", "mainContactPhone", "mainContactEmail"] { values[name] = "" }
        }
        return FormState(submission: SecretToken.random().text, values: values)
    }
}

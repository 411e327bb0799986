import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store

/// GET `/t/TOKEN` of somebody who was asked to decide on a quote: shows, and changes nothing (P1 to P4). Once there is
/// nothing to decide it is gone (410), and says what became of it.
struct ShowApproval {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let done = request.uri.queryParameters["done"].map { String($0) }
        return try await respond(to: request, context, done: done) { _ in }
    }

    /// The page as it is now, with `change` made to it: problems and what was typed, after a form that was refused.
    func respond(
        to request: Request, _ context: SiteContext, status: HTTPResponse.Status = .ok, done: String? = nil,
        change: @Sendable (inout ApprovalPage) -> Void
    ) async throws -> Response {
        let reply = LinkReply(portal: portal)
        let now = portal.now
        guard let link = reply.link(context),
            let approval = try await portal.store.read({ try Approval.open(link, done: done, at: now, in: $0) })
        else { return reply.unknown(request, context) }
        var page = page(approval, at: try LinkPath(context), for: request)
        change(&page)
        let isGone = approval.state != .open && status == .ok && !(approval.isDone && approval.isOwnDecision)
        return reply.html(portal.renderer.page(page), status: isGone ? .gone : status, to: request)
    }

    private func page(_ approval: Approval, at path: LinkPath, for request: Request) -> ApprovalPage {
        let language = request.language(
            preferred: approval.person.language, fallback: approval.organization.language)
        let asker =
            approval.asked.event.actor.isManager ? approval.asked.actorName : approval.organization.name
        var page = ApprovalPage(
            language: language, letterhead: Letterhead(approval.organization), base: path.page,
            number: approval.details.number,
            // Who is not asked any more reads nothing new of the job.
            title: approval.state == .ended ? "" : approval.details.title, timeZone: approval.ticket.timeZone,
            approver: approval.person.name, asker: asker, quoted: quoted(approval, at: path),
            state: state(approval))
        page.description = approval.details.description
        (page.siteName, page.address) = (approval.details.site?.name, approval.details.site?.address)
        if case .approverAsked(_, _, _, let note) = approval.asked.event.change {
            page.request = approval.asked.text(note)
        }
        return page
    }

    private func quoted(_ approval: Approval, at path: LinkPath) -> ApprovalPage.Quoted {
        var quoted = ApprovalPage.Quoted(contractor: approval.contractor, amount: approval.quote?.amount)
        quoted.validUntil = approval.quote?.validUntil
        quoted.limit = approval.order.notToExceed
        if case .quoted(_, _, let note, _, _) = approval.sent.event.change {
            quoted.note = approval.sent.text(note)
        }
        quoted.files = approval.sent.attachments.map { .init($0, isOwn: false, at: path) }
        return quoted
    }

    private func state(_ approval: Approval) -> ApprovalPage.State {
        switch approval.state {
        case .open: return .open(.init(submission: SecretToken.random().text))
        case .expired: return .expired
        case .ended: return .ended
        case .decided:
            guard let entry = approval.decision else { return .ended }
            // What programs do stands under the organization's name, as on the contractor's page.
            let isProgram = if case .program = entry.event.actor { true } else { false }
            var decision = ApprovalPage.Decision(
                isApproved: false, isOwn: approval.isOwnDecision,
                by: isProgram ? approval.organization.name : entry.actorName, at: entry.event.at)
            if case .quoteApproved(_, _, _, let limit) = entry.event.change {
                decision.isApproved = true
                if decision.isOwn { decision.amount = limit }
            }
            // Why the office refused is between it and the contractor.
            if case .quoteRefused(_, _, let reason) = entry.event.change, decision.isOwn {
                decision.reason = entry.text(reason)
            }
            return .decided(decision)
        }
    }
}

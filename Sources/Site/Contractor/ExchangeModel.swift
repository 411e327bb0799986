import Domain
import Foundation
import Intake
import Rendering
import Store
import Workflow

/// Fills the contractor's page from what its link opens.
struct ExchangeModel {
    let exchange: Exchange
    let path: LinkPath
    let language: Language
    let now: Instant
    let limits: UploadLimits

    func page() -> ExchangePage {
        var page = ExchangePage(
            language: language, base: path.page, letterhead: exchange.letterhead, contractor: readerName,
            label: exchange.label, kind: exchange.ticket.kind, number: exchange.details.number,
            timeZone: exchange.ticket.timeZone, job: exchange.isGone ? nil : job(), message: messageForm())
        page.version = exchange.ticket.version
        page.confirmation = confirmation()
        page.answerForm = exchange.awaitsAnswer ? answerForm() : nil
        page.ownAnswer = exchange.isOffice ? ownAnswer() : nil
        let offers = StepOffers(exchange: exchange, now: now, limits: limits, words: words)
        page.steps = offers.steps()
        page.status = exchange.order.status
        page.keepsPhotoOrigin = exchange.organization.rules.showsPhotoPlace
        page.isQuoteApproved = exchange.ticket.kind == .quote && !exchange.asksForQuote
        page.questions = exchange.isGone ? [] : questions(offers.history)
        page.record = exchange.isGone ? ExchangePage.Record() : record(offers.history)
        page.thread = exchange.thread.compactMap(entry)
        return page
    }

    /// A technician is called by his own name, the office by the firm's.
    private var readerName: String {
        exchange.isOffice ? exchange.contractor.name : "\(exchange.contact.name), \(exchange.contractor.name)"
    }

    private func job() -> ExchangePage.Job {
        let details = exchange.details
        var job = ExchangePage.Job(
            priority: exchange.ticket.priority, title: details.title, description: details.description)
        job.customer = details.customer?.name
        job.siteName = details.site?.name
        job.address = details.site?.address
        job.sitePhone = details.site?.phone
        job.contactName = details.mainContact?.name
        job.contactPhone = details.mainContact?.phone
        job.scheduledAt = exchange.order.scheduledAt
        job.appointment = exchange.order.appointment
        job.isLate = exchange.isLate
        job.dateChanges = exchange.order.dateChanges
        let isAwaited = exchange.order.isAwaited
        job.isMovedTooOften = isAwaited && job.dateChanges >= exchange.organization.rules.dateChangesBeforeWarning
        // Prices are the office's (E1).
        job.isPriced = exchange.isOffice
        job.limit = exchange.isOffice ? exchange.order.notToExceed : nil
        job.technician = exchange.isOffice ? exchange.technician?.name : nil
        job.files = exchange.jobFiles.map(file)
        return job
    }

    func file(_ attachment: Attachment) -> ExchangePage.FileLink { file(attachment, isOwn: false) }

    func files(of entry: TimelineEntry) -> [ExchangePage.FileLink] {
        entry.attachments.map { file($0, isOwn: entry.event.actor.contractor == exchange.contractor.id) }
    }

    /// Of a picture that somebody else sent, only the copy without metadata (P24); what he sent himself he may have.
    func file(_ attachment: Attachment, isOwn: Bool) -> ExchangePage.FileLink {
        .init(attachment, isOwn: isOwn, at: path)
    }

    /// A fresh id for a form that is made now (P18).
    private func submission() -> String { SecretToken.random().text }

    private func messageForm() -> ExchangePage.MessageForm {
        ExchangePage.MessageForm(
            submission: submission(), maximumFiles: limits.files,
            maximumSize: limits.announced)
    }

    func answerForm() -> ExchangePage.AnswerForm {
        let order = exchange.order
        var form = ExchangePage.AnswerForm(submission: submission())
        if let scheduled = order.scheduledAt, scheduled.instant > now {
            form.date = scheduled.local.dateText
            form.time = scheduled.local.timeText
        }
        form.reasons = exchange.organization.rules.declineReasons
        form.earliestDate = Appointment(now, in: exchange.ticket.timeZone).local.dateText
        form.answerBy = order.answerBy
        form.isLapsed = order.status == .lapsed
        form.left = order.answerBy.map { $0 - now }
        return form
    }

    private func ownAnswer() -> ExchangePage.OwnAnswer? {
        let order = exchange.order
        guard let at = order.answeredAt, order.status != .offered, order.status != .lapsed else { return nil }
        let answer = exchange.thread.last { $0.event.change.isAnswer }
        let isQuote = exchange.asksForQuote
        var own = ExchangePage.OwnAnswer(
            order.status == .declined ? .declined : isQuote ? .quotePromised : .accepted,
            by: exchange.answeredBy ?? exchange.contractor.name, at: at)
        own.appointment = order.appointment
        // A promised quote has its comment in the thread.
        if case .accepted(_, _, _, let comment, _) = answer?.event.change {
            own.comment = comment.flatMap { answer?.texts[$0] }
        } else if case .declined(_, _, let key, let reason) = answer?.event.change {
            own.reason = self.reason(key: key, text: reason.flatMap { answer?.texts[$0] })
        }
        if exchange.ticket.mayUndo(order.id, by: exchange.contact.id, at: now) {
            own.undo = ExchangePage.Undo(submission: submission(), until: at + Order.undoWindow)
        }
        return own
    }

    /// The chosen reason in the reader's words, with what was typed beside it.
    func reason(key: String?, text: String?) -> String? {
        let chosen = key.map { words.declineReason($0) }
        let parts = [chosen, text].compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " – ")
    }

    let words: Words

    /// What the submission in the address did: read back from what was stored with it, so it is true (rule g). An
    /// answer that counts no longer, because it was undone or the job is gone, is not confirmed again on a reload.
    private func confirmation() -> ExchangePage.Confirmation? {
        guard let done = exchange.done else { return nil }
        let data = Data(done.outcome.utf8)
        if let answer = try? JSONDecoder().decode(AnswerOutcome.self, from: data) {
            return confirmation(of: answer)
        }
        if let step = try? JSONDecoder().decode(StepOutcome.self, from: data) {
            return ExchangePage.Confirmation.Kind(rawValue: step.step.rawValue).map {
                .init($0, at: step.at, number: step.number, isPlaced: step.isPlaced)
            }
        }
        guard let message = try? JSONDecoder().decode(MessageOutcome.self, from: data) else { return nil }
        return .init(.message, at: message.at)
    }

    private func confirmation(of answer: AnswerOutcome) -> ExchangePage.Confirmation? {
        let stands = !exchange.isGone && exchange.order.answeredAt == answer.at
        switch answer.status {
        case .offered, .lapsed: return exchange.awaitsAnswer ? .init(.undone, at: answer.at) : nil
        case .declined: return stands ? .init(.declined, at: answer.at) : nil
        case .accepted, .onSite, .incomplete, .done, .withdrawn:
            let kind = exchange.asksForQuote ? ExchangePage.Confirmation.Kind.quotePromised : .accepted
            return stands ? .init(kind, at: answer.at) : nil
        }
    }
}

extension ExchangePage.FileLink {
    /// `isOwn`: the reader sent it himself.
    init(_ attachment: Attachment, isOwn: Bool, at path: LinkPath) {
        let isHeldBack = attachment.isImage && !isOwn && attachment.shown == nil
        self.init(
            name: attachment.name, size: attachment.size, address: isHeldBack ? nil : path.file(attachment.id))
        failure = attachment.failure
        if let shown = attachment.shown {
            let (width, height) = shown.shownSize
            picture = .init(
                thumbnail: path.file(attachment.id, .thumbnail),
                large: path.file(attachment.id, attachment.isImage ? .preview : .original), width: width,
                height: height)
        }
    }
}

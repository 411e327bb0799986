import Domain
import Intake
import Rendering
import Store

/// Who else has the job, what else is broken there, and whose number this is (E1, D14, P37).
extension StepOffers {
    func access() -> [ExchangePage.StepForm] {
        [register(), technician(), takeBack(), wrongNumber()].compactMap(\.self)
    }

    private func offer(_ step: ExchangePage.StepForm.Step, _ fields: [StepField]) -> ExchangePage.StepForm {
        ExchangePage.StepForm(step, submission: SecretToken.random().text, isWanted: false, fields: fields)
    }

    /// Whether the visit is still to be made or going on: what comes after it is the office's affair.
    private var isAtWork: Bool {
        let order = exchange.order
        return !exchange.isGone && exchange.ticket.activeOrder?.id == order.id
            && (order.isAwaited || order.status == .onSite)
    }

    private func register() -> ExchangePage.StepForm? {
        guard isAtWork, exchange.order.status == .onSite else { return nil }
        return offer(
            .register,
            [
                StepField("title", .text(type: "text", mode: nil, autocomplete: "off"), label: "register.title"),
                StepField("description", .area(rows: 3), label: "register.description", isOptional: true),
                StepField(
                    "files", .files(maximum: limits.files, size: limits.announced, isSingle: false),
                    label: "register.files", isOptional: true),
            ])
    }

    private func technician() -> ExchangePage.StepForm? {
        guard isAtWork, exchange.isOffice, exchange.technician == nil,
            Transition[.t19].isPossible(in: exchange.ticket)
        else { return nil }
        let languages = Language.allCases.map { StepField.Option($0.rawValue, name: $0.endonym) }
        return offer(
            .technician,
            [
                StepField("act", .fixed, value: "passOn"),
                StepField("name", .text(type: "text", mode: nil, autocomplete: "off"), label: "technician.name"),
                StepField("phone", .text(type: "tel", mode: "tel", autocomplete: "off"), label: "technician.phone"),
                StepField(
                    "language", .pills(languages), label: "technician.language",
                    value: exchange.contact.language.rawValue),
            ])
    }

    private func takeBack() -> ExchangePage.StepForm? {
        guard isAtWork, exchange.isOffice, let technician = exchange.technician,
            Transition[.t19].isPossible(in: exchange.ticket)
        else { return nil }
        var form = offer(.takeBack, [StepField("act", .fixed, value: "takeBack")])
        form.arguments["name"] = technician.name
        return form
    }

    /// Also where the job is somebody else's by now: the number stays wrong.
    private func wrongNumber() -> ExchangePage.StepForm? {
        exchange.contact.hasNumber ? offer(.wrongNumber, []) : nil
    }
}

extension ExchangePage {
    /// One step of the exchange as a form. After the answer the steps look alike, so a step is data: one template shows
    /// them all, with what was typed and what is wrong (docs/decisions/0007).
    package struct StepForm: Hashable, Sendable {
        /// Its words are below `exchange.do.NAME.`: `title`, `lead` if any, `button`.
        package enum Step: String, Hashable, Sendable, CaseIterable {
            case schedule, arrival, delay, giveBack, quote, departure, completion, invoice, limit, technician
            case takeBack, register, wrongNumber
        }

        package var step: Step
        /// The id made with the form (P18).
        package var submission: String
        /// What is wanted now stands before the job, the rest below it.
        package var isWanted: Bool
        /// Shown as its title alone until it is opened: what is not wanted, and what is a second choice.
        package var isFolded: Bool
        /// Where a step has other words than usual, such as a quote that was asked for: `exchange.do.NAME.VARIANT.…`;
        /// what the variant lacks is said as usual.
        package var variant: String?
        /// What doing it may cost (A26): `exchange.warn.NAME`, with `arguments`.
        package var warning: String?
        /// What belongs to a button or a sentence of this step, such as an amount or a name.
        package var arguments: [String: String] = [:]
        /// Such as the manager's reason why he asks again.
        package var note: String?
        package var fields: [StepField]

        package init(_ step: Step, submission: String, isWanted: Bool, fields: [StepField]) {
            self.step = step
            self.submission = submission
            self.isWanted = isWanted
            isFolded = !isWanted
            self.fields = fields
        }

        /// Fills in one field.
        package mutating func set(_ field: String, to value: String) {
            for index in fields.indices where fields[index].name == field { fields[index].values = [value] }
        }

        /// Puts back what was typed and what was chosen.
        package mutating func keep(_ files: [ExchangePage.KeptFile] = [], typed: (String) -> [String]) {
            for index in fields.indices {
                fields[index].kept = files.filter { $0.field == fields[index].name }
                if !fields[index].isFixed { fields[index].values = typed(fields[index].name) }
            }
        }
    }
}

extension ExchangePage.StepForm.Step {
    /// Below the link: several acts on one subject share an address (contract.md).
    package var address: String {
        switch self {
        case .schedule: "schedule"
        case .arrival, .delay, .giveBack: "presence"
        case .quote: "quote"
        case .departure, .completion: "completion"
        case .invoice: "invoice"
        case .limit: "limit"
        case .technician, .takeBack: "technician"
        case .register: "tickets"
        case .wrongNumber: "wrong-number"
        }
    }

    /// Whose number it is has nothing to do with the job, and stands below everything (P37).
    var isAtFoot: Bool { self == .wrongNumber }

    /// Steps that cannot be taken back easily, or end something.
    var isGrave: Bool {
        switch self {
        case .giveBack, .takeBack, .wrongNumber: true
        case .schedule, .arrival, .delay, .quote, .departure, .completion, .invoice, .limit, .technician, .register:
            false
        }
    }
}

/// One field of a step. Its words are `exchange.field.NAME` and, if there is one, `exchange.hint.STEP.NAME`.
package struct StepField: Hashable, Sendable {
    package enum Control: Hashable, Sendable {
        /// Which act of several at one address it is.
        case fixed
        case text(type: String, mode: String?, autocomplete: String?)
        case area(rows: Int)
        /// The earliest day that the picker offers.
        case date(earliest: String?)
        case time
        /// In the currency that is shown beside it, as people type it.
        case amount(currency: String)
        /// One of several, in words of its own where it is a person's name, else `exchange.option.FIELD.VALUE`.
        case pills([Option])
        case files(maximum: Int, size: Int64, isSingle: Bool)
        /// Drawn on the screen; without a script a name is typed instead (E9).
        case signature
        /// Where the phone is, by a choice that only the script offers (E8).
        case place
    }

    package struct Option: Hashable, Sendable {
        package var value: String
        package var name: String?

        package init(_ value: String, name: String? = nil) {
            self.value = value
            self.name = name
        }
    }

    package var name: String
    /// Key below `exchange.field.`; the name where nil.
    package var label: String?
    package var control: Control
    package var isOptional: Bool
    /// Belongs to the part of the form that may stay closed, such as the invoice of a report (B27).
    package var isExtra: Bool
    package var values: [String]
    /// Files of an earlier try.
    package var kept: [ExchangePage.KeptFile] = []

    package init(
        _ name: String, _ control: Control, label: String? = nil, isOptional: Bool = false, isExtra: Bool = false,
        value: String = ""
    ) {
        self.name = name
        self.label = label
        self.control = control
        self.isOptional = isOptional
        self.isExtra = isExtra
        values = value.isEmpty ? [] : [value]
    }

    package var value: String { values.first ?? "" }

    /// Not typed by anybody, so nothing of it is kept.
    var isFixed: Bool {
        switch control {
        case .fixed, .files, .signature: true
        case .place, .text, .area, .date, .time, .amount, .pills: false
        }
    }
}

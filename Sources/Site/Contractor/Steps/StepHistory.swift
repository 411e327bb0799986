import Domain
import Store

/// What the thread says of one order's steps: what was sent, what became of it, and what the manager wrote that still
/// wants an answer.
struct StepHistory {
    private let order: OrderID
    private(set) var isSentBack = false
    /// The manager's words, each until what it asks for has come.
    private(set) var sentBackNote: String?
    private(set) var moveNote: String?
    private(set) var quoteRefusal: String?
    private(set) var invoiceRejection: String?
    /// What was asked for by hand, with the words of the latest time; empty where there were none.
    private(set) var asked: [TaskID: String] = [:]
    private(set) var limitAsked: Money?
    /// The latest of their kind.
    private(set) var quote: TimelineEntry?
    private(set) var report: TimelineEntry?
    private(set) var signature: TimelineEntry?
    private(set) var invoice: TimelineEntry?
    private(set) var isInvoiceRejected = false
    private(set) var isInvoiceAccepted = false
    private(set) var isInvoiceWaived = false

    /// Something was billed, and not rejected since.
    var isBilled: Bool { invoice != nil && !isInvoiceRejected }
    var isBillingOver: Bool { isInvoiceAccepted || isInvoiceWaived }

    init(_ exchange: Exchange) {
        order = exchange.order.id
        for entry in exchange.thread { read(entry) }
    }

    private mutating func read(_ entry: TimelineEntry) {
        switch entry.event.change {
        case .visitMoved(order, _, let note): moveNote = entry.text(note)
        case .dateChanged(order, _, _, _, _): moveNote = nil
        case .completed(order, _, _, _): (isSentBack, sentBackNote, report, signature) = (false, nil, entry, nil)
        case .signed(order, _, _): signature = entry
        case .sentBack(order, let note, _): (isSentBack, sentBackNote) = (true, entry.text(note))
        case .asked(let task, let words): asked[task.id] = entry.text(words) ?? ""
        case .askedAgain(let task, let words): asked[task] = entry.text(words) ?? asked[task] ?? ""
        case .quoted(order, _, _, _, _): (quote, quoteRefusal) = (entry, nil)
        case .quoteRefused(order, _, let reason): quoteRefusal = entry.text(reason)
        case .limitAsked(order, let amount, _): limitAsked = amount
        case .limitRaised(order, _): limitAsked = nil
        case .invoiced(order, _, _, _):
            (invoice, isInvoiceRejected, invoiceRejection) = (entry, false, nil)
            isInvoiceAccepted = false
        case .invoiceAccepted(order): isInvoiceAccepted = true
        case .invoiceWaived(order): isInvoiceWaived = true
        case .invoiceRejected(order, let reason, _):
            (isInvoiceRejected, invoiceRejection, isInvoiceAccepted) = (true, entry.text(reason), false)
        case .created, .submitted, .edited, .taken, .unassigned, .handedOver, .offered, .reminded, .lapsed, .accepted,
            .declined, .answerUndone, .notUnderstood, .offerWithdrawn, .jobWithdrawn, .givenBack, .passedOn, .takenBack,
            .presenceAsked, .late, .arrived, .delayed, .leftIncomplete, .askCancelled, .taskReminded, .quoteWanted,
            .quoteApproved, .quoteExpired, .approverAsked, .approverDismissed, .waitBegan, .waitEnded, .resolved,
            .reopened, .closed, .closingHeldBack,
            .followedUp, .messageWritten, .notReached, .wrongNumber, .taskAdded, .taskDone, .taskReassigned,
            .taskCancelled, .dateChanged, .visitMoved, .completed, .signed, .placeShared, .sentBack, .quoted,
            .quoteRefused,
            .limitAsked, .limitRaised, .invoiced, .invoiceAccepted, .invoiceWaived, .invoiceRejected:
            break
        }
    }
}

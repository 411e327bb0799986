package import Domain

/// The contractor's page: the job, what is wanted now, the thread, and "Contact the manager" at every stage (B10, B18).
/// It shows what it is given; whether somebody may act is decided by whoever fills it in (rule f).
package struct ExchangePage: Page {
    package static var template: String { "pages/exchange" }

    package var language: Language
    /// Address that the actions are posted below: `/t/TOKEN`.
    package var base: String
    package var letterhead: Letterhead
    /// The contractor whose page it is.
    package var contractor: String
    /// The label of this contractor's side (`Ticket.label(for:)`), for `<main data-label>`.
    package var label: Label
    package var kind: TicketKind
    package var number: String
    /// The site's zone, IANA: in which every time on the page is shown (P28).
    package var timeZone: String
    /// The ticket's version that is shown: what comes after it is heard by the open page.
    package var version = 0
    /// Nil when the job was withdrawn: then nothing of it is shown but the contractor's own thread.
    package var job: Job?
    /// Shown once after something was stored (B16); in its stead the job is one tap away (B17).
    package var confirmation: Confirmation?
    /// What is wrong with what was just sent; each is shown at its field and in a list at the top.
    package var problems: [Problem] = []
    /// Present while an answer is wanted, a lapsed offer included (T11).
    package var answerForm: AnswerForm?
    /// The answer that stands.
    package var ownAnswer: OwnAnswer?
    package var thread: [ThreadEntry] = []
    package var message: MessageForm
    /// What was sent and told so far, as it stays readable.
    package var record = Record()
    /// How far his order is; nil where nothing but the label is known.
    package var status: Order.Status?
    /// The quote that this request asked for is approved: what is wanted now is the work (B31).
    package var isQuoteApproved = false
    /// What the manager asked and nobody has answered yet.
    package var questions: [String] = []
    /// What the contractor may do beside answering, what is wanted now first.
    package var steps: [StepForm] = []
    /// The step that `problems` are about; nil where they are the answer's or the message's.
    package var refused: StepForm.Step?
    /// The organization wants to know when and where a photo was taken: a phone that makes it smaller leaves that in
    /// (P24).
    package var keepsPhotoOrigin = false
    /// Whether the script is linked; every step works without it.
    package var isLive = true

    package init(
        language: Language, base: String, letterhead: Letterhead, contractor: String, label: Label, kind: TicketKind,
        number: String, timeZone: String, job: Job?, message: MessageForm
    ) {
        self.language = language
        self.base = base
        self.letterhead = letterhead
        self.contractor = contractor
        self.label = label
        self.kind = kind
        self.number = number
        self.timeZone = timeZone
        self.job = job
        self.message = message
    }
}

extension ExchangePage {
    /// Whether a price, and not yet the work, is what this page is about.
    var wantsQuote: Bool { kind == .quote && !isQuoteApproved }

    /// Whether it offers to say where the phone is (E8): what the browser is then told to allow.
    package var offersPlace: Bool {
        isLive && !isAnswered && steps.contains { $0.fields.contains { $0.control == .place } }
    }

    /// Only that, and nothing to fill in (B17).
    var isAnswered: Bool { confirmation.map { $0.kind.isAnswer } ?? false }
}

/// Who a page comes from.
package struct Letterhead: Hashable, Sendable {
    package var name: String
    /// The number to call back, E.164 (P38).
    package var phone: String?
    package var brand: Brand

    package init(name: String, phone: String?, brand: Brand) {
        self.name = name
        self.phone = phone
        self.brand = brand
    }
}

extension ExchangePage {
    /// What the contractor needs to know of the ticket.
    package struct Job: Hashable, Sendable {
        package var priority: Priority
        package var title: String
        package var description: String
        package var customer: String?
        package var siteName: String?
        package var address: String?
        /// E.164 (A4).
        package var sitePhone: String?
        package var contactName: String?
        package var contactPhone: String?
        /// When the client expects the contractor on site (A9).
        package var scheduledAt: Appointment?
        /// The visit that both agreed on; stands in place of `scheduledAt`.
        package var appointment: Appointment?
        /// Its time is over and nobody has reported on site (A25).
        package var isLate = false
        /// How often the contractor moved it, and whether that is as often as the organization puts up with (A26).
        package var dateChanges = 0
        package var isMovedTooOften = false
        /// Not to exceed, all included (A8).
        package var limit: Money?
        /// False for a technician, who is told no price and not that there is none (E1).
        package var isPriced = true
        /// Whom the reader passed the job on to.
        package var technician: String?
        package var files: [FileLink] = []

        package init(priority: Priority, title: String, description: String) {
            self.priority = priority
            self.title = title
            self.description = description
        }
    }

    /// A stored file and where it is fetched.
    package struct FileLink: Hashable, Sendable {
        package var name: String
        /// Bytes.
        package var size: Int64
        /// Nil for a picture of somebody else's of which there is no copy that may be shown (P24).
        package var address: String?
        package var picture: Picture?
        package var failure: Rendition.Failure?

        package init(name: String, size: Int64, address: String?) {
            self.name = name
            self.size = size
            self.address = address
        }

        /// The thumbnail, and where the file opens large.
        package struct Picture: Hashable, Sendable {
            package var thumbnail: String
            package var large: String
            /// CSS pixels.
            package var width: Int
            package var height: Int

            package init(thumbnail: String, large: String, width: Int, height: Int) {
                self.thumbnail = thumbnail
                self.large = large
                self.width = width
                self.height = height
            }
        }
    }

    /// What was stored, and when.
    package struct Confirmation: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case accepted, quotePromised, declined, undone, message
            // Steps after the answer
            case dateChanged, arrived, delayed, gaveBack, quoted, left, completed, invoiced, limitAsked
            case passedOn, takenBack, wrongNumber, registered
        }
        package var kind: Kind
        package var at: Instant
        /// Of the ticket that it is about, where that is not the page's own.
        package var number: String?
        /// Whether where the phone is went with it; nil where nobody wanted that (E8).
        package var isPlaced: Bool?

        package init(_ kind: Kind, at: Instant, number: String? = nil, isPlaced: Bool? = nil) {
            self.kind = kind
            self.at = at
            self.number = number
            self.isPlaced = isPlaced
        }
    }

    /// Accept or decline, and what belongs to each; values are shown as they were typed.
    package struct AnswerForm: Hashable, Sendable {
        package enum Decision: String, Hashable, Sendable { case accept, decline }
        /// The id made with the form (P18).
        package var submission: String
        /// Nil on arrival: nothing is preselected.
        package var decision: Decision?
        /// `2026-11-23`, filled in with the scheduled date on arrival.
        package var date = ""
        /// `09:00`
        package var time = ""
        package var comment = ""
        /// The organization's own reasons to choose from (E14), or keys of `defaultReasons`; empty offers all of those.
        package var reasons: [String] = []
        /// One of `reasons`.
        package var chosenReason = ""
        package var reason = ""
        /// Earliest date that the picker offers: today at the site.
        package var earliestDate: String?
        package var answerBy: Instant?
        /// The deadline is over, the answer still counts while the job is free.
        package var isLapsed = false
        /// Time left until `answerBy`, if any.
        package var left: Span?

        package init(submission: String) { self.submission = submission }

        /// Keys of the reasons that every language has words for; `Words.declineReason` gives them.
        package static let defaultReasons = ["busy", "tooSoon", "tooFar", "otherTrade", "limit"]
    }

    /// The answer that was given, and until when it can be taken back (T13).
    package struct OwnAnswer: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable { case accepted, quotePromised, declined }
        package var kind: Kind
        package var by: String
        package var at: Instant
        package var appointment: Appointment?
        package var comment: String?
        package var reason: String?
        package var undo: Undo?

        package init(_ kind: Kind, by: String, at: Instant) {
            self.kind = kind
            self.by = by
            self.at = at
        }
    }

    package struct Undo: Hashable, Sendable {
        package var submission: String
        package var until: Instant

        package init(submission: String, until: Instant) {
            self.submission = submission
            self.until = until
        }
    }

    /// One line of what both sides see, oldest first (B12).
    package struct ThreadEntry: Hashable, Sendable {
        package enum Content: Hashable, Sendable {
            case message(author: String, isOwn: Bool, text: String, files: [FileLink])
            case fact(Fact)
        }
        package enum Fact: Hashable, Sendable {
            case offered, reminded, lapsed
            case accepted(Appointment?), quotePromised, declined(reason: String?), undone
            case dateChanged(Appointment?), withdrawn(reason: String?), resolved, closed
            // The visit
            case moved(Appointment), presenceAsked, late, arrived, delayed(Appointment), gaveBack
            case left(VisitOutcome, next: Appointment?), completed, sentBack, signed(by: String?)
            case placeShared
            case passedOn(to: String?), takenBack
            // What the manager asks for; `custom` tasks are his own
            case asked(TicketTask.Kind), notWanted(TicketTask.Kind)
            // Prices
            case quoteWanted, quoted(Money?), quoteApproved, quoteRefused, quoteExpired
            case limitAsked(Money), limitRaised(Money)
            case invoiced(number: String, Money), invoiceAccepted, invoiceWaived, invoiceRejected
        }
        package var at: Instant
        package var content: Content
        /// Under whose name a fact stands; nil for the clock's.
        package var by: String?
        package var isOwn = false
        /// What was written and sent with a fact.
        package var text = ""
        package var files: [FileLink] = []

        package init(at: Instant, _ content: Content) {
            self.at = at
            self.content = content
        }
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Intake

/// Counts what one address or one link does, in windows of time (P16). Genuine links, sessions and keys are never
/// counted for being opened: only guesses are, and what costs somebody something (a mail, a place on the disk). Memory is
/// bounded: where too many are known, those whose window is over are forgotten, then any.
final class RequestLimits: Sendable {
    struct Limit: Hashable, Sendable {
        let name: String
        let most: Int
        let window: Span

        /// Forged links that one address may try.
        static let linkGuesses = Limit(name: "link", most: 60, window: .minutes(1))
        /// Wrong sign-in links from one address.
        static let signInGuesses = Limit(name: "enter", most: 30, window: .minutes(1))
        /// Wrong keys of programs from one address.
        static let keyGuesses = Limit(name: "api", most: 30, window: .minutes(1))
        /// Callbacks without the gateway's secret, from one address.
        static let callbackGuesses = Limit(name: "hook", most: 30, window: .minutes(1))
        /// Sign-in mails that one address on the network asks for.
        static let signIns = Limit(name: "sign-in", most: 10, window: .minutes(1))
        /// Sign-in mails to one mailbox; each link lives for a quarter of an hour.
        static let signInMails = Limit(name: "sign-in-to", most: 5, window: .minutes(15))
        /// New links that one address on the network asks for; how many a link gets in a day its verb says.
        static let renewals = Limit(name: "renewal", most: 10, window: .minutes(1))
        /// Forms sent by one link: each may tell somebody something.
        static let forms = Limit(name: "forms", most: 120, window: .minutes(10))
        /// Bytes of files sent by one link, and from one address on the network, behind which many may sit.
        static let bytesOfLink = Limit(name: "bytes", most: 1 << 30, window: .hours(1))
        static let bytesFrom = Limit(name: "bytes-from", most: 4 << 30, window: .hours(1))
    }

    /// What is wrong with a form that comes after too many others, or brings too many files.
    static let formProblem = Problem(field: "", key: "form.tooOften")

    private struct Subject: Hashable {
        let limit: String
        let who: String
    }

    private struct Count {
        let ends: Instant
        var spent: Int
    }

    private static let mostKnown = 50_000
    private let counts = Locked<[Subject: Count]>([:])

    /// Counts `cost`; nil if that was within the limit, else how long `who` has to wait.
    func wait(_ limit: Limit, _ who: String, cost: Int = 1, at now: Instant) -> Span? {
        let subject = Subject(limit: limit.name, who: who)
        return counts.with { counts in
            if counts.count >= Self.mostKnown, counts[subject] == nil { Self.makeRoom(in: &counts, at: now) }
            var count = counts[subject] ?? Count(ends: now + limit.window, spent: 0)
            // A clock that was set back must not lock anybody out for longer than a window.
            if count.ends <= now || count.ends > now + limit.window {
                count = Count(ends: now + limit.window, spent: 0)
            }
            let (spent, isTooMuch) = count.spent.addingReportingOverflow(max(0, cost))
            count.spent = isTooMuch ? .max : spent
            counts[subject] = count
            return count.spent > limit.most ? count.ends - now : nil
        }
    }

    /// What was announced and did not come.
    func giveBack(_ limit: Limit, _ who: String, _ cost: Int) {
        let subject = Subject(limit: limit.name, who: who)
        counts.with { counts in
            guard let spent = counts[subject]?.spent else { return }
            counts[subject]?.spent = max(0, spent - max(0, cost))
        }
    }

    private static func makeRoom(in counts: inout [Subject: Count], at now: Instant) {
        counts = counts.filter { $0.value.ends > now }
        guard counts.count >= mostKnown else { return }
        for subject in counts.keys.prefix(mostKnown / 10) { counts[subject] = nil }
    }
}

extension Portal {
    /// Whether one more form of this link, with what it brings, is within the limits: forms, bytes of the link, and
    /// bytes from where it comes.
    func takes(_ request: Request, _ context: SiteContext, of link: LinkID) -> Bool {
        guard limits.wait(.forms, "\(link)", at: now) == nil else { return false }
        return isTyped(request) || bytesWait(request, context, of: link) == nil
    }

    /// What was typed fills no disk: it goes through when files, his or a neighbour's, have used up the bytes.
    private func isTyped(_ request: Request) -> Bool {
        (request.headers[.contentLength].flatMap { Int($0) } ?? .max) <= crowd.limits.smallBody
    }

    /// How long a link must not send files; nil while it may, and then what the request says of its length is counted
    /// until `giveBack` corrects it.
    func bytesWait(_ request: Request, _ context: SiteContext, of link: LinkID) -> Span? {
        let length = announced(request)
        if let wait = limits.wait(.bytesOfLink, "\(link)", cost: length, at: now) {
            limits.giveBack(.bytesOfLink, "\(link)", length)
            return wait
        }
        if let wait = limits.wait(.bytesFrom, context.peer(request), cost: length, at: now) {
            limits.giveBack(.bytesOfLink, "\(link)", length)
            limits.giveBack(.bytesFrom, context.peer(request), length)
            return wait
        }
        return nil
    }

    /// A request that was cut, or turned away, is counted for what came of it.
    func giveBack(_ request: Request, _ context: SiteContext, of link: LinkID, received: Int) {
        let rest = max(0, announced(request) - received)
        limits.giveBack(.bytesOfLink, "\(link)", rest)
        limits.giveBack(.bytesFrom, context.peer(request), rest)
    }

    /// The same of a form that `takes` let through.
    func giveBack(_ form: SubmittedForm, _ request: Request, _ context: SiteContext, of link: LinkID) {
        if !isTyped(request) { giveBack(request, context, of: link, received: form.received) }
    }

    /// Of unknown length: as much as the largest file.
    private func announced(_ request: Request) -> Int {
        request.headers[.contentLength].flatMap { Int($0) } ?? configuration.uploads.file
    }
}

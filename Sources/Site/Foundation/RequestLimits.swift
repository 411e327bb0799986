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

    fileprivate struct Subject: Hashable {
        let limit: String
        let who: String
    }

    private struct Count {
        let ends: Instant
        var spent: Int
    }

    private static let mostKnown = 50_000
    private let counts = Locked<[Subject: Count]>([:])

    /// Counts one more; nil if that was within the limit, else how long `who` has to wait.
    func wait(_ limit: Limit, _ who: String, at now: Instant) -> Span? {
        let subject = Subject(limit: limit.name, who: who)
        return counts.with { counts in
            var count = Self.count(of: subject, limit, in: &counts, at: now)
            if count.spent <= limit.most { count.spent += 1 }
            counts[subject] = count
            return count.spent > limit.most ? count.ends - now : nil
        }
    }

    /// What was counted before it was known what comes of it.
    struct Charge: Sendable {
        fileprivate let subject: Subject
        fileprivate let ends: Instant
        fileprivate let cost: Int
    }

    enum Charging {
        case charged(Charge)
        /// Nothing was counted: it is too much for so long.
        case tooMuch(Span)
    }

    /// Counts `cost` where it is within the limit, until `settle` corrects it.
    func charge(_ limit: Limit, _ who: String, _ cost: Int, at now: Instant) -> Charging {
        let subject = Subject(limit: limit.name, who: who)
        return counts.with { counts in
            var count = Self.count(of: subject, limit, in: &counts, at: now)
            let cost = max(0, cost)
            guard cost <= limit.most - count.spent else {
                counts[subject] = count
                return .tooMuch(count.ends - now)
            }
            count.spent += cost
            counts[subject] = count
            return .charged(Charge(subject: subject, ends: count.ends, cost: cost))
        }
    }

    /// `cost` is what came of it, less or more. A window that is over stays as it was.
    func settle(_ charge: Charge, at cost: Int) {
        counts.with { counts in
            guard let count = counts[charge.subject], count.ends == charge.ends else { return }
            counts[charge.subject]?.spent = max(0, count.spent - charge.cost) + max(0, cost)
        }
    }

    private static func count(
        of subject: Subject, _ limit: Limit, in counts: inout [Subject: Count], at now: Instant
    ) -> Count {
        if counts.count >= mostKnown, counts[subject] == nil { makeRoom(in: &counts, at: now) }
        // A clock that was set back must not lock anybody out for longer than a window.
        if let count = counts[subject], count.ends > now, count.ends <= now + limit.window { return count }
        return Count(ends: now + limit.window, spent: 0)
    }

    private static func makeRoom(in counts: inout [Subject: Count], at now: Instant) {
        counts = counts.filter { $0.value.ends > now }
        guard counts.count >= mostKnown else { return }
        for subject in counts.keys.prefix(mostKnown / 10) { counts[subject] = nil }
    }
}

extension Portal {
    /// Whether one more form of this link is within the limits.
    func takesForm(of link: LinkID) -> Bool { limits.wait(.forms, "\(link)", at: now) == nil }

    /// What was typed fills no disk: it goes through when files, his or a neighbour's, have used up the bytes.
    func isTyped(_ request: Request) -> Bool {
        (request.headers[.contentLength].flatMap { Int($0) } ?? .max) <= crowd.limits.smallBody
    }

    /// Counts the bytes that a request announces, of its link and of where it comes from. `settle` corrects that.
    func chargeBytes(_ request: Request, _ context: SiteContext, of link: LinkID) -> BytesCharging {
        // Of unknown length: as much as the largest file.
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? configuration.uploads.file
        switch limits.charge(.bytesOfLink, "\(link)", length, at: now) {
        case .tooMuch(let wait): return .tooMuch(wait)
        case .charged(let own):
            switch limits.charge(.bytesFrom, context.peer(request), length, at: now) {
            case .tooMuch(let wait):
                limits.settle(own, at: 0)
                return .tooMuch(wait)
            case .charged(let peers): return .charged(BytesCharge(charges: [own, peers]))
            }
        }
    }

    /// A request is counted for what came of it, whatever it had announced.
    func settle(_ charge: BytesCharge, received: Int) {
        for charge in charge.charges { limits.settle(charge, at: received) }
    }
}

struct BytesCharge: Sendable {
    fileprivate let charges: [RequestLimits.Charge]
}

enum BytesCharging {
    case charged(BytesCharge)
    case tooMuch(Span)
}

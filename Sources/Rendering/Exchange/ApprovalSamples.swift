import Domain

extension ApprovalPage {
    package static var samples: [Self] { Language.allCases.flatMap { samples(ExampleNames($0)) } }

    private static func samples(_ names: ExampleNames) -> [Self] {
        let at = names.visit?.instant ?? Instant(milliseconds: 0)
        let open = page(names, .open(Form(submission: "40")))
        var fileOnly = open
        (fileOnly.quoted.amount, fileOnly.quoted.limit, fileOnly.request) = (nil, nil, nil)
        var unfinished = fileOnly
        unfinished.problems = [Problem(field: "amount", key: "amount.missing")]
        var unreasoned = open
        unreasoned.problems = [Problem(field: "reason", key: "reason.missing")]
        let decisions = [(true, true), (false, true), (true, false), (false, false)].map { isApproved, isOwn in
            var decision = Decision(
                isApproved: isApproved, isOwn: isOwn, by: isOwn ? names.contact : names.manager, at: at)
            if isOwn { decision.amount = open.quoted.amount }
            if isOwn, !isApproved { decision.reason = names.messages.first }
            return page(names, .decided(decision))
        }
        return [open, fileOnly, unfinished, unreasoned] + decisions + [page(names, .expired), page(names, .ended)]
    }

    private static func page(_ names: ExampleNames, _ state: State) -> Self {
        var quoted = Quoted(
            contractor: names.contractor, amount: Money(amount: 128_450, currency: names.currency))
        quoted.limit = Money(amount: 45_000, currency: names.currency)
        quoted.validUntil = names.visit.map { $0.instant + .days(20) }
        quoted.note = names.messages.last
        let base = "/t/1k3Jx8Qw0ZbT5yRm2NvHc7Ld4GsKpA9e"
        var photo = ExchangePage.FileLink(name: "photo.jpg", size: 1_240_000, address: "\(base)/files/1")
        photo.picture = .init(
            thumbnail: "\(base)/files/1/thumbnail", large: "\(base)/files/1/preview", width: 160, height: 120)
        quoted.files = [
            ExchangePage.FileLink(name: "devis-F-2026-118.pdf", size: 184_000, address: "\(base)/files/2"), photo,
        ]
        var page = Self(
            language: names.language,
            letterhead: Letterhead(name: names.organization, phone: names.phones.first, brand: names.brand),
            base: base, number: "2026-00417", title: names.title, timeZone: names.timeZone, approver: names.contact,
            asker: names.manager, quoted: quoted, state: state)
        page.description = names.description
        (page.siteName, page.address, page.request) = (names.site, names.address, names.messages.first)
        return page
    }
}

/// Whoever orders work: a property manager, a chain of shops. Everything else belongs to one.
package struct Organization: Hashable, Sendable, Codable {
    package let id: OrganizationID
    package var name: String
    package var language: Language
    /// IANA name; where a site has no zone of its own, and in which ticket numbers take their year.
    package var timeZone: String
    /// ISO 4217.
    package var currency: String
    /// The number that a contractor may call back (P38), E.164.
    package var phone: String?
    /// Country of numbers typed without a prefix: ISO 3166-1 alpha-2.
    package var region: String
    /// Index into the palette of brand colours.
    package var brand: Int
    /// Alphanumeric SMS sender, at most 11 characters, if the gateway's own is not wanted; by country: `rules.senders`.
    package var smsSender: String?
    package var rules: OrganizationRules

    package init(
        id: OrganizationID, name: String, language: Language, timeZone: String, currency: String, phone: String? = nil,
        region: String, brand: Int = 0, smsSender: String? = nil, rules: OrganizationRules = OrganizationRules()
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.currency = currency
        self.phone = phone
        self.region = region
        self.brand = brand
        self.smsSender = smsSender
        self.rules = rules
    }
}

/// What an organization may set; the defaults are those of design.md. Stored as one JSON column.
package struct OrganizationRules: Hashable, Sendable, Codable {
    /// Minutes within which an offer is to be answered.
    package var answerMinutes: [Priority: Int] = [.emergency: 30, .high: 240, .normal: 1440, .low: 4320]
    /// Shares of the time to answer at which the contractor is reminded.
    package var reminderShares: [Double] = [0.5, 0.9]
    /// Minutes after midnight between which routine SMS wait (P29): 20:00 to 7:30.
    package var quietFrom = 20 * 60
    package var quietUntil = 7 * 60 + 30
    package var presenceToleranceMinutes = 120
    package var lateAfterMinutes = 30
    package var dateChangesBeforeWarning = 2
    package var feedbackDays = 5
    package var linkDaysAfterEnd = 90
    package var quoteValidDays = 30
    /// Hours after which what a contractor owes is asked for again, by the ticket's priority: counted from the moment
    /// it was asked for, or, for what a visit owes, from the visit.
    package var owedReminderHours: [Priority: [Int]] = [
        .emergency: [4, 24, 48], .high: [24, 48, 96], .normal: [48, 120, 240], .low: [72, 168, 336],
    ]
    /// Minutes after the report at which an invoice is asked for that did not come with it (B28).
    package var invoiceAskMinutes = 60
    /// Whether the occupant signs on the phone when the work is done (E9), and whether a report needs a photo (T26).
    package var wantsSignature = false
    package var needsProofs = false
    /// How often a day an order may be passed on to another technician (T19).
    package var passOnsPerDay = 3
    /// Countries whose numbers a technician may have, beside the organization's own: ISO 3166-1 alpha-2 (T19).
    package var allowedCountries = ["FR", "BE", "LU", "CH", "DE", "IT", "ES", "GB", "GR", "CY", "PL"]
    /// What SMS to the numbers of a country come from, where that is not the usual (P33 to P35): by ISO 3166-1 alpha-2.
    package var senders: [String: SenderChoice] = [:]
    /// Days without an act after which a link shows little until a button is pressed (P37).
    package var linkIdleDays = 30
    /// Texts of the organization's own; empty means the defaults of the catalogs (E14).
    package var declineReasons: [String] = []
    /// Whether the desk tells when and where a photo was taken, as its camera wrote it (P24).
    package var showsPhotoPlace = false
    /// Whether whoever is on site may say, once a visit and only if he wants to, where his phone is (E8).
    package var checksPlace = false

    package init() {}
}

package struct Manager: Hashable, Sendable, Codable {
    package let id: ManagerID
    package let organization: OrganizationID
    package var name: String
    package var email: String
    package var phone: String?
    package var language: Language
    package var role: Role
    /// Whether each contractor message and answer is also mailed (B19); emergencies and "not reached" always are.
    package var wantsMail: Bool

    package init(
        id: ManagerID, organization: OrganizationID, name: String, email: String, phone: String? = nil,
        language: Language, role: Role, wantsMail: Bool = true
    ) {
        self.id = id
        self.organization = organization
        self.name = name
        self.email = email
        self.phone = phone
        self.language = language
        self.role = role
        self.wantsMail = wantsMail
    }
}

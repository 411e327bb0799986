import Domain
import Testing

@Suite("Who an SMS may come from")
struct SenderRulesTests {
    private typealias Flaw = SenderRules.Flaw

    @Test(
        "P33 P34 what is wrong with a name, by country",
        arguments: [
            ("Bellecour", "FR", nil), ("Lipowa12", "PL", nil), ("Ktirio", "GR", nil), ("Athina SA", "GR", nil),
            ("Orchard", "GB", nil), ("Bellecour69", "FR", nil), ("Information", "PL", nil),
            ("", "FR", SenderRules.Flaw.length), ("Bellecour6900", "FR", .length), ("Wspólnota", "PL", .signs),
            ("Régie", "FR", .signs), ("Κτίριο", "GR", .signs), ("Plomb Lyon", "FR", .signs), (" Lipowa", "PL", .signs),
            ("A\nB", "PL", .signs), ("Lipowa!", "PL", .signs), ("48500000417", "PL", .onlyDigits),
            ("33639980101", "FR", .onlyDigits), ("36180", "FR", .onlyDigits), ("123 456", "GR", .onlyDigits),
            ("INFO", "PL", .generic), ("Info", "FR", .generic), ("sms", "PL", .generic), ("SMS 24", "PL", .generic),
            ("Alert", "GB", .generic), ("Info 1", "GR", .generic), ("INFO", "DE", nil), ("Orchard", "US", .anyName),
        ] as [(String, String, SenderRules.Flaw?)])
    func flaws(name: String, country: String, flaw: SenderRules.Flaw?) {
        #expect(SenderRules.flaw(in: name, country: country) == flaw)
    }

    @Test(
        "P33 P34 the number's country decides, not the organization's",
        arguments: [
            ("Athina SA", "GR", "Athina SA"), ("Athina SA", "FR", nil), ("INFO", "PL", nil), ("INFO", "FR", nil),
            ("INFO", "GR", nil), ("INFO", "DE", "INFO"), ("INFO", "", "INFO"), ("Bellecour", "FR", "Bellecour"),
            ("Bellecour", "RE", "Bellecour"), ("Athina SA", "RE", nil), ("Bellecour", "PL", "Bellecour"),
            ("Bellecour", "US", nil), ("Bellecour", "CA", nil), (nil, "FR", nil),
        ] as [(String?, String, String?)])
    func senders(name: String?, country: String, sender: String?) {
        #expect(organization(name).sender(to: country) == sender)
    }

    @Test(
        "P33 P34 P35 an organization decides by country; what its networks refuse is the gateway's own sender",
        arguments: [
            ("FR", "Lilas", "FR", "Lilas"), ("FR", "Lilas", "RE", "Lilas"), ("FR", "Lilas", "GR", "Bellecour"),
            ("RE", "Lilas", "FR", "Bellecour"), ("GR", "default", "GR", nil), ("FR", "36180", "FR", "36180"),
            ("FR", "+33639980101", "FR", nil), ("PL", "+48500000417", "PL", "+48500000417"),
            ("GB", "+447700900417", "GB", "+447700900417"), ("GB", "+48500000417", "GB", nil),
            ("PL", "INFO", "PL", nil),
            ("US", "+12025550117", "US", "+12025550117"), ("US", "Bellecour", "US", nil), ("US", "brand", "US", nil),
            ("FR", "12", "FR", nil), ("DE", "brand", "DE", "Bellecour"),
        ] as [(String, String, String, String?)])
    func chosen(country: String, choice: String, to: String, sender: String?) {
        var organization = organization("Bellecour")
        organization.rules.senders[country] = SenderChoice(choice)
        #expect(organization.sender(to: to) == sender)
        #expect(SenderChoice(choice).description == choice)
    }

    private func organization(_ name: String?) -> Organization {
        Organization(
            id: OrganizationID(1), name: "Régie Bellecour", language: .fr, timeZone: "Europe/Paris", currency: "EUR",
            region: "FR", smsSender: name)
    }
}

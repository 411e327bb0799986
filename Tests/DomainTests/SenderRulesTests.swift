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
            ("Athina SA", "+306900000417", "Athina SA"), ("Athina SA", "+33639980101", nil), ("INFO", "+48500000417", nil),
            ("INFO", "+33639980101", nil), ("INFO", "+306900000417", nil), ("INFO", "+4915100000417", "INFO"),
            ("Bellecour", "+33639980101", "Bellecour"), ("Bellecour", "+262692000417", "Bellecour"),
            ("Bellecour", "+48500000417", "Bellecour"), ("Bellecour", "+12025550117", nil), (nil, "+33639980101", nil),
        ] as [(String?, String, String?)])
    func senders(name: String?, number: String, sender: String?) {
        #expect(SenderRules.sender(name, to: number) == sender)
    }
}

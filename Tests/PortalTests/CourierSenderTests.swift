import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Who SMS come from")
struct CourierSenderTests {
    private func sender(
        _ name: String?, to phone: String, language: Language, _ senders: [String: SenderChoice] = [:]
    ) async throws -> String? {
        let office = try TestOffice()
        var rules = OrganizationRules()
        rules.senders.merge(senders) { _, new in new }
        let organization = try await office.organization(smsSender: name, rules: rules)
        _ = try await office.ticket(
            of: organization,
            to: TestOffice.plumber(phone: phone, email: nil, channels: [.sms], language: language))
        try await office.courier.drain()
        let sms = try #require(office.sms.sent.first)
        #expect(sms.to == phone)
        // A name cannot be answered: what is asked is asked by the link, which ends the message.
        #expect(TestOffice.token(in: sms.text).map { sms.text.hasSuffix($0) } == true)
        return sms.from
    }

    @Test("P33 in France a brand's name is what an SMS comes from, and its link is how it is answered")
    func france() async throws {
        #expect(try await sender("Bellecour", to: "+33639980101", language: .fr) == "Bellecour")
        #expect(try await sender("36180", to: "+33639980101", language: .fr) == nil)
        #expect(try await sender(nil, to: "+33639980101", language: .fr) == nil)
    }

    @Test("P34 in Poland and Greece anybody's name is left out, and the gateway's own sender stands in")
    func poland() async throws {
        #expect(try await sender("Lipowa", to: "+48512345678", language: .pl) == "Lipowa")
        #expect(try await sender("INFO", to: "+48512345678", language: .pl) == nil)
        #expect(try await sender("sms", to: "+306912345678", language: .el) == nil)
        #expect(try await sender("Ktirio 7", to: "+306912345678", language: .el) == "Ktirio 7")
    }

    @Test("P33 P34 P35 what an organization decided for a country holds for that country's numbers and no other")
    func byCountry() async throws {
        let senders: [String: SenderChoice] = [
            "GR": .name("Lilas"), "PL": .number("+48500000417"), "FR": .gateway, "US": .number("+12025550117"),
        ]
        for (phone, language, from) in [
            ("+306912345678", .el, "Lilas"), ("+48512345678", .pl, "+48500000417"), ("+33639980101", .fr, nil),
            ("+447700900417", .en, "Bellecour"), ("+12025550143", .en, "+12025550117"),
        ] as [(String, Language, String?)] {
            #expect(try await sender("Bellecour", to: phone, language: language, senders) == from, "\(phone)")
        }
        #expect(try await sender("Bellecour", to: "+12025550143", language: .en) == nil)
    }

    @Test("P33 P34 on the command line: a running server sends from what was set for the country of each number")
    func commandLine() async throws {
        let gateway = try TinyServer { _ in .init(202, "0: Accepted for delivery") }
        var people = LoopPeople.greek
        people.organization = "Lilas"
        try await CommandLinePortal.run(people, gateway: gateway) { (portal, _, _, _) async throws in
            let rules = ["organization", "rules", people.organization]
            func from(_ phone: String, after settings: [String]) async throws -> String? {
                let changed = try await portal.program.run(rules + settings.flatMap { ["--set", $0] })
                #expect(changed.status == 0, "\(changed.all)")
                let before = gateway.requests.count
                _ = try await portal.create(people, phone: phone)
                let sent = try #require(try await gateway.requests(before + 1).last)
                let items = URLComponents(string: "?" + sent.query)?.queryItems
                #expect(items?.first { $0.name == "to" }?.value == phone)
                return items?.first { $0.name == "from" }?.value
            }
            #expect(try await from("+306912345678", after: []) == nil)
            #expect(try await from("+306912345678", after: ["smsSender=Athina"]) == "Athina")
            #expect(try await from("+33639980101", after: []) == "Athina")
            #expect(
                try await from("+33639980101", after: ["sender.FR=Bellecour", "sender.GR=Lilas SA"]) == "Bellecour")
            #expect(try await from("+306912345678", after: []) == "Lilas SA")
            #expect(try await from("+48512345678", after: ["sender.PL=+48500000417"]) == "+48500000417")
            #expect(try await from("+306912345678", after: ["sender.GR=default"]) == nil)
            #expect(try await from("+306912345678", after: ["sender.GR="]) == "Athina")
            #expect(try await from("+306912345678", after: ["smsSender="]) == nil)
        }
    }

    @Test("P33 P34 the senders are listed by country, and one that its networks refuse is refused with the reason")
    func settings() async throws {
        let program = try LoopProgram()
        let name = "Syndic des Lilas"
        _ = try await program.run(CommandLineTests.organization(name))
        let list = ["organization", "rules", name]
        let before = try await program.run(list)
        for line in ["smsSender=", "sender.FR=brand", "sender.GR=brand", "sender.PL=brand", "sender.US=default"] {
            #expect(before.output.contains("\(line)\n"), "\(line)")
        }
        for (wrong, reason) in [
            ("smsSender=INFO", "refuse to everybody"), ("smsSender=Régie", "letters and digits"),
            ("sender.FR=+33639980101", "leave to persons"), ("sender.PL=SMS", "refuse to everybody"),
            ("sender.US=Lilas", "numbers only"), ("sender.GB=+33639980101", "another country"),
            ("sender.GR=12", "3 to 15 digits"), ("sender.UK=Lilas", "no rule called"), ("sender.gr=Lilas", "no rule"),
        ] {
            let refused = try await program.run(list + ["--set", "sender.GR=Lilas", "--set", wrong])
            #expect(refused.status == 1 && refused.output.isEmpty, "\(wrong): \(refused.all)")
            #expect(refused.errors.contains(reason), "\(wrong): \(refused.errors)")
        }
        #expect(try await program.run(list).output == before.output, "a wrong one changes nothing")
        let set = try await program.run(list + ["--set", "sender.GR=Lilas", "--set", "sender.SE=Lilas", "--json"])
        let data = try JSONSerialization.jsonObject(with: Data(set.output.utf8)) as? [String: Any]
        #expect(data?["sender.GR"] as? String == "Lilas" && data?["sender.SE"] as? String == "Lilas")
        #expect(data?["sender.FR"] as? String == "brand")
        let store = try Store.open(program.data.path("var/relais.sqlite"))
        var wrong = try #require(try await store.read { try $0.organizations() }.first)
        wrong.rules.senders["PL"] = .name("INFO")
        let changed = wrong
        try await store.write { try $0.update(changed) }
        try store.close()
        let check = try await program.run(["check"])
        #expect(check.status == 1 && check.errors.contains("sender.PL \"INFO\""), "\(check.all)")
    }

    @Test("P34 an organization is not given a name that networks refuse, and the check names one that it has")
    func commands() async throws {
        let program = try LoopProgram()
        let add = [
            "organization", "add", "Lipowa", "--language", "pl", "--time-zone", "Europe/Warsaw", "--currency", "PLN",
        ]
        for (name, reason) in [
            ("INFO", "refuse"), ("48500000417", "not a number"), ("Wspólnota", "letters and digits"),
        ] {
            let refused = try await program.run(add + ["--sms-sender", name])
            #expect(refused.status != 0)
            #expect(refused.errors.contains("--sms-sender") && refused.errors.contains(reason), "\(refused.all)")
        }
        let added = try await program.run(add + ["--sms-sender", "Lipowa"])
        #expect(added.status == 0, "\(added.all)")
        #expect(try await program.run(["check"]).status == 0)
        let store = try Store.open(program.data.path("var/relais.sqlite"))
        let known = try #require(try await store.read { try $0.organizations() }.first)
        var changed = known
        changed.smsSender = "SMS"
        let wrong = changed
        try await store.write { try $0.update(wrong) }
        try store.close()
        let check = try await program.run(["check"])
        #expect(check.status == 1)
        #expect(check.errors.contains("\"SMS\" of Lipowa"), "\(check.all)")
    }
}

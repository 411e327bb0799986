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
    private func sender(_ name: String?, to phone: String, language: Language) async throws -> String? {
        let office = try TestOffice()
        let organization = try await office.organization(smsSender: name)
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

    @Test("P34 an organization is not given a name that networks refuse, and the check names one that it has")
    func commands() async throws {
        let program = try LoopProgram()
        let add = ["organization", "add", "Lipowa", "--language", "pl", "--time-zone", "Europe/Warsaw", "--currency", "PLN"]
        for (name, reason) in [("INFO", "refuse"), ("48500000417", "not a number"), ("Wspólnota", "letters and digits")] {
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

import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// Those who have a link of one organization's, and ids of another's.
@Suite("Links, and what is another organization's")
struct StrangerLinkTests {
    enum Bearer: String, CaseIterable, Sendable {
        case office, technician, approver

        /// Acts that read no ids, and by which nobody learns anything: what they ask for goes to the address on file.
        static let deaf: Set<String> = ["renewal", "opening"]

        /// What he is answered, exactly, where a form of his names a file that is not his link's.
        func status(of act: String) -> Set<Int> {
            if Self.deaf.contains(act) { return [303] }
            switch self {
            // The form is looked at once more; or the step is none of his, or not to be had now.
            case .office, .technician: return act == "decision" ? [404] : [409, 422]
            case .approver: return [404]
            }
        }
    }

    /// A link of that kind, of a job that is the organization's.
    private static func token(
        _ bearer: Bearer, _ office: TestOffice, of organization: TestOrganization
    ) async throws -> String {
        let ticket = try await office.ticket(of: organization, to: ExchangeStage.rival()).id
        try await office.contractor(.accept, ticket)
        switch bearer {
        case .office, .technician:
            let link = try await office.officeLink(of: ticket)
            // An act after the answer: it is not to be undone any more.
            _ = try await office.workflow.perform(
                PassOn(link: link, name: "Yanis Petit", phone: ExchangeStage.technicianNumber, language: .en))
            if bearer == .office { return try await office.officeToken(of: ticket) }
            return try await office.technicianToken(of: ticket)
        case .approver:
            try await office.contractor(.quote, ticket)
            let form = ApproverForm(name: "Hélène Roux", phone: nil, email: ApproverStage.email, language: .en)
            _ = try await office.workflow.perform(AskApprover(ticket, form, origin: organization.origin))
            return try await office.approverToken(of: ticket)
        }
    }

    /// Two organizations, and one's link of that kind as `/t/TOKEN`.
    private static func use(
        _ bearer: Bearer, _ test: (TestPortal, _ path: String, _ theirs: DoorPlace) async throws -> Void
    ) async throws {
        try await TestPortal.run { portal in
            let owner = try await portal.office.organization("Régie Bellecour")
            let stranger = try await portal.office.organization("Autre régie")
            let theirs = try await DoorPlace.make(portal, owner, besides: 0)
            let token = try await Self.token(bearer, portal.office, of: stranger)
            #expect(try await portal.client().get("/t/\(token)").status == 200)
            let before = try await DoorPlace.state(portal, owner)
            let own = try await DoorPlace.state(portal, stranger)
            try await test(portal, "/t/\(token)", theirs)
            #expect(try await DoorPlace.state(portal, owner) == before)
            #expect(try await DoorPlace.state(portal, stranger) == own)
            // What waited for a form of theirs still does.
            let link = try #require(portal.office.links.verify(theirs.token))
            #expect(try await portal.office.store.read { try $0.stagedFile(theirs.staged, of: link) } != nil)
        }
    }

    /// Both answers, and that they are alike.
    private static func alike(
        _ name: String, _ theirs: DoorPlace, _ ask: (DoorPlace) async throws -> TransferResponse
    ) async throws -> Int {
        let (answer, none) = (try await ask(theirs), try await ask(.nowhere))
        #expect(answer.status == none.status, "\(name)")
        #expect(answer.header("Location") == none.header("Location"), "\(name)")
        let places = [theirs, .nowhere]
        #expect(DoorPlace.plain(answer, without: places) == DoorPlace.plain(none, without: places), "\(name)")
        return answer.status
    }

    @Test(
        "P16 P39 no link opens another organization's files, nor removes or goes on with what waits there",
        arguments: Bearer.allCases)
    func files(bearer: Bearer) async throws {
        try await Self.use(bearer) { portal, path, theirs in
            let phone = portal.client()
            for method in ["GET", "HEAD"] {
                for end in ["", "/thumbnail", "/preview"] {
                    let status = try await Self.alike("\(method) \(end)", theirs) {
                        try await phone.send(method, "\(path)/files/\($0.file)\(end)")
                    }
                    #expect(status == 404, "\(method) \(end)")
                }
            }
            // Each address that is not there counts as a guess, of which there are only so many a minute.
            portal.office.travel.advance(.minutes(1))
            let removal = try await Self.alike("removal", theirs) {
                try await phone.post("\(path)/files/\($0.staged)/removal", form: [])
            }
            #expect(removal == (bearer == .approver ? 404 : 204))
            let upload = try await Self.alike("upload", theirs) {
                try await phone.get("\(path)/uploads/\($0.key)?size=\(ExchangeFile.pdf.count)&name=b.pdf")
            }
            #expect(upload == (bearer == .approver ? 404 : 200))
        }
    }

    @Test("P16 P39 no form of a link's takes a file that waits at another organization's", arguments: Bearer.allCases)
    func forms(bearer: Bearer) async throws {
        try await Self.use(bearer) { portal, path, theirs in
            let doors = try await portal.doors()
            let acts = doors.filter { $0.method == "POST" && $0.path.hasPrefix("/t/{token}/") }.map(\.path)
                .filter { !$0.contains("/files") }.sorted()
            #expect(acts.count > 14)
            for act in acts {
                let noun = String(act.dropFirst("/t/{token}/".count))
                // His own: it takes no files, and whatever comes along is not looked at.
                if bearer == .approver, noun == "decision" { continue }
                let status = try await Self.alike(act, theirs) { place in
                    let fields = DoorBodies.form(act).merging(["staged": "files:\(place.staged)"]) { $1 }
                    let sorted = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                    return try await portal.client().post(
                        "\(path)/\(noun)", form: sorted + [("submission", "once-\(noun)")])
                }
                #expect(bearer.status(of: noun).contains(status), "\(noun): \(status)")
            }
        }
    }

    @Test("P16 A23 a change of date is told to nobody of another organization's", arguments: Bearer.allCases)
    func told(bearer: Bearer) async throws {
        try await Self.use(bearer) { portal, path, theirs in
            let status = try await Self.alike("schedule", theirs) { place in
                let fields = DoorBodies.form("/t/{token}/schedule").merging(["told": place.manager]) { $1 }
                let sorted = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                return try await portal.client().post("\(path)/schedule", form: sorted + [("submission", "once")])
            }
            let expected: [Bearer: Int] = [.office: 422, .technician: 409, .approver: 404]
            #expect(status == expected[bearer])
        }
    }
}

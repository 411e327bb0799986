import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Files from the page")
struct ExchangeDownloadTests {
    private func addresses(_ page: LoopPage) -> [String] {
        page.html.matches(of: /href="([^"]*\/files\/[^"]*)"/).map { String($0.1) }
    }

    @Test("P25 a file comes as what it is, and cannot run anything in the page's origin")
    func headers() async throws {
        try await ExchangeStage.use { stage in
            let files = [
                ExchangeFile.part("Ünïcode \"x\".png", ExchangeFile.png, type: "text/html"),
                ExchangeFile.part("plan.pdf", ExchangeFile.pdf), ExchangeFile.part("note.txt", Data("Note".utf8)),
            ]
            let page = try await stage.following(try await stage.send("", files: files))
            let found = addresses(page)
            #expect(found.count == 3)
            let expected = [("image/png", "inline"), ("application/pdf", "inline"), ("text/plain", "attachment")]
            for ((address, file), (type, disposition)) in zip(zip(found, files), expected) {
                let answer = try await stage.phone.get(address)
                #expect(answer.status == 200)
                #expect(answer.body == file.bytes)
                #expect(answer.header("Content-Type")?.hasPrefix(type) == true)
                #expect(answer.header("Content-Disposition")?.hasPrefix("\(disposition); filename*=UTF-8''") == true)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                let policy = try #require(answer.header("Content-Security-Policy"))
                #expect(policy.hasPrefix("sandbox;") == (type != "application/pdf"), "no viewer works in a sandbox")
                #expect(policy.contains("default-src 'none'"))
                #expect(!policy.contains("allow-scripts") && !policy.contains("script-src"))
                #expect(answer.header("Cache-Control")?.contains("no-store") == true)
            }
            #expect(
                try await stage.phone.get(found[0]).header("Content-Disposition")?.contains("%C3%9Cn%C3%AFcode") == true
            )
        }
    }

    @Test("P39 the job's own files go with the job; what he sent himself stays his")
    func withdrawn() async throws {
        var setting = ExchangeStage.Setting()
        setting.jobFiles = [("plan.png", ExchangeFile.png)]
        try await ExchangeStage.use(setting) { stage in
            let job = try #require(addresses(try await stage.page()).first)
            #expect(try await stage.phone.get(job).status == 200)
            let page = try await stage.following(
                try await stage.send("", files: [ExchangeFile.part("own.pdf", ExchangeFile.pdf)]))
            let own = try #require(addresses(page).last)
            try await stage.withdraw()
            #expect(try await stage.phone.get(job).status == 404)
            #expect(try await stage.phone.get(own).status == 200)
            #expect(addresses(try await stage.page()) == [own])
        }
        try await ExchangeStage.use(setting) { stage in
            let job = try #require(addresses(try await stage.page()).first)
            _ = try await stage.decline(choice: "busy")
            #expect(try await stage.phone.get(job).status == 200)
            try await stage.offer(to: ExchangeStage.rival())
            #expect(try await stage.phone.get(job).status == 404)
        }
    }

    @Test("P16 another firm's, another ticket's and an internal file are not found, like one that does not exist")
    func foreign() async throws {
        try await ExchangeStage.use { stage in
            let note = try stage.office.file("note.png", type: "image/png", bytes: ExchangeFile.png)
            try await stage.managerWrites("Only for us", isInternal: true, files: [note])
            let hidden = try #require(try await stage.attachments().first).attachment.id
            _ = try await stage.send("", files: [ExchangeFile.part("own.pdf", ExchangeFile.pdf)])
            let own = try #require(try await stage.attachments().last).attachment.id
            try await stage.withdraw()
            try await stage.offer(to: ExchangeStage.rival())
            let rival = try stage.portal.page(sms: ExchangeStage.secondNumber)
            let other = try await stage.office.ticket(of: stage.organization, to: ExchangeStage.plumber())
            try await stage.office.courier.drain()
            let sameFirm = try stage.portal.page(sms: ExchangeStage.number)
            #expect(sameFirm != stage.path && other.id != stage.ticket.id)
            let missing = try await stage.phone.get("\(stage.path)/files/12345").text
            for address in [
                "\(stage.path)/files/\(hidden)", "\(rival)/files/\(hidden)", "\(rival)/files/\(own)",
                "\(sameFirm)/files/\(own)", "\(stage.path)/files/-1", "\(stage.path)/files/..%2F..%2Frelais.sqlite",
                "\(stage.path)/files/99999999999999999999", "/t/forged/files/\(own)",
            ] {
                let answer = try await stage.phone.get(address)
                #expect(answer.status == 404, "\(address)")
                #expect(answer.text == missing)
            }
            #expect(try await stage.phone.get("\(stage.path)/files/\(own)").status == 200)
        }
    }
}

import Domain
import Foundation
import Gateways
import RelaisTesting
import Rendering
import Testing

@Suite("The ticket on paper")
struct DeskPrintTests {
    @Test("E22 the printed ticket has its facts and, as a QR code, the very link that the contractor got")
    func code() async throws {
        try await DeskFixture.use { (desk) async throws in
            let job = try await DeskJob.accepted(desk)
            let page = try await desk.get("\(job.path)/print")
            #expect(page.status == 200)
            for fact in [job.number, "Fuite sous", "L’eau coule.", "12 rue des Lilas", "€450.50", "Odile Petit"] {
                #expect(page.text.contains(fact), "\(fact)")
            }
            #expect(page.text.contains("<span class=\"what\">Presence on site</span>"))
            #expect(!page.text.contains("style=") && !page.text.contains("<script"))
            let sent = desk.portal.url + (try desk.portal.page(sms: "+33639980001"))
            #expect(page.text.contains("<small>\(sent)</small>"))
            let code = try #require(QRCode(sent))
            #expect(page.text.contains("<path d=\"\(code.path)\">"))
            #expect(try await desk.portal.client().get(sent).label == "in-progress/dispatch-confirmed")
            #expect(try await job.page().text.contains("href=\"\(job.path)/print\""))
        }
    }

    @Test("E22 without a contractor, after a withdrawal, and for a viewer there is no code")
    func none() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            #expect(try await !desk.get("/desk/tickets/\(number)/print").text.contains("<figure"))
            let job = try await DeskJob.accepted(desk)
            let viewer = try await desk.colleague(.viewer)
            let page = try await viewer.get("\(job.path)/print")
            #expect(page.status == 200 && !page.text.contains("<figure") && !page.text.contains("/t/"))
            _ = try await job.done("withdrawal", ["reason": "Annulé"])
            #expect(try await !desk.get("\(job.path)/print").text.contains("<figure"))
            #expect(try await desk.get("/desk/tickets/2099-00001/print").status == 404)
        }
    }

    @Test("E22 the squares are a QR code: three finders, light around them, and the path draws each dark square once")
    func squares() throws {
        let code = try #require(QRCode("http://127.0.0.1:8080/t/" + String(repeating: "a", count: 32)))
        #expect(code.width >= 29 && (code.width - 17).isMultiple(of: 4))
        let last = code.width - 7
        for (top, left) in [(0, 0), (0, last), (last, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let ring = max(abs(row - 3), abs(column - 3))
                    #expect(code.isDark(row: top + row, column: left + column) == (ring != 2))
                }
            }
        }
        for index in 8..<code.width - 8 {
            #expect(code.isDark(row: 6, column: index) == index.isMultiple(of: 2), "timing")
        }
        var drawn: Set<[Int]> = []
        for run in code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-\d+z/) {
            let (x, y, length) = (try #require(Int(run.1)), try #require(Int(run.2)), try #require(Int(run.3)))
            for column in x..<x + length { #expect(drawn.insert([y - 4, column - 4]).inserted) }
        }
        for row in 0..<code.width {
            for column in 0..<code.width {
                #expect(drawn.contains([row, column]) == code.isDark(row: row, column: column))
            }
        }
        #expect(QRCode(String(repeating: "x", count: 4000)) == nil)
    }
}

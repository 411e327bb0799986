import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct DeskPagesTests {
    @Test("E20 every page of the desk renders in every language without a flaw")
    func flawless() throws {
        try check(DeskListPage.self)
        try check(DeskTicketPage.self)
        try check(DeskPrintPage.self)
        try check(DeskTicketFormPage.self)
        try check(DeskContractorsPage.self)
        try check(DeskContractorFormPage.self)
        try check(DeskOutboxPage.self)
        try check(DeskErrorPage.self)
        try check(SignInPage.self)
        try check(PhonePage.self)
        try check(StartPage.self)
        #expect(try renderer.get().misses.all == [])
    }

    /// With `DESK_SAMPLES` set to a folder, the pages are left there to be looked at.
    private func check<Shown: Page>(_ type: Shown.Type) throws {
        let folder = ProcessInfo.processInfo.environment["DESK_SAMPLES"].map { URL(filePath: $0) }
        for (index, page) in type.samples.enumerated() {
            let html = try renderer.get().html(page)
            #expect(flaws(inHTML: html) == [], "\(type) \(index)")
            if let folder {
                let file = folder.appending(path: "\(type)-\(page.language.rawValue)-\(index).html")
                try Data(html.utf8).write(to: file)
            }
        }
    }
}

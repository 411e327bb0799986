import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct PreviewCatalogTests {
    @Test("E20 every type of page in the sources has its shelf in the preview")
    func shelves() throws {
        let folder = projectRoot.appending(path: "Sources/Rendering")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        var types: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /(?:struct|enum|class|extension) (\w+)[^{\n]*[:,] Page\b/) {
                types.insert(String(match.1))
            }
        }
        #expect(types.count > 10)
        #expect(types.subtracting(PreviewCatalog.types) == [])
        #expect(Set(PreviewCatalog.types).count == PreviewCatalog.types.count)
    }

    @Test("E20 each shelf has a page in each language, and as many in one as in another")
    func languages() throws {
        let catalog = PreviewCatalog(try renderer.get())
        let expected = catalog.samples(in: .en).map { "\($0.kind) \($0.index)" }
        for language in Language.allCases {
            #expect(catalog.samples(in: language).map { "\($0.kind) \($0.index)" } == expected, "\(language)")
        }
        let kinds = Set(catalog.samples(in: .en).map(\.kind))
        #expect(kinds.count == PreviewCatalog.types.count)
        #expect(kinds.contains("print"))
    }

    @Test("E20 the desk is shown with a ticket of every label, and with every form refused")
    func states() {
        // What no act leads to yet, and what only a contractor sees.
        let others: Set<Label> = [.withdrawn, .waitingSplit, .waitingCase]
        for language in Language.allCases {
            let pages = DeskTicketPage.samples.filter { $0.language == language }
            #expect(Set(pages.map(\.ticket.ticket.label)) == Set(Label.allCases).subtracting(others), "\(language)")
            let refused = pages.filter { page in
                guard let open = page.open else { return false }
                let forms = [page.message, page.offer, page.withdrawal] + Array(page.forms.values)
                return forms.contains { !$0.problems.isEmpty }
                    && (try? page.shows(open, renderer.get().words(language))) == true
            }
            #expect(Set(refused.compactMap(\.open)) == Set(DeskTicketPage.Panel.allCases), "\(language)")
        }
    }

    @Test("E20 the contractor's page is shown in every state that he can be in")
    func exchange() {
        let labels = Set(ExchangePage.samples(in: .en).map(\.label))
        for label in [
            Label.toDoOffered, .toDoLapsed, .toDoDeclined, .dispatchConfirmed, .waitingQuote, .waitingDecision, .onSite,
            .incomplete, .waitingParts, .toCheck, .resolved, .closed, .withdrawn,
        ] { #expect(labels.contains(label), "\(label)") }
    }
}

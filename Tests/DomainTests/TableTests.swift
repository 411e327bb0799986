import Domain
import Testing

struct TableTests {
    @Test("The table that the code prints is docs/lifecycle.md's, word for word")
    func table() throws {
        let written = try LifecycleDocument().table.split(separator: "\n")
        let printed = Transition.markdownTable().split(separator: "\n")
        for (line, expected) in zip(printed, written) { #expect(line == expected) }
        #expect(printed.count == written.count)
    }

    @Test("The labels are those of docs/lifecycle.md, in its order, and `withdrawn` is only an order's")
    func labels() throws {
        #expect(Label.allCases.filter { $0 != .withdrawn }.map(\.rawValue) == (try LifecycleDocument().labels))
        #expect(Label.any == Set(Label.allCases).subtracting([.withdrawn]))
    }

    @Test("Each row's guard is what the words of its from column say")
    func guards() throws {
        let origins = try LifecycleDocument().origins()
        for row in Transition.all { #expect(row.from == origins[row.id.rawValue], "\(row.id.name)") }
    }

    @Test("There is one row for each id, in order")
    func order() {
        #expect(Transition.all.map(\.id) == Transition.ID.allCases)
        for id in Transition.ID.allCases { #expect(Transition[id].id == id) }
    }

    @Test("Every row has an act that is tried", arguments: 4...55)
    func covered(row: Int) {
        #expect(Act.all.contains { $0.rows.contains(row) })
    }
}

import Domain
import Rendering
import Store

/// Looks letters up. Those asked for while one look is under way share the next: one snapshot, and once what they have
/// in common.
actor Lookups {
    private struct Question {
        let notice: Notice
        let now: Instant
        let continuation: CheckedContinuation<Reading, any Error>
    }

    private let store: Store
    private let renderer: Renderer
    private var waiting: [Question] = []
    private var isLooking = false

    init(store: Store, renderer: Renderer) {
        self.store = store
        self.renderer = renderer
    }

    /// As it stands now: nothing is looked up before its turn to be sent has come.
    func reading(of notice: Notice, at now: Instant) async throws -> Reading {
        let reading = try await withCheckedThrowingContinuation { continuation in
            waiting.append(Question(notice: notice, now: now, continuation: continuation))
            guard !isLooking else { return }
            isLooking = true
            Task { await answerAll() }
        }
        try Task.checkCancellation()
        return reading
    }

    private func answerAll() async {
        while !waiting.isEmpty {
            let questions = waiting
            waiting = []
            do {
                let answers = try await store.read { [renderer] reader in
                    let directory = LetterDirectory(reader: reader)
                    return questions.map { Self.answer($0, from: directory, renderer) }
                }
                for (question, answer) in zip(questions, answers) { question.continuation.resume(with: answer) }
            } catch {
                for question in questions { question.continuation.resume(throwing: error) }
            }
        }
        isLooking = false
    }

    private static func answer(
        _ question: Question, from directory: LetterDirectory, _ renderer: Renderer
    ) -> Result<Reading, any Error> {
        let words = renderer.words(question.notice.language)
        return Result {
            try LetterReader(
                directory: directory, notice: question.notice, now: question.now,
                declineReason: { words.declineReason($0) }
            ).read()
        }
    }
}

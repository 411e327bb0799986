import Domain

/// One way to say a message: a head, a sentence, and the parts of it that may be shortened.
struct SMSDraft {
    /// A part that people typed, in the order in which it gives way.
    struct Slot {
        let name: String
        let text: String
        /// Fewest characters that still say something; 0 where it may go altogether.
        let floor: Int
        /// What stands before it, if anything of it is left.
        var lead = ""
        var limit: Int

        init(_ name: String, _ text: String, floor: Int, lead: String = "") {
            self.name = name
            self.text = text
            self.floor = min(floor, text.count)
            self.lead = lead
            limit = text.count
        }

        var value: String {
            let kept = text.shortened(to: limit, ellipsis: "...")
            return kept.isEmpty ? "" : lead + kept
        }
    }

    /// Key of the sentence that follows the head.
    let sentence: String
    /// Values of the sentence that are never cut: moments, numbers.
    var fixed: [String: String]
    var slots: [Slot]

    /// Takes about `excess` units from the first slot that still has any to give; false when none has.
    mutating func shorten(by excess: Int) -> Bool {
        guard let index = slots.firstIndex(where: { $0.limit > $0.floor }) else { return false }
        let slot = slots[index]
        // A character is at most two units, so that half of the excess never takes too much.
        let limit = slot.limit - max(1, excess / 2)
        // A stump of a few letters says nothing.
        slots[index].limit = limit < 8 && slot.floor == 0 ? 0 : max(slot.floor, limit)
        return true
    }

    var values: [String: String] {
        slots.reduce(into: fixed) { values, slot in values[slot.name] = slot.value }
    }
}

package import Domain

/// The boxes for SMS and e-mail, as `desk/channels.mustache` shows them: what a contact wants, or what is chosen for
/// one message (B33).
package struct WaysField: Hashable, Sendable {
    /// The field's name in problems, and key below `desk.field.`.
    let name: String
    let names: [Contact.Way: String]
    /// Stands behind every name where one form has several.
    let suffix: String
    let isOptional: Bool

    /// Which messages a contact wants.
    package static func wanted(_ suffix: String = "") -> Self {
        Self(name: "channels", names: [.sms: "sms", .email: "mail"], suffix: suffix, isOptional: false)
    }

    /// For this one message; none ticked is what each contact wants.
    package static let chosen = Self(
        name: "ways", names: [.sms: "waySMS", .email: "wayMail"], suffix: "", isOptional: true)

    package func box(_ way: Contact.Way) -> String { (names[way] ?? way.rawValue) + suffix }

    func context(_ state: FormState, in form: String, _ words: Words) -> [String: Any] {
        let id = "\(form)-\(name)\(suffix)"
        let problem = state.problems.first { $0.field == name + suffix }.map { words.problem($0) }
        let hint = isOptional ? words["desk.hint.\(name)"] : nil
        let describedBy = [hint.map { _ in "\(id)-hint" }, problem.map { _ in "\(id)-error" }].compactMap { $0 }
        return [
            "waysName": name + suffix, "waysID": id, "waysLegend": words["desk.field.\(name)"],
            "waysAreOptional": isOptional, "waysProblem": problem ?? false, "waysHint": hint ?? false,
            "waysDescribedBy": describedBy.isEmpty ? false : describedBy.joined(separator: " "),
            // The first box has the group's id: where the list of problems leads.
            "boxes": Contact.Way.allCases.enumerated().map { index, way in
                [
                    "wayID": index == 0 ? id : "\(id)-\(way.rawValue)", "wayName": box(way),
                    "wayTitle": words["desk.way.\(way.rawValue)"], "isChecked": state.isChecked(box(way)),
                ] as [String: Any]
            },
        ]
    }
}

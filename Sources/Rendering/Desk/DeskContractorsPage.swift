package import Domain

/// The firms of the organization, and one of them.
package struct DeskContractorsPage: Page {
    package static var template: String { "desk/contractors" }

    package var frame: DeskFrame
    package var contractors: [Contractor]
    package var search = ""
    package var next: String?
    package var open: Contractor?
    /// The open one's tickets, newest first.
    package var rows: [DeskRow] = []

    /// Numbers of the open one's contacts that answered STOP (P35).
    package var optedOut: Set<String> = []

    package init(frame: DeskFrame, contractors: [Contractor], open: Contractor? = nil) {
        self.frame = frame
        self.contractors = contractors
        self.open = open
    }

    package var language: Language { frame.language }

    package func context(_ words: Words) -> [String: Any] {
        let title = open?.name ?? words["desk.contractors"]
        var context = frame.context(words, title: title, column: open == nil ? .queue : .sheet)
        let query = search.isEmpty ? "" : "&q=\(DeskPath.escaped(search))"
        let more: [String: Any] = [
            "search": search, "contractorsAction": DeskPath.contractors, "newContractor": DeskPath.newContractor,
            "firms": contractors.map { firm($0, words) }, "isEmpty": contractors.isEmpty,
            "emptyText": words[search.isEmpty ? "desk.noContractors" : "desk.empty.search"],
            "more": next.map { "\(DeskPath.contractors)?after=\(DeskPath.escaped($0))\(query)" } ?? false,
            "isOpenFirm": open != nil, "chooseHint": words["desk.chooseContractorHint"],
        ]
        context.merge(more) { _, new in new }
        if let open {
            context["firmName"] = open.name
            context["contacts"] = open.contacts.map { contact($0, words) }
            context["editFirm"] = frame.mayAct ? DeskPath.editContractor(open.id) : false
            context["firmRows"] = rows.map { $0.context(words, now: frame.now, folder: .all, isCurrent: false) }
            context["hasFirmRows"] = !rows.isEmpty
        }
        return context
    }

    private func firm(_ contractor: Contractor, _ words: Words) -> [String: Any] {
        let office = contractor.contacts.filter { $0.role == .office }
        return [
            "name": contractor.name, "href": DeskPath.contractor(contractor.id),
            "isCurrent": contractor.id == open?.id, "people": office.map(\.name).joined(separator: ", "),
            "ways": contractor.reachableOffice.isEmpty
                ? words["desk.unreachable"] : waysText(contractor.reachableOffice.flatMap(\.usableChannels), words),
            "isUnreachable": contractor.reachableOffice.isEmpty,
        ]
    }

    private func contact(_ contact: Contact, _ words: Words) -> [String: Any] {
        [
            "contactName": contact.name, "role": words["desk.role.\(contact.role.rawValue)"],
            "phone": contact.phone.map(words.formats.phone) ?? false, "tel": contact.phone ?? "",
            "email": contact.email ?? false, "contactLanguage": contact.language.endonym,
            "contactLanguageCode": contact.language.rawValue,
            "ways": contact.usableChannels.isEmpty
                ? words["desk.unreachable"] : waysText(contact.usableChannels, words),
            "hasOptedOut": contact.phone.map(optedOut.contains) ?? false,
        ]
    }

    private func waysText(_ ways: [Contact.Way], _ words: Words) -> String {
        Contact.Way.allCases.filter(ways.contains).map { words["desk.way.\($0.rawValue)"] }.joined(separator: " + ")
    }
}

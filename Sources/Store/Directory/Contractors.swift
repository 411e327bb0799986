package import Domain
import GRDB

extension Reader {
    /// With its contacts.
    package func contractor(_ id: ContractorID) throws -> Contractor? {
        try first("SELECT * FROM contractors WHERE id = :id", ["id": id], contractor)
    }

    /// By name. Every one of `words` is in the name, whatever its case and accents; `after` is the last one seen.
    package func contractors(
        of organization: OrganizationID, matching words: String = "", after: ContractorID? = nil, limit: Int = 50
    ) throws -> [Contractor] {
        var sql = "SELECT * FROM contractors WHERE organization = :organization"
        var values: Values = ["organization": organization, "after": after, "limit": limit]
        if after != nil {
            sql += """
                 AND (name_key, id) >
                    (SELECT name_key, id FROM contractors WHERE id = :after AND organization = :organization)
                """
        }
        for (index, word) in Folding.words(words).prefix(8).enumerated() {
            sql += " AND name_key LIKE :word\(index)"
            values["word\(index)"] = "%\(word)%"
        }
        return try all(sql + " ORDER BY name_key, id LIMIT :limit", values, contractor)
    }

    /// By the organization's own id for it, else by an office contact's number (E.164), else by its mail; never by
    /// name, since two firms may share one.
    package func contractor(
        of organization: OrganizationID, externalID: String?, phones: [String], emails: [String]
    ) throws -> Contractor? {
        if let externalID,
            let found = try first(
                "SELECT * FROM contractors WHERE organization = :organization AND external_id = :id",
                ["organization": organization, "id": externalID], contractor)
        {
            return found
        }
        for phone in phones {
            if let found = try contractor(of: organization, whoseOffice: "phone", is: phone) { return found }
        }
        for email in emails {
            let key = Folding.mail(email)
            if let found = try contractor(of: organization, whoseOffice: "email_key", is: key) { return found }
        }
        return nil
    }

    package func contact(_ id: ContactID) throws -> Contact? {
        try first("SELECT * FROM contacts WHERE id = :id", ["id": id], Contact.init)
    }

    private func contractor(
        of organization: OrganizationID, whoseOffice column: String, is value: String
    ) throws -> Contractor? {
        try first(
            """
            SELECT contractors.* FROM contacts JOIN contractors ON contractors.id = contacts.contractor
            WHERE contacts.\(column) = :value AND contacts.role = 'office' AND contractors.organization = :organization
            ORDER BY contacts.id LIMIT 1
            """,
            ["value": value, "organization": organization], contractor)
    }

    private func contractor(_ row: Row) throws -> Contractor {
        let id: ContractorID = try row.get("id")
        return Contractor(
            id: id, organization: try row.get("organization"), externalID: try row.get("external_id"),
            name: try row.get("name"),
            contacts: try all(
                "SELECT * FROM contacts WHERE contractor = :id ORDER BY id", ["id": id], Contact.init))
    }
}

extension Transaction {
    /// With its contacts.
    package func insert(_ contractor: Contractor) throws {
        try insert(into: "contractors", contractor.columns)
        for contact in contractor.contacts { try insert(contact) }
    }

    /// Name and external id; contacts are updated by themselves.
    package func update(_ contractor: Contractor) throws { try update("contractors", contractor.columns) }

    package func insert(_ contact: Contact) throws { try insert(into: "contacts", contact.columns) }

    /// A changed number or address may belong to somebody else by now: the links that went there die (P37).
    package func update(_ contact: Contact) throws {
        let before = try reader.contact(contact.id)
        var contact = contact
        if before?.phone != contact.phone { contact.wrongNumberSince = nil }
        try update("contacts", contact.columns)
        let isSomebodyElse =
            (before?.phone != nil && before?.phone != contact.phone)
            || (before?.email != nil && before?.email.map(Folding.mail) != contact.email.map(Folding.mail))
        if isSomebodyElse { try revokeLinks(ofContact: contact.id) }
    }
}

extension Contractor {
    fileprivate var columns: ColumnValues {
        [
            "id": id, "organization": organization, "external_id": externalID, "name": name,
            "name_key": Folding.fold(name),
        ]
    }
}

extension Contact {
    fileprivate init(_ row: Row) throws {
        let channels: String = try row.get("channels")
        self.init(
            id: try row.get("id"), contractor: try row.get("contractor"), name: try row.get("name"),
            role: try row.get("role"), phone: try row.get("phone"), email: try row.get("email"),
            language: try row.get("language"),
            channels: channels.split(separator: ",").compactMap { Way(rawValue: String($0)) })
        wrongNumberSince = try row.get("wrong_number_since")
    }

    fileprivate var columns: ColumnValues {
        [
            "id": id, "contractor": contractor, "name": name, "role": role, "phone": phone, "email": email,
            "email_key": email.map(Folding.mail), "language": language,
            "channels": channels.map(\.rawValue).joined(separator: ","), "wrong_number_since": wrongNumberSince,
        ]
    }
}

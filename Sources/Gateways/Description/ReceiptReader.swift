import Foundation

/// Finds the receipts in a genuine callback.
struct ReceiptReader {
    let rule: GatewayDescription.Receipt

    func read(_ callback: GatewayCallback) -> [DeliveryReceipt] {
        switch rule.from {
        case .query:
            return receipts(in: FormCoding.decode(callback.query))
        case .form:
            return receipts(in: FormCoding.decode(String(decoding: callback.body, as: UTF8.self)))
        case .fields:
            return receipts(in: callback.fields)
        case .json:
            guard let json = try? JSONDecoder().decode(JSONValue.self, from: callback.body) else { return [] }
            guard let list = rule.list else { return [receipt(in: json)].compactMap { $0 } }
            guard case .array(let entries)? = json[pointer: list] else { return [] }
            return entries.prefix(1000).compactMap { receipt(in: $0) }
        }
    }

    private func receipts(in fields: [String: String]) -> [DeliveryReceipt] {
        guard let separator = rule.separator else { return [receipt { fields[$0] }].compactMap { $0 } }
        let columns = fields.mapValues { $0.components(separatedBy: separator) }
        return (0..<min(columns[rule.status]?.count ?? 0, 1000)).compactMap { row in
            receipt { name in columns[name].flatMap { $0.indices.contains(row) ? $0[row] : nil } }
        }
    }

    private func receipt(in json: JSONValue) -> DeliveryReceipt? {
        receipt { json[pointer: $0]?.text }
    }

    /// Nil for what names no message of ours, or says nothing about its delivery.
    private func receipt(_ value: (String) -> String?) -> DeliveryReceipt? {
        let ourID = rule.ourID.flatMap(value), providerID = rule.providerID.flatMap(value)
        guard ourID?.isEmpty == false || providerID?.isEmpty == false, let said = value(rule.status),
            let word = rule.map.first(where: { $0.value.contains(said) })?.key,
            let status = DeliveryReceipt.Status(rawValue: word)
        else { return nil }
        let text = rule.text.flatMap(value).map { String($0.prefix(300)) }
        let code = rule.code.flatMap(value) ?? said
        return DeliveryReceipt(
            ourID: ourID, providerID: providerID, status: status, code: code,
            text: text?.isEmpty == true ? nil : text, part: rule.part.flatMap(value).flatMap { Int($0) },
            isPerPart: rule.perPart == true,
            isOptOut: status == .failed && rule.optedOut?.contains(code) == true)
    }
}

extension GatewayCallback {
    /// The flat fields of a callback in whichever form it comes: one JSON object, a form, or a query.
    var fields: [String: String] {
        if let json = try? JSONDecoder().decode(JSONValue.self, from: body), case .object(let members) = json {
            return members.compactMapValues(\.text)
        }
        return FormCoding.decode(body.isEmpty ? query : String(decoding: body, as: UTF8.self))
    }
}

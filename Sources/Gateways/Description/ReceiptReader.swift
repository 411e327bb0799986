import Foundation

/// Finds the receipts in a genuine callback.
struct ReceiptReader {
    let rule: GatewayDescription.Receipt

    func read(_ callback: GatewayCallback) -> [DeliveryReceipt] {
        switch rule.from {
        case .query:
            return [receipt(in: FormCoding.decode(callback.query))].compactMap { $0 }
        case .form:
            return [receipt(in: FormCoding.decode(String(decoding: callback.body, as: UTF8.self)))].compactMap { $0 }
        case .json:
            guard let json = try? JSONDecoder().decode(JSONValue.self, from: callback.body) else { return [] }
            guard let list = rule.list else { return [receipt(in: json)].compactMap { $0 } }
            guard case .array(let entries)? = json[pointer: list] else { return [] }
            return entries.prefix(1000).compactMap { receipt(in: $0) }
        }
    }

    private func receipt(in fields: [String: String]) -> DeliveryReceipt? {
        receipt { fields[$0] }
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
        return DeliveryReceipt(
            ourID: ourID, providerID: providerID, status: status, code: rule.code.flatMap(value) ?? said,
            text: text?.isEmpty == true ? nil : text, part: rule.part.flatMap(value).flatMap { Int($0) },
            isPerPart: rule.perPart == true)
    }
}

import Foundation
import Testing

/// Who plays in a story, and what the portal says to them in their language.
struct LoopPeople: Sendable, CustomTestStringConvertible {
    let language: String
    let timeZone: String
    var organization: String
    let callback: String
    let sender: String
    let manager: String
    let contractor: String
    let contact: String
    let phone: String
    let email: String
    let site: String
    let street: String
    let title: String
    let description: String
    let words: Words

    struct Words: Sendable {
        let accept, date, time, comment, sendAnswer, accepted: String
        let message, files, send, messageSent: String
        let signIn, delivered, failed, details, inclTax, notUrgent: String
        let createTicket, newContractor, sendOffer: String
    }

    var testDescription: String { language }

    /// The body of `POST /tickets`, offered to the contractor at once.
    func ticket(
        externalID: String? = nil, kind: String = "order", priority: String = "normal", scheduled: String? = nil,
        phone: String? = nil, email: String? = nil, channels: [String] = ["sms", "email"], limit: Int? = 45_000
    ) -> [String: Any] {
        var contact: [String: Any] = [
            "name": self.contact, "role": "office", "language": language, "channels": channels,
        ]
        if channels.contains("sms") { contact["phone"] = phone ?? self.phone }
        if channels.contains("email") { contact["email"] = email ?? self.email }
        let person = ["name": "Odile Petit", "phone": "+33639980090"]
        var body: [String: Any] = [
            "source": "api", "kind": kind, "title": title, "description": description, "category": "Plomberie",
            "priority": priority, "requester": person, "mainContact": person,
            "site": ["name": site, "address": street, "timeZone": timeZone, "phone": "+33639980080"],
            "offerTo": ["name": contractor, "contacts": [contact]],
        ]
        if let externalID { body["externalId"] = externalID }
        if let scheduled { body["scheduledAt"] = scheduled }
        if let limit { body["notToExceed"] = ["amount": limit, "currency": "EUR"] }
        return body
    }

    /// `2026-12-01`, so many days from now at the site.
    func day(in days: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let day = calendar.dateComponents(
            [.year, .month, .day], from: Date().addingTimeInterval(Double(days) * 86_400))
        return String(format: "%04d-%02d-%02d", day.year ?? 0, day.month ?? 0, day.day ?? 0)
    }

    static let french = LoopPeople(
        language: "fr", timeZone: "Europe/Paris", organization: "Régie Bellecour", callback: "04 78 00 00 00",
        sender: "Bellecour", manager: "nina@regie-bellecour.example", contractor: "Plomberie Martin",
        contact: "Karim Martin", phone: "+33639980001", email: "contact@plomberie-martin.example",
        site: "Résidence Les Lilas", street: "12 rue des Lilas\n69003 Lyon", title: "Fuite sous l’évier",
        description: "L’eau coule sous l’évier de la cuisine.\nLe robinet d’arrêt est fermé.",
        words: Words(
            accept: "Accepter", date: "Date", time: "Heure", comment: "Commentaire", sendAnswer: "Envoyer ma réponse",
            accepted: "Merci, l’intervention est acceptée", message: "Message", files: "Ajouter des photos ou fichiers",
            send: "Envoyer", messageSent: "Votre message est envoyé", signIn: "Se connecter", delivered: "SMS · remis",
            failed: "e-mail · échec", details: "Voir les détails de l'intervention",
            inclTax: "TTC, toutes charges comprises",
            notUrgent: "Non urgent", createTicket: "Créer le ticket", newContractor: "Nouvel intervenant",
            sendOffer: "Envoyer la demande"))

    static let greek = LoopPeople(
        language: "el", timeZone: "Europe/Athens", organization: "Διαχείριση Αιγαίο", callback: "210 0000012",
        sender: "Aigaio", manager: "anna@aigaio.example", contractor: "Υδραυλικά Αττικής", contact: "Νίκος Δήμου",
        phone: "+306900000011", email: "info@ydravlika-attikis.example", site: "Πολυκατοικία Κυψέλης",
        street: "Φωκίωνος Νέγρη 12\n113 61 Αθήνα", title: "Διαρροή στην κουζίνα",
        description: "Τρέχει νερό κάτω από τον νεροχύτη.\nΟ διακόπτης είναι κλειστός.",
        words: Words(
            accept: "Αποδοχή", date: "Ημερομηνία", time: "Ώρα", comment: "Σχόλιο",
            sendAnswer: "Αποστολή της απάντησής μου", accepted: "Ευχαριστούμε, η εργασία έγινε αποδεκτή",
            message: "Μήνυμα", files: "Προσθήκη φωτογραφιών ή αρχείων", send: "Αποστολή",
            messageSent: "Το μήνυμά σας στάλθηκε", signIn: "Είσοδος", delivered: "SMS · παραδόθηκε",
            failed: "e-mail · απέτυχε", details: "Δείτε τις λεπτομέρειες της εργασίας",
            inclTax: "με ΦΠΑ και λοιπές χρεώσεις", notUrgent: "Μη επείγον",
            createTicket: "Δημιουργία αιτήματος", newContractor: "Νέο συνεργείο", sendOffer: "Αποστολή ανάθεσης"))
}

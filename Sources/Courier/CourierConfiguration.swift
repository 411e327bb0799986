package import Domain
package import Gateways

/// What the operator decided about messages.
package struct CourierConfiguration: Sendable {
    package let addresses: PortalAddresses
    /// Who mails come from: an address; the name beside it is the organization's.
    package let mailSender: String
    /// Stands in the path of the SMS gateway's callbacks.
    package let callbackSecret: String
    /// How long a claimed notice is this process's alone: whoever finds it expired sends again. Longer than the slowest
    /// transfer with its time in the queue, in which two others of the slowest kind may go before it; where urgent ones
    /// overtake it again and again, it is left (`longestTransfer`).
    package var lease = Span.minutes(30)
    /// Longer than any transfer may take. What is left of a lease when a notice's turn comes must be more.
    package var longestTransfer = Span.minutes(6)
    /// Messages sent at the same time, by way.
    package var width: [Contact.Way: Int] = [.sms: 32, .email: 8]
    /// How long a stop waits for what is in hand; all of a stop is to fit into ten seconds.
    package var patienceAtStop = Span.seconds(6)
    /// Bytes of files that one mail carries; the rest is fetched from the page.
    package var attachmentLimit: Int64 = 10 * 1024 * 1024

    package init(addresses: PortalAddresses, mailSender: String, callbackSecret: String) {
        self.addresses = addresses
        self.mailSender = mailSender
        self.callbackSecret = callbackSecret
    }

    /// What stands after the @ of message ids.
    var mailDomain: String { mailSender.split(separator: "@").last.map(String.init) ?? "localhost" }
}

/// The two ways out of the portal.
package struct CourierGateways: Sendable {
    package let sms: any SMSGateway
    package let mail: any MailGateway

    package init(sms: any SMSGateway, mail: any MailGateway) {
        self.sms = sms
        self.mail = mail
    }
}

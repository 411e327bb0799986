import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/technician`: the job goes to a technician's phone, or back to the office (E1, T19).
struct PassJobOn: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step {
        form.fields["act"] == "takeBack" ? .takeBack : .technician
    }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let (fields, link) = (form.fields, exchange.link.id)
        if step(of: form) == .takeBack { return TakeBack(link: link) }
        let name = problems.collect { () throws(Problem) in
            try Text.clean(fields["name"], field: "name", maximum: 100, required: true, lines: .one)
        }
        let organization = exchange.organization
        let phone = problems.collect { () throws(Problem) in
            try Self.number(fields["phone"], organization)
        }
        guard let language = fields["language"].flatMap(Language.init(rawValue:)) else {
            problems.append(Problem(field: "language", key: "choice.missing"))
            return nil
        }
        guard let name, let phone else { return nil }
        return PassOn(link: link, name: name, phone: phone, language: language)
    }

    /// A mobile number of a country that the organization allows (T19): the technician gets an SMS.
    private static func number(_ typed: String?, _ organization: Organization) throws(Problem) -> String {
        let number = try PhoneNumber.read(typed, field: "phone", region: organization.region)
        let allowed = organization.rules.allowedCountries + [organization.region]
        guard allowed.contains(number.region) else { throw Problem(field: "phone", key: "phone.country") }
        guard number.isMobile else { throw Problem(field: "phone", key: "phone.mobile") }
        return number.e164
    }
}

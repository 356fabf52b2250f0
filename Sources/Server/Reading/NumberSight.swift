import Events
import Projections

/// What somebody gets of the number of a caregiver (portal 2.3).
enum NumberSight {
    case whole
    /// The last characters, to tell it by.
    case ending
    case nothing
}

extension Viewing {
    /// What he sees of the BSN and the account of somebody who gives care in the dossier: the SVB and the caregiver himself
    /// the whole; who acts for the holder, and the granter, the end; nobody else anything.
    func sight(ofNumbersOf caregiver: PartyID) -> NumberSight {
        if ground == .svb || self.caregiver == caregiver { return .whole }
        return isHolderSide || ground == .granter ? .ending : .nothing
    }
}

/// How a payment came to be, with the account it went to as far as the reader may know it.
struct ExplainedPayment: Described {
    let explanation: PaymentExplanation
    let iban: Personal<Iban>?
    let ibanEnding: Ending<Iban>?

    init(_ explanation: PaymentExplanation, _ question: Question) {
        self.explanation = explanation
        let payee = explanation.payment.payee
        var sight = question.viewing.sight(ofNumbersOf: payee)
        // The table says nothing of a holder's own account.
        if payee == question.dossier.holder, question.viewing.ground == .granter { sight = .nothing }
        iban = sight == .whole ? explanation.account : nil
        ibanEnding = sight == .ending ? explanation.account.map(Ending.init) : nil
    }

    private init(example: PaymentExplanation) {
        explanation = example
        iban = nil
        ibanEnding = Iban("NL91ABNA0417164300").map { Ending(of: Sample.personal($0)) }
    }

    func writeFields(to w: inout JSONWriter) {
        explanation.writeFields(to: &w)
        w.field("iban", iban)
        w.field("ibanEnding", ibanEnding)
    }

    static var examples: [ExplainedPayment] { PaymentExplanation.examples.map(ExplainedPayment.init(example:)) }
}

/// In which quality somebody looks or asks, for the matrix of need to know. Of one dossier: its holder, everybody around
/// it, and those who have nothing to do with it.
enum Onlooker: String, CaseIterable, Sendable {
    case holder, representative, helper
    case caregiver
    /// A caregiver of another contract in the same dossier.
    case otherCaregiver = "other-caregiver"
    /// Employees of the granter of the budget that is asked about.
    case grants, assessor
    case officePrivacy = "office-privacy"
    case officeHelpdesk = "office-helpdesk"
    /// An employee of a granter of another budget in the same dossier.
    case otherGranter = "other-granter"
    /// An employee of an office that has nothing to do with the dossier.
    case foreignOffice = "foreign-office"
    case svbAssessor = "svb-assessor"
    case svbPayments = "svb-payments"
    case svbAuditor = "svb-auditor"
    case svbPrivacy = "svb-privacy"
    case svbHelpdesk = "svb-helpdesk"
    /// The holder of another dossier.
    case stranger
    case `operator`

    /// What the page calls him, in Dutch.
    var words: String {
        switch self {
        case .holder: "budgethouder"
        case .representative: "vertegenwoordiger"
        case .helper: "meekijker"
        case .caregiver: "zorgverlener"
        case .otherCaregiver: "andere zorgverlener"
        case .grants: "verstrekker: toekennen"
        case .assessor: "verstrekker: beoordelen"
        case .officePrivacy: "verstrekker: privacy"
        case .officeHelpdesk: "verstrekker: helpdesk"
        case .otherGranter: "andere verstrekker"
        case .foreignOffice: "vreemde verstrekker"
        case .svbAssessor: "SVB: beoordelen"
        case .svbPayments: "SVB: betalingen"
        case .svbAuditor: "SVB: controle"
        case .svbPrivacy: "SVB: privacy"
        case .svbHelpdesk: "SVB: helpdesk"
        case .stranger: "vreemde"
        case .operator: "beheerder"
        }
    }
}

/// What somebody gets of a route.
enum Sight: String, Sendable {
    /// All there is.
    case whole
    /// Only what is his: his own contracts and payments, or what his own budgets pay.
    case part
    /// He is told that he may not.
    case refused
    /// He does not get to know that it is there.
    case hidden

    /// The status of the answer.
    var status: Int {
        switch self {
        case .whole, .part: 200
        case .refused: 403
        case .hidden: 404
        }
    }

    var sign: String {
        switch self {
        case .whole: "alles"
        case .part: "eigen deel"
        case .refused: "nee"
        case .hidden: "-"
        }
    }
}

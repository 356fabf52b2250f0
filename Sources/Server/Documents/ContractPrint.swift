import Events
import Projections

/// All that a print of one version of a contract shows: facts of the log up to the moment the version began to hold, and
/// the personal values behind them. Nothing that happened later is in it.
struct ContractPrint: Equatable, Sendable {
    /// How a version came to hold, or why it does not.
    enum Standing: Equatable, Sendable {
        /// Not approved yet: a print of what is being agreed on.
        case draft
        case rejected
        case approved
        /// A change that needs no approval.
        case changed
        /// A longer term of the version before.
        case extended
    }

    /// A party, as the register knew it then.
    struct Person: Equatable, Sendable {
        var name = PrintedText.erased
        var birthDate: PrintedText?
        var address: PrintedText?
        var postcode: PrintedText?
        var kvk: String?
        var agb: String?
    }

    struct Representative: Equatable, Sendable {
        let name: PrintedText
        let ground: RepresentationGround
    }

    struct Line: Equatable, Sendable {
        /// From 1, as claims name it.
        let number: Int
        let line: ContractLine
        let law: Law
        let office: String
        let description: PrintedText
    }

    struct Signature: Equatable, Sendable {
        let side: Side
        let signer: PrintedText
        /// Whether he signed for the budget holder and is not himself.
        let represents: Bool
        let means: SignInMeans
        let level: AssuranceLevel
        let at: Moment
        let termsDigest: Digest
    }

    struct Assessment: Equatable, Sendable {
        let part: AssessmentPart
        let office: String
        let at: Moment
    }

    let contract: ContractID
    let number: Int64
    /// The first day of the version.
    let from: Day
    let standing: Standing
    /// When it began to hold; nil for a draft.
    let settledAt: Moment?
    let terms: ContractTerms
    let holder: Person
    let representatives: [Representative]
    let caregiver: Person
    let lines: [Line]
    /// Lines that are paid by another office than that of who asked.
    let hiddenLines: Int
    /// The regular caregiver, for whom this contract is a replacement.
    let replaces: PrintedText?
    let other: PrintedText?
    let reference: PrintedText?
    let signatures: [Signature]
    let assessments: [Assessment]
    let conditions: [PrintedText]

    /// Whether something is left out for who asked: it is an extract then, and says so.
    var isExtract: Bool { hiddenLines > 0 || lines.contains { $0.description == .withheld } }

    /// Whether the minimum-wage act holds for the work (contracts 2.10): employment, family, and an assignment to who is
    /// no entrepreneur.
    var hasMinimumWage: Bool {
        switch terms.kind {
        case .employment, .family: true
        case .assignment: !terms.work.entrepreneur
        case .institution, .networkHelp: false
        }
    }

    var laws: [Law] { Law.allCases.filter { law in lines.contains { $0.law == law } } }

    /// The template that was in use when the version began to hold.
    var template: ContractTemplate { ContractTemplate.inUse(at: settledAt) }

    var html: [UInt8] { Array(template.render(self).utf8) }
}

/// The wordings of the print, in the order in which they came into use. One that was ever in use never changes: a golden
/// file holds each to its bytes. A new model of the SVB or a new wording is a new template, and a row here.
struct ContractTemplate: Sendable {
    /// Prints of versions that began to hold on this day or later.
    let from: Day
    /// What a browser may do with it: nothing but show it.
    let contentSecurityPolicy: StaticString
    let render: @Sendable (ContractPrint) -> String

    static let all: [ContractTemplate] = [
        ContractTemplate(
            from: .first, contentSecurityPolicy: ContractTemplate1.contentSecurityPolicy,
            render: ContractTemplate1.render)
    ]

    /// The template of a version; a draft has the newest.
    static func inUse(at moment: Moment?) -> ContractTemplate {
        let day = moment?.day ?? .last
        guard let template = all.last(where: { $0.from <= day }) else {
            preconditionFailure("The first template is for all days.")
        }
        return template
    }
}

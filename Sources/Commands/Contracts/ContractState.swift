package import Events

/// One contract as decisions see it: the versions that hold or held, and what is being agreed on.
package struct ContractState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case draft, shared, signed, underAssessment, returned, approved, rejected, ended
    }

    /// Terms that were approved, or changed at once, and hold from a day on.
    package struct Version: Sendable, Equatable {
        package let number: Int64
        package let from: Day
        package internal(set) var terms: ContractTerms
    }

    /// A version on its way: the first one of a contract, or the next one of a contract that holds.
    package struct Negotiation: Sendable, Equatable {
        package let number: Int64
        /// Who began it.
        package let side: Side
        /// The first day it would hold.
        package internal(set) var from: Day
        package internal(set) var terms: ContractTerms
        package internal(set) var status: Status
        /// What it needs before it holds; a first version needs everything.
        package internal(set) var needs: [ChangeNeed]
        /// Assessments that are still to come.
        package internal(set) var due: [AssessmentDue] = []
        /// Parts that a first assessor approved and a second has to repeat, with who the first was.
        package internal(set) var approvedOnce: [FirstApproval] = []
        /// Which employee an assessment was given to.
        package internal(set) var assigned: [Assigned] = []
        /// What assessors who approved a part asked the parties to see to.
        package internal(set) var conditions: [Personal<Text>] = []
    }

    package struct FirstApproval: Sendable, Equatable {
        package let due: AssessmentDue
        package let assessor: PartyID
    }

    package struct Assigned: Sendable, Equatable {
        package let due: AssessmentDue
        package let employee: PartyID
    }

    /// A next version that was proposed, and when the caregiver first saw it: who was told of what.
    package struct Proposal: Sendable, Equatable {
        package let number: Int64
        package let madeAt: Revision
        package internal(set) var sharedAt: Revision?
    }

    /// A sickness of the caregiver, or the part of one in which he could work as much.
    package struct Sickness: Sendable, Equatable {
        package let from: Day
        /// The day it was reported: the wage of earlier days is not compensated (money 9.3).
        package let reportedOn: Day
        /// How much he can still work, in percent.
        package let fitPercent: Int64
        /// Whether he has reached state pension age.
        package let pensionAge: Bool
        /// The last day; nil while it lasts.
        package internal(set) var until: Day?

        func covers(_ day: Day) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }
    }

    package let id: ContractID
    package let caregiver: PartyID
    /// Rising by number. The first is from the start of the contract, which no change moves.
    package internal(set) var versions: [Version] = []
    /// What is being agreed on; nil when nothing is. A rejected first version stays here.
    package internal(set) var negotiation: Negotiation?
    /// The highest number a version was given, whether or not it ever held.
    package internal(set) var lastNumber: Int64 = 1
    /// The last day once it was ended.
    package internal(set) var lastDay: Day?
    /// Whether the caregiver may know of it: from the first time it was shared with him.
    package var isKnownToCaregiver: Bool { sharedAt != nil }
    /// The dossier's revision with which it was first shared.
    package internal(set) var sharedAt: Revision?
    /// The next versions that were proposed, in order.
    package internal(set) var proposals: [Proposal] = []
    /// When the caregiver was ill, in order; the last one may not have ended.
    package internal(set) var sickness: [Sickness] = []
    /// Whether and when the caregiver was told that the term will or will not be extended.
    package internal(set) var renewalTold: RenewalNotified?
    /// What was warned of already.
    package internal(set) var warnings: [ContractWarned] = []

    /// The first day of a sickness of the caregiver that has not ended.
    ///
    /// When he could work more or less since, the first day of that.
    package var sickSince: Day? { sickness.last.flatMap { $0.until == nil ? $0.from : nil } }

    package var status: Status {
        if lastDay != nil { return .ended }
        return versions.isEmpty ? negotiation?.status ?? .draft : .approved
    }

    /// How far what is being agreed on has come; the status of the contract when nothing is.
    package var stage: Status { lastDay == nil ? negotiation?.status ?? status : .ended }

    /// The terms of the newest version, or those being agreed on while there is none.
    package var terms: ContractTerms {
        guard let terms = versions.last?.terms ?? negotiation?.terms else {
            preconditionFailure("A contract has terms from its draft on.")
        }
        return terms
    }

    /// The terms that are being agreed on; those of the newest version when nothing is.
    package var offered: ContractTerms { negotiation?.terms ?? terms }

    /// The terms that hold in a month: versions begin on the first of one.
    package func terms(in month: Month) -> ContractTerms { terms(on: month.first) }

    /// The terms of all versions, and those being agreed on.
    package var allTerms: [ContractTerms] { versions.map(\.terms) + (negotiation.map { [$0.terms] } ?? []) }

    /// The terms that hold on a day; before the first version those it begins with.
    package func terms(on day: Day) -> ContractTerms {
        (versions.last { $0.from <= day } ?? versions.first)?.terms ?? terms
    }

    /// The first day of the contract: that of its first version, whatever changed since.
    package var start: Day { versions.first?.from ?? terms.start }

    /// The last day it can hold: where it was ended, else where its term ends; nil when it is open.
    package var finalDay: Day? {
        guard let lastDay else { return terms.end }
        return terms.end.map { min($0, lastDay) } ?? lastDay
    }

    /// Whether payments may follow from it for care on that day.
    package func holds(on day: Day) -> Bool {
        !versions.isEmpty && start <= day && (finalDay.map { day <= $0 } ?? true)
    }

    /// Whether it stands in the way of another contract that starts on that day (ZO-03).
    package func isOpen(on day: Day) -> Bool {
        switch status {
        case .draft, .shared, .signed, .underAssessment, .returned: true
        case .approved: finalDay.map { day <= $0 } ?? true
        // Notice can be given of employment that was rejected: that never stood in the way.
        case .ended: !versions.isEmpty && (finalDay.map { day <= $0 } ?? true)
        case .rejected: false
        }
    }
}

extension DossierState {
    package func contract(_ id: ContractID) -> ContractState? { contracts.first { $0.id == id } }

    /// Whether the party is the caregiver of a contract he may know of.
    package func isCaregiver(_ party: PartyID) -> Bool {
        contracts.contains { $0.caregiver == party && $0.isKnownToCaregiver }
    }

    /// The contract, when this principal may know of it: a caregiver knows only his own, once shared; a granter those
    /// that one of its budgets pays.
    package func contract(_ id: ContractID, for principal: Principal) throws(Rejection) -> ContractState {
        guard let contract = contract(id) else { throw .unknownContract }
        switch principal.kind {
        case .caregiver:
            guard contract.caregiver == principal.party, contract.isKnownToCaregiver else { throw .unknownContract }
        case .employee:
            guard let office = principal.office, granters.contains(office) else { break }
            guard contract.allTerms.contains(where: { $0.lines.contains { budget($0.budget)?.office == office } })
            else { throw .unknownContract }
        case .helper: throw .unknownContract
        case .holder, .representative, .operator, .system: break
        }
        return contract
    }
}

import Events

extension ContractRow {
    mutating func approve(_ approval: ContractApproved, at moment: Moment) {
        if let agreed = negotiation { versions.append(VersionRow(agreed, approval, at: moment)) }
        negotiation = nil
    }

    /// A change holds that needed no approval: one that a side had to sign, or one that the holder side made at once.
    mutating func hold(_ next: ContractChanged, at position: Int64, _ moment: Moment) {
        let agreed = negotiation.flatMap {
            $0.number == next.contractVersion && $0.status != .rejected ? $0 : nil
        }
        versions.append(VersionRow(next, at: position, agreed, at: moment))
        negotiation = nil
    }

    mutating func extend(_ extended: ContractExtended, at moment: Moment) {
        guard let terms = versions.last?.terms else { return }
        versions.append(VersionRow(extended, terms.lasting(until: extended.until), at: moment))
    }

    mutating func end(_ end: ContractEnded) {
        lastDay = end.lastDay
        endReason = end.reason
        noticeOn = end.noticeOn
        // Without a version these terms are the only ones there are.
        if !versions.isEmpty { negotiation = nil }
    }
}

extension NegotiationRow {
    mutating func revise(_ revision: ContractRevised, at position: Int64) {
        terms = TermsAt(revision.terms, at: position)
        from = revision.from ?? (number == 1 ? revision.terms.start : from)
        needs = revision.needs ?? needs
        signatures = []
        if status == .returned { status = .draft }
        if status == .signed { status = .shared }
    }

    mutating func share() {
        status = .shared
        wasShared = true
    }

    mutating func sign(_ signed: ContractSigned, at moment: Moment) {
        signatures.removeAll { $0.side == signed.side }
        signatures.append(Signature(signed, at: moment))
        if signed.side == .caregiver { status = .signed }
    }

    mutating func void(_ side: Side) {
        signatures.removeAll { $0.side == side }
        if status == .signed { status = .shared }
    }

    /// It waits for assessments, for the first time or anew.
    mutating func begin(_ assessments: [AssessmentDue]) {
        status = .underAssessment
        // Both sides are told what becomes of it.
        wasShared = true
        due = assessments
        self.assessments = []
        grounds = []
    }

    mutating func assess(_ assessed: ContractAssessed, at moment: Moment) {
        if !assessed.awaitsSecond { due.removeAll { $0.part == assessed.part && $0.office == assessed.office } }
        assessments.append(Assessment(assessed, at: moment))
    }

    mutating func reject(_ grounds: [AssessmentReason]) {
        status = .rejected
        due = []
        self.grounds = grounds
    }

    mutating func giveBack(_ grounds: [AssessmentReason]) {
        status = .returned
        due = []
        signatures = []
        self.grounds = grounds
    }
}

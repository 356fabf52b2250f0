/// What a granter decides for itself about contracts. A granter that has said nothing has the values of `init()`.
package struct ContractPolicy: Record, Equatable {
    /// How many whole months before the month of sending a change may take effect. Wlz practice: 1 (contracts 7.4).
    package let backdatingMonths: Int64
    /// Within how many working days the granter wants to have assessed; outer bound 8 weeks (Awb 4:13).
    package let assessmentDays: Int64
    /// Whether an approval needs two assessors.
    package let fourEyes: Bool
    /// Up to which degree family is informal: 2, or 3 where the municipality says so (contracts 4.2).
    package let familyDegree: Int64
    package let representativeCare: RepresentativeCare
    /// The most a representative who is family may be paid for, in minutes a week (contracts 4.9).
    package let representativeWeeklyMinutes: Int64
    /// Whether the declaration help from the social network may be used (contracts 2.7).
    package let networkHelp: Bool

    package init(
        backdatingMonths: Int64 = 1, assessmentDays: Int64 = 10, fourEyes: Bool = false, familyDegree: Int64 = 2,
        representativeCare: RepresentativeCare = .parents, representativeWeeklyMinutes: Int64 = 1_200,
        networkHelp: Bool = false
    ) {
        self.backdatingMonths = backdatingMonths
        self.assessmentDays = assessmentDays
        self.fourEyes = fourEyes
        self.familyDegree = familyDegree
        self.representativeCare = representativeCare
        self.representativeWeeklyMinutes = representativeWeeklyMinutes
        self.networkHelp = networkHelp
    }

    package init(from r: inout JSONReader) {
        backdatingMonths = r("backdatingMonths")
        assessmentDays = r("assessmentDays")
        fourEyes = r("fourEyes")
        familyDegree = r("familyDegree")
        representativeCare = r("representativeCare")
        representativeWeeklyMinutes = r("representativeWeeklyMinutes")
        networkHelp = r("networkHelp")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("backdatingMonths", backdatingMonths)
        w.field("assessmentDays", assessmentDays)
        w.field("fourEyes", fourEyes)
        w.field("familyDegree", familyDegree)
        w.field("representativeCare", representativeCare)
        w.field("representativeWeeklyMinutes", representativeWeeklyMinutes)
        w.field("networkHelp", networkHelp)
    }
}

/// What a granter decides for itself about money. A granter that has said nothing has the values of `init()`; the law decides for the
/// Wlz where it says so.
package struct MoneyPolicy: Record, Equatable {
    /// Whether travel costs of caregivers are paid (Wmo and Jeugdwet; Wlz always).
    package let travelCosts: Bool
    /// Whether transport of the holder is paid without a contract (on the grant letter).
    package let transport: Bool
    /// Whether the holiday allowance is paid (Wmo and Jeugdwet; Wlz always).
    package let holidayAllowance: Bool
    /// Whether the one-off payment after the death of the holder is paid (Wmo and Jeugdwet; Wlz always).
    package let oneOffAfterDeath: Bool
    /// How many days after the period claims are still taken up. Wlz: before 1 April, so 90 days in a common year.
    package let claimDays: Int64
    /// Below which part of the grant the holder is warned, in basis points.
    package let warnBelowBasisPoints: Int64

    package init(
        travelCosts: Bool = false, transport: Bool = false, holidayAllowance: Bool = false,
        oneOffAfterDeath: Bool = false, claimDays: Int64 = 90, warnBelowBasisPoints: Int64 = 1_000
    ) {
        self.travelCosts = travelCosts
        self.transport = transport
        self.holidayAllowance = holidayAllowance
        self.oneOffAfterDeath = oneOffAfterDeath
        self.claimDays = claimDays
        self.warnBelowBasisPoints = warnBelowBasisPoints
    }

    package init(from r: inout JSONReader) {
        travelCosts = r("travelCosts")
        transport = r("transport")
        holidayAllowance = r("holidayAllowance")
        oneOffAfterDeath = r("oneOffAfterDeath")
        claimDays = r("claimDays")
        warnBelowBasisPoints = r("warnBelowBasisPoints")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("travelCosts", travelCosts)
        w.field("transport", transport)
        w.field("holidayAllowance", holidayAllowance)
        w.field("oneOffAfterDeath", oneOffAfterDeath)
        w.field("claimDays", claimDays)
        w.field("warnBelowBasisPoints", warnBelowBasisPoints)
    }
}

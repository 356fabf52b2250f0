/// Every rule that a decision can name in its reasons, by its stored name. A stored name never changes; a case may be
/// renamed. Each has its sentences in `ExplainedReason`.
package enum Rule: String, StoredName, CaseIterable {
    // Claims and wages.
    case contractApproved = "contract-approved"
    case periodOver = "period-over"
    case onePerMonth = "one-per-month"
    case onceAMonth = "once-a-month"
    case quarterHours = "quarter-hours"
    case fortyHours = "forty-hours"
    case weeksInMonth = "weeks-in-month"
    case budgetCovers = "budget-covers"
    case rateWithinMaximum = "rate-within-maximum"
    case rateMaximumUnknown = "rate-maximum-unknown"
    case rateAboveInferred = "rate-above-inferred"
    case balance
    /// Whether the holder's own deposit reaches.
    case deposit
    case amountAboveZero = "amount-above-zero"
    case wageDays = "wage-days"
    case paymentDay = "payment-day"
    case sickDays = "sick-days"
    case sickPay = "sick-pay"
    case employerCharges = "employer-charges"
    /// What a change with effect in the past comes to.
    case difference
    /// Another budget pays in the place of one that was fixed.
    case openBudget = "open-budget"
    case withinPayment = "within-payment"

    // The free amount.
    case freeAmount = "free-amount"
    case freeAmountLeft = "free-amount-left"
    case carePaidFirst = "care-paid-first"
    case withinBudgetPeriod = "within-budget-period"
    case accountKnown = "account-known"

    // What is claimed besides, and what needs a person.
    case inTime = "in-time"
    case claimRecent = "claim-recent"
    case notWhileSick = "not-while-sick"
    case sickHours = "sick-hours"
    case sickHoursTerm = "sick-hours-term"
    case invoiceDate = "invoice-date"
    case invoiceAmount = "invoice-amount"
    case costsInMonth = "costs-in-month"
    case receipts
    case travelApart = "travel-apart"
    case travelPaid = "travel-paid"
    case kilometreRate = "kilometre-rate"
    case extraCostsWlz = "extra-costs-wlz"
    case extraCostsHousehold = "extra-costs-household"
    case consumptionEmployed = "consumption-employed"
    case transportPaid = "transport-paid"
    case transportMonth = "transport-month"
    case holidayAllowancePaid = "holiday-allowance-paid"
    case holidayAllowanceYear = "holiday-allowance-year"
    case oneOffPaid = "one-off-paid"
    case oneOffKind = "one-off-kind"
    case oneOffMonth = "one-off-month"
    case claimDifference = "claim-difference"
    // Budgets: grants, changes, the end of a year.
    case partOfYear = "part-of-year"
    case fullState = "full-state"
    case withinGrant = "within-grant"
    case freeAmountKept = "free-amount-kept"
    case freeAmountPart = "free-amount-part"
    case claimStop = "claim-stop"
    case budgetOpen = "budget-open"
    case creditBooked = "credit-booked"
    case depositNeeded = "deposit-needed"
    case depositLeft = "deposit-left"
    case enoughLeft = "enough-left"
    case forecast
    case paymentsSettled = "payments-settled"
    case claimsSettled = "claims-settled"
    case depositSettled = "deposit-settled"
    case fixedAtPaid = "fixed-at-paid"

    // Terms of a contract that goes on or ends.
    case noticeTerm = "notice-term"
    case chainRule = "chain-rule"
    case toldInTime = "told-in-time"

    // Applications, requests, reports and the end of a pgb.
    case decisionTerm = "decision-term"
    case interviewReported = "interview-reported"
    case admissionLength = "admission-length"
    case abroadLength = "abroad-length"
    case pgbGoesOn = "pgb-goes-on"
    case budgetsEnded = "budgets-ended"
    case contractsEnded = "contracts-ended"
    case emailCode = "email-code"
    // Who represents whom.
    case mostHolders = "most-holders"
    // How long what is kept about a person is kept, and what stands in the way of erasing it.
    case retentionMoney = "retention-money"
    case retentionBudget = "retention-budget"
    case retentionContract = "retention-contract"
    case retentionDossier = "retention-dossier"
    case retentionRegistration = "retention-registration"
    case nothingOpen = "nothing-open"
    case noHold = "no-hold"

    // The checks of a contract, by their numbers in the catalogue.
    case zo01 = "zo-01"
    case zo02 = "zo-02"
    case zo03 = "zo-03"
    case zo04 = "zo-04"
    case zo05 = "zo-05"
    case zo06 = "zo-06"
    case zo07 = "zo-07"
    case zo08 = "zo-08"
    case zo09 = "zo-09"
    case zo10 = "zo-10"
    case zo11 = "zo-11"
    case zo12 = "zo-12"
    case zo13 = "zo-13"
    case zo14 = "zo-14"
    case zo15 = "zo-15"
    case zo16 = "zo-16"
    case zo17 = "zo-17"
    case zo18 = "zo-18"
    case zo19 = "zo-19"
    case zo20 = "zo-20"
    case zo21 = "zo-21"
    case zo22 = "zo-22"
    case zo23 = "zo-23"
    case zo24 = "zo-24"
    case zo25 = "zo-25"
    case zo26 = "zo-26"
    case zo27 = "zo-27"
    case zo28 = "zo-28"
    case zo29 = "zo-29"
    case zo30 = "zo-30"
    case zo31 = "zo-31"

    /// The rule as a reason and a finding hold it, so that they can also hold one that this build does not know.
    package var code: Code { Code(literal: rawValue) }
}

// The closed sets of money, with their stored names. A stored name never changes; a case may be renamed.

package enum ClaimKind: String, StoredName, CaseIterable {
    case care
    case freeAmount = "free-amount"
    /// Travel costs of the caregiver (reiskosten).
    case travel
    /// Transport of the holder (vervoer), with or without a contract.
    case transport
    /// A gift at a feast (feestdagenuitkering).
    case holidayAllowance = "holiday-allowance"
    /// Extra costs of care, Wlz only (bijkomende zorgkosten, Rlz 5.17(1)(h)).
    case extraCosts = "extra-costs"
    /// One average month to the caregiver after the death of the holder.
    case oneOff = "one-off"
}

/// What one cost of a claim is.
package enum CostKind: String, StoredName, CaseIterable {
    /// By the kilometre, at the agreed rate.
    case kilometres
    /// A ticket of public transport, or a taxi.
    case ticket
    /// What a caregiver in employment ate and drank while working longer (Rlz 5.17(1)(h)).
    case consumption
    /// A course of at most twelve months about the limitations of the holder (Rlz 5.17(1)(h)).
    case course
    /// The caregiver's entrance where the holder goes (Rlz 5.17(1)(h)).
    case entrance
}

/// From which money something is paid.
package enum Pot: String, StoredName, CaseIterable {
    /// What was granted.
    case grant
    /// What the holder put beside it (vrijwillige storting).
    case deposit
}

/// Extra amounts of a Wlz budget (Rlz 5.1a to 5.1f; money 2.5).
package enum ExtraKind: String, StoredName, CaseIterable {
    /// At least a quarter more care than the profile (meerzorg).
    case moreCare = "more-care"
    /// At most a quarter more, at home (extra kosten thuis).
    case homeCosts = "home-costs"
    case palliative
    /// Nursing acts of a specialist (gespecialiseerd verpleegkundig handelen).
    case specialistNursing = "specialist-nursing"
    case ventilation
    /// Persoonlijk assistentiebudget.
    case personalAssistance = "personal-assistance"
    /// Wooninitiatieftoeslag.
    case residence
    /// Maatwerktoeslag logeren.
    case respite
}

/// Why a granter changes a budget.
package enum BudgetChange: String, StoredName, CaseIterable {
    /// More or less care is needed.
    case reassessed
    /// A new amount by law or by a new tariff.
    case indexed
    /// The granter had it wrong.
    case corrected
    /// After an objection or an appeal.
    case objection
    /// A function, or the whole, is withdrawn.
    case withdrawn
}

/// Why a budget ends before its period is over (Rlz 5.20).
package enum BudgetEndCause: String, StoredName, CaseIterable {
    case holderDied = "holder-died"
    /// In an institution for longer than two months.
    case admitted
    /// The holder gave it up in writing.
    case givenUp = "given-up"
    case indicationEnded = "indication-ended"
    /// Care in kind from now on.
    case careInKind = "care-in-kind"
    case moved
    case obligationsNotMet = "obligations-not-met"
}

/// Why money is added to a budget besides the grant.
package enum CreditCause: String, StoredName, CaseIterable {
    /// Wage paid on during sickness (money 9.3).
    case sickness
    /// Higher charges of an employer by law (money 15).
    case employerCosts = "employer-costs"
    /// Employer charges on a wage that was asked back: the tax office gives them back, or takes more. Follows from a
    /// decision and is never booked by hand.
    case chargesBack = "charges-back"
    /// What one budget paid was another's to pay: booked off the one and onto the other. Never by hand either.
    case rebooked
    case other
}

/// What a budget is warned of.
package enum BudgetWarning: String, StoredName, CaseIterable {
    /// Little is left.
    case low
    /// What is agreed on for the rest of the period costs more than is left.
    case short
}

/// Why a payment that was scheduled is not made.
package enum WithdrawalCause: String, StoredName, CaseIterable {
    case claimWithdrawn = "claim-withdrawn"
    /// The contract, its rate or its last day changed.
    case contractChanged = "contract-changed"
    case corrected
    /// An employee took it back.
    case decided
}

/// Why somebody has to pay back.
package enum ReceivableCause: String, StoredName, CaseIterable {
    case claimCorrected = "claim-corrected"
    /// A contract, budget or sickness changed with effect in the past.
    case backdated
    /// More of the free amount was taken than the budget allows in the end.
    case freeAmountOverdrawn = "free-amount-overdrawn"
    /// Nothing but the free amount was spent, so the budget is fixed at nothing (Rlz 5.21(4)).
    case fixedAtNothing = "fixed-at-nothing"
    /// An employee decided that it was paid wrongly.
    case decided
}

package enum WriteOffGround: String, StoredName, CaseIterable {
    case uncollectable
    case hardship
    /// Too small to collect.
    case small
    /// It should not have been raised.
    case mistaken
}

/// What a run pays: each has files of its own.
package enum RunKind: String, StoredName, CaseIterable {
    case claims, wages
}

/// The message a payment file is written as (ISO 20022).
package enum PaymentFormat: String, StoredName, CaseIterable {
    case pain001v09 = "pain.001.001.09"
    case pain001v03 = "pain.001.001.03"
}

package enum BankFileKind: String, StoredName, CaseIterable {
    /// What the bank did with a file of ours (pain.002).
    case status
    /// What was booked on an account (camt.053).
    case statement
    /// What was booked, as it happened (camt.054).
    case notification
}

/// Why an entry of a bank file waits for a person.
package enum EntryTrouble: String, StoredName, CaseIterable {
    /// It names no payment of ours.
    case unknown
    /// It names a payment of ours, with another amount.
    case amountDiffers = "amount-differs"
    /// It names a payment that is not in a state for it.
    case unexpected
}

/// What an entry of a bank file turned out to be that is not booked in a dossier.
package enum EntryUse: String, StoredName, CaseIterable {
    /// A payment of ours that the bank named otherwise; what became of it was recorded by hand.
    case payment
    /// Costs or interest of the bank.
    case bankCosts = "bank-costs"
    /// Between accounts of the SVB itself.
    case ownTransfer = "own-transfer"
    /// It was sent back to who paid it.
    case sentBack = "sent-back"
    /// It is no money of the pgb, and is booked elsewhere.
    case elsewhere
}

/// What the bank of a payee said when name and number were compared (verification of payee, regulation (EU) 2024/886).
package enum PayeeCheck: String, StoredName, CaseIterable {
    case match
    case closeMatch = "close-match"
    case noMatch = "no-match"
    /// The bank cannot tell, or is in a country that does not take part.
    case notPossible = "not-possible"
}

/// What a payment is for.
package enum PaymentSource: String, StoredName, CaseIterable {
    case claim, wage
    case freeAmount = "free-amount"
    /// The difference of a correction or of a change with effect in the past.
    case backPayment = "back-payment"
    /// What is left of the holder's own deposit.
    case depositRefund = "deposit-refund"
}

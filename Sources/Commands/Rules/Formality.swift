import Events

/// Whether a caregiver is a professional by what the public registers say: an organisation or sole proprietor whose
/// registered activities are care, or somebody in the BIG register. Rlz 5.22(1)(a), (b) and (c). That he may count as
/// one beside a partner or relative is another question: see `ContractTerms.countsAsFormal`.
enum Formality {
    static func isProfessional(_ party: PartyID, on day: Day, _ register: Register) -> Bool {
        guard let known = register.parties[party] else { return false }
        guard let registration = known.registration else {
            // Nothing was recorded: an AGB code is only given to who gives care (inferred from contracts 4.3).
            return known.agb != nil
        }
        if registration.big != nil { return true }
        if let left = registration.deregisteredOn, left <= day { return false }
        return registration.form != nil && registration.careActivity
    }
}

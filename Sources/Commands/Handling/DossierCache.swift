import Events

/// The folded dossiers of late, bounded in number, so that a busy dossier is not folded from its first event each time.
///
/// Replacement is by second chance: a dossier that was used since the hand last passed stays.
struct DossierCache {
    private struct Slot {
        var state: DossierState
        var wasUsed: Bool
    }

    private var slots: [Slot] = []
    private var index: [DossierID: Int] = [:]
    private var hand = 0
    private let most: Int

    init(most: Int) {
        precondition(most > 0, "A cache of nothing caches nothing.")
        self.most = most
    }

    /// How many dossiers are here.
    var count: Int { slots.count }

    /// The folded dossier, when it is here.
    mutating func state(of id: DossierID) -> DossierState? {
        guard let slot = index[id] else { return nil }
        slots[slot].wasUsed = true
        return slots[slot].state
    }

    mutating func insert(_ state: DossierState) {
        if let slot = index[state.id] {
            slots[slot] = Slot(state: state, wasUsed: true)
        } else if slots.count < most {
            index[state.id] = slots.count
            slots.append(Slot(state: state, wasUsed: true))
        } else {
            while slots[hand].wasUsed {
                slots[hand].wasUsed = false
                hand = (hand + 1) % most
            }
            index[slots[hand].state.id] = nil
            index[state.id] = hand
            slots[hand] = Slot(state: state, wasUsed: true)
            hand = (hand + 1) % most
        }
    }

    /// Takes up the facts of a decision in place.
    mutating func evolve(_ id: DossierID, _ events: [Event]) {
        guard let slot = index[id] else { return }
        for event in events { slots[slot].state.evolve(event) }
    }
}

import Events
import Projections

/// A look in plain Dutch, as it is printed for the person whose data were looked at.
extension AccessRow {
    private var line: AccessLine { group.record.line }

    /// The day, and how often when it was more than once.
    var when: String {
        let day = Dutch.day(line.at.day)
        return group.times > 1 ? "\(day), \(group.times) keer" : day
    }

    /// Which quality, and of which organisation; the code of a person at that organisation where the sign-in told it.
    var who: String {
        var who: String
        if line.user != nil, line.user == line.subject {
            who = "uzelf"
        } else {
            switch line.quality {
            case .holder: who = "de budgethouder"
            case .representative: who = "een vertegenwoordiger"
            case .caregiver: who = "een zorgverlener"
            case .helper: who = "iemand die mag meekijken"
            case .employee: who = "een medewerker"
            case .operator, .system: who = "de beheerder van dit systeem"
            case nil: who = "iemand die was ingelogd"
            }
        }
        if let officeName { who += " van \(officeName)" }
        if let actor = line.actor { who += " (\(actor))" }
        return who
    }

    /// What came of it.
    var result: String {
        switch line.outcome {
        case .success: "gezien"
        case .denied: "geweigerd"
        case .failed: "mislukt: er is niets getoond"
        }
    }
}

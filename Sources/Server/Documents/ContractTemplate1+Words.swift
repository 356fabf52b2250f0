import Events

// The words of the first template. Frozen with it: they are not those of the glossary, which may be bettered.
extension ContractTemplate1 {
    static func title(_ kind: ContractKind) -> String {
        kind == .networkHelp ? "Verklaring hulp uit het sociaal netwerk" : "Zorgovereenkomst: \(word(kind))"
    }

    static func word(_ kind: ContractKind) -> String {
        switch kind {
        case .employment: "arbeidsovereenkomst"
        case .assignment: "overeenkomst van opdracht"
        case .institution: "overeenkomst van opdracht met een zorginstelling"
        case .family: "overeenkomst met partner of familielid"
        case .networkHelp: "verklaring, geen overeenkomst"
        }
    }

    static func word(_ law: Law) -> String {
        switch law {
        case .wlz: "Wet langdurige zorg (Wlz)"
        case .wmo: "Wet maatschappelijke ondersteuning (Wmo)"
        case .jeugdwet: "Jeugdwet"
        }
    }

    static func word(_ function: CareFunction) -> String {
        switch function {
        case .total: "totaal zorgpakket"
        case .personalCare: "persoonlijke verzorging"
        case .nursing: "verpleging"
        case .individualSupport: "begeleiding individueel"
        case .groupSupport: "begeleiding groep"
        case .householdHelp: "huishoudelijke hulp"
        case .transport: "vervoer"
        case .respiteStay: "logeeropvang"
        }
    }

    static func word(_ unit: Unit) -> String {
        switch unit {
        case .hour: "uur"
        case .dayPart: "dagdeel"
        case .night: "nacht"
        case .day: "dag"
        case .fullDay: "etmaal"
        case .weekend: "weekend"
        case .midweek: "midweek"
        case .week: "week"
        case .month: "maand (vast maandloon)"
        case .piece: "stuk"
        case .ride: "rit"
        }
    }

    static func word(_ relation: Relation) -> String {
        switch relation {
        case .none: "geen familie"
        case .partner: "partner"
        case .parent: "vader of moeder"
        case .child: "kind"
        case .grandparent: "grootouder"
        case .grandchild: "kleinkind"
        case .sibling: "broer of zus"
        case .parentInLaw: "schoonouder"
        case .childInLaw: "schoonzoon of schoondochter"
        case .stepchild: "stiefkind"
        case .partnersGrandparent: "grootouder van de partner"
        case .partnersGrandchild: "kleinkind van de partner"
        case .siblingInLaw: "zwager of schoonzus"
        case .thirdDegree: "familie in de derde graad"
        case .firstDegree: "familie in de eerste graad"
        case .secondDegree: "familie in de tweede graad"
        }
    }

    static func word(_ ground: RepresentationGround) -> String {
        switch ground {
        case .parent: "ouder"
        case .guardian: "voogd"
        case .curator: "curator"
        case .administrator: "bewindvoerder"
        case .mentor: "mentor"
        case .authorised: "gemachtigde"
        case .guaranteedHelp: "gewaarborgde hulp"
        case .heir: "erfgenaam"
        }
    }

    static func word(_ means: SignInMeans) -> String {
        switch means {
        case .digid: "DigiD"
        case .eherkenning: "eHerkenning"
        case .vecozo: "VECOZO"
        case .employee: "account van de organisatie"
        case .operator: "account van de beheerder"
        case .system: "het systeem zelf"
        }
    }

    static func weekday(_ number: Int64) -> String {
        switch number {
        case 1: "maandag"
        case 2: "dinsdag"
        case 3: "woensdag"
        case 4: "donderdag"
        case 5: "vrijdag"
        case 6: "zaterdag"
        default: "zondag"
        }
    }

    static func yesNo(_ truth: Bool) -> String { truth ? "ja" : "nee" }

    static func count(_ number: Int64, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    /// `7 uur en 30 minuten`.
    static func time(_ minutes: Int64) -> String {
        let rest = minutes % 60
        if minutes < 60 { return count(rest, "minuut", "minuten") }
        return "\(minutes / 60) uur" + (rest == 0 ? "" : " en \(count(rest, "minuut", "minuten"))")
    }

    /// `16 december 2025 om 12:00 uur`, by the clocks in the Netherlands.
    static func moment(_ moment: Moment) -> String {
        let minutes = minutesOnTheClock(moment)
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(Dutch.day(moment.day)) om \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute) uur"
    }

    /// The minutes that clocks show since midnight. Where a day is an hour short, they skip the hour behind two o'clock;
    /// where it is an hour long, they show the hour before three o'clock twice (directive 2000/84/EC).
    private static func minutesOnTheClock(_ moment: Moment) -> Int64 {
        let start = Moment(startOf: moment.day)
        let length = (Moment(startOf: moment.day.adding(days: 1)).microseconds - start.microseconds) / 60_000_000
        let passed = (moment.microseconds - start.microseconds) / 60_000_000
        if length < 1_440 { return passed < 120 ? passed : passed + 60 }
        if length > 1_440 { return passed < 180 ? passed : passed - 60 }
        return passed
    }
}

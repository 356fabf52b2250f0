// What a grant says besides its amount.

/// An amount for extra care inside a Wlz budget.
package struct ExtraBudget: Record, Equatable {
    package let kind: ExtraKind
    package let cents: Cents

    package init(kind: ExtraKind, cents: Cents) {
        self.kind = kind
        self.cents = cents
    }

    package init(from r: inout JSONReader) {
        kind = r("kind")
        cents = r("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("cents", cents)
    }
}

/// The indication of the Wlz (CIZ) a budget rests on. It says something of somebody's health, so it is sealed.
package struct Indication: Record, Equatable {
    /// The care profile, such as `vv-05`.
    package let profile: Code
    package let from: Day
    /// The last day; nil when it is for life.
    package let until: Day?

    package init(profile: Code, from: Day, until: Day? = nil) {
        self.profile = profile
        self.from = from
        self.until = until
    }

    package init(from r: inout JSONReader) {
        profile = r("profile")
        from = r("from")
        until = r.optional("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("profile", profile)
        w.field("from", from)
        w.present("until", until)
    }
}

package import Events

/// A command that cannot be accepted. It leaves no fact behind; the log keeps that it was asked and why it was refused.
///
/// Each family lists its rejections in one file. The code is stable English; the sentence is Dutch and says what to do.
package struct Rejection: Error, Record, Equatable {
    /// What kind of answer it is; the edge maps it to a status.
    package enum Kind: String, StoredName {
        /// The state does not allow it.
        case conflict
        /// The thing does not exist, or not for this person.
        case unknown
        /// It exists, and this person may not do this to it.
        case forbidden
    }

    package let code: String
    package let kind: Kind
    package let detail: String
    /// What the checks found, when the answer is a list.
    package let findings: [Finding]

    package init(_ code: String, _ detail: String) {
        self.init(code, .conflict, detail)
    }

    package init(_ code: String, _ kind: Kind, _ detail: String, findings: [Finding] = []) {
        self.code = code
        self.kind = kind
        self.detail = detail
        self.findings = findings
    }

    /// Reads the answer that the log kept of a rejected command.
    package init(from r: inout JSONReader) {
        code = r("code")
        kind = r("kind")
        detail = r("detail")
        findings = r.list("findings")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("code", code)
        w.field("kind", kind)
        w.field("detail", detail)
        w.field("findings", findings)
    }

    /// The same rejection with what was found.
    package func with(_ findings: [Finding]) -> Rejection {
        Rejection(code, kind, detail, findings: findings)
    }
}

/// One thing a check found: its stable code, how heavy it weighs, where, and a Dutch sentence that says what to do.
package struct Finding: Record, Equatable {
    package enum Weight: String, StoredName, CaseIterable {
        case block, warn, assessor
    }

    package let code: Code
    package let weight: Weight
    /// JSON pointer into the command.
    package let pointer: String
    package let detail: String
    /// The figures compared.
    package let figures: Figures
    /// Where the rule comes from; nil in what the log kept of older answers.
    package let source: Name?

    package init(
        _ rule: Rule, _ weight: Weight, at pointer: String, _ detail: String, figures: Figures = [], source: Name?
    ) {
        code = rule.code
        self.weight = weight
        self.pointer = pointer
        self.detail = detail
        self.figures = figures
        self.source = source
    }

    package init(from r: inout JSONReader) {
        code = r("code")
        weight = r("weight")
        pointer = r("pointer")
        detail = r("detail")
        figures = r("figures")
        source = r.optional("source")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("code", code)
        w.field("weight", weight)
        w.field("pointer", pointer)
        w.field("detail", detail)
        w.field("figures", figures)
        w.present("source", source)
    }
}

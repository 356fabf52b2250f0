import Events

/// A fact as somebody may have it who gives care to another: his own agreements, claims and payments, and nothing about
/// the budgets that pay for them (portal 2.3). The same is hidden from him by `Claim`, `PaymentSchedule`, `Receivable` and
/// `Contract`.
extension Event {
    /// The fact without the fields that tell of budgets; `body` is what it is stored as.
    func withoutBudgets(_ body: [UInt8]) -> [UInt8] {
        switch self {
        case .claim, .payment, .receivable: body.without(Self.ofBudgets)
        case .contract(let fact):
            body.without((tellsOfBalance ? ["reasons"] : []) + (fact.isForWantOfBudget ? ["grounds"] : []))
        case .party, .office, .representation, .budget, .run, .bank, .inbox, .document, .application, .circumstance,
            .rights, .dispatch, .system:
            body
        }
    }

    /// Whether a reason of it says what is left of a budget.
    var tellsOfBalance: Bool {
        reasons.contains { reason in reason.figures.list.contains { $0.name == "left-cents" } }
    }

    /// Which budgets pay how much, what comes on top for them, and reasons: those weigh what is left.
    private static let ofBudgets: [StaticString] = [
        "shares", "paidShares", "recoveries", "chargesCents", "reasons", "run",
    ]
}

extension ContractFact {
    /// That a budget was too small says what it is.
    fileprivate var isForWantOfBudget: Bool {
        switch self {
        case .assessed(let fact): fact.grounds.contains(.budgetInsufficient)
        case .rejected(let fact): fact.grounds.contains(.budgetInsufficient)
        case .returned(let fact): fact.grounds.contains(.budgetInsufficient)
        default: false
        }
    }
}

extension [UInt8] {
    /// An object without some of its fields. Only for what our own writer made: compact, with plain names.
    fileprivate func without(_ names: [StaticString]) -> [UInt8] {
        guard !names.isEmpty, first == UInt8(ascii: "{") else { return self }
        let hidden = names.map { Array("\"\($0)\":".utf8) }
        var out: [UInt8] = [UInt8(ascii: "{")]
        var index = 1
        while index < count - 1 {
            let end = endOfField(from: index)
            if !hidden.contains(where: { self[index..<end].starts(with: $0) }) {
                if out.count > 1 { out.append(UInt8(ascii: ",")) }
                out += self[index..<end]
            }
            index = end + 1
        }
        out.append(UInt8(ascii: "}"))
        return out
    }

    /// Where the comma or the bracket stands behind a field.
    private func endOfField(from start: Int) -> Int {
        var (index, depth, isText) = (start, 0, false)
        while index < count {
            switch self[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "\""): isText.toggle()
            case _ where isText: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return index
            default: break
            }
            index += 1
        }
        return count
    }
}

package import Events

/// How lists and enums stand in a view's columns: an enum by its stored name, a list as JSON, as it stands in the log.
enum StoredList {
    static func json(_ value: some Stored) -> UTF8Text {
        var writer = JSONWriter()
        value.write(to: &writer)
        return UTF8Text(writer.bytes)
    }
}

extension Row {
    func month(_ index: Int) -> Month { Month(containing: day(index)) }
    func optionalMonth(_ index: Int) -> Month? { isNull(index) ? nil : month(index) }
}

/// Stored as the number of its first day.
extension Month: Bindable {
    package func bind(to statement: Statement, at index: Int) { first.bind(to: statement, at: index) }
}

extension Code: Bindable {
    package func bind(to statement: Statement, at index: Int) { text.bind(to: statement, at: index) }
}

extension Law: Bindable {}
extension ContractKind: Bindable {}
extension ClaimKind: Bindable {}
extension PaymentSource: Bindable {}
extension Side: Bindable {}
extension EndReason: Bindable {}
extension AssessmentPart: Bindable {}
extension AssessmentOutcome: Bindable {}
extension OfficeKind: Bindable {}
extension MessageChannel: Bindable {}
extension RepresentationGround: Bindable {}
extension RepresentativeKind: Bindable {}

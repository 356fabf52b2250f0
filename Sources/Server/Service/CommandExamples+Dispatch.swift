extension CommandExamples {
    /// Of what leaves for people, in the order of the catalogue.
    static let dispatch: [String] = [
        #"""
        {"id":"0000006d-0000-4000-8000-000000000050","type":"record-dispatch","party":"00000068-0000-4000-8000-000000000001",
        "message":57,"channel":"email"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000051","type":"record-bounce","party":"00000068-0000-4000-8000-000000000001",
        "message":57,"channel":"email","reason":"mailbox-full"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000052","type":"record-letters","batch":"2026-05-12","letters":3,
        "manifest":"c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1"}
        """#,
        #"""
        {"id":"0000006d-0000-4000-8000-000000000053","type":"confirm-dispatch","batch":"2026-05-12"}
        """#,
    ]
}

import Events

/// The versions of the SVB's model contracts. Rlz 5.16(2): a contract follows the newest one at the time it is concluded;
/// older contracts stay as they are. Mandatory since 1 April 2017 (SVB); renewed on 1 January 2024 (BVKZ).
enum ModelVersions {
    static let table = DatedTable<Code>([
        DatedRow(.of(2017, 4, 1), "svb-2017", "SVB modelovereenkomsten 1 april 2017"),
        DatedRow(.of(2024, 1, 1), "svb-2024", "BVKZ: nieuwe formulieren 1 januari 2024"),
    ])
}

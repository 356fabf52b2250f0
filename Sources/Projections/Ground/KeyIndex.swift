package import Events

/// A key by which rows are found in memory. Ids are random bits already, so mixing them is enough: a hash that also
/// resists chosen keys costs several times as much, and whoever chose ids that collide would need an accepted command
/// for each.
package protocol TableKey: Equatable, Sendable {
    var mixed: UInt64 { get }
}

enum Mix {
    /// The two halves of the product of both numbers, each first turned by a constant without a pattern.
    static func bits(_ bits: UInt128, _ more: UInt64 = 0) -> UInt64 {
        let high = UInt64(truncatingIfNeeded: bits >> 64) ^ 0x9e37_79b9_7f4a_7c15
        let low = (UInt64(truncatingIfNeeded: bits) ^ 0xbf58_476d_1ce4_e5b9) &+ more &* 0x94d0_49bb_1331_11eb
        let product = high.multipliedFullWidth(by: low)
        return product.high ^ product.low
    }
}

extension ID: TableKey {
    package var mixed: UInt64 { Mix.bits(bits) }
}

/// Numbers by key: open addressing over a list of entries in the order in which they came. A key that is taken out
/// keeps its entry, so the list only grows; it is thrown away as a whole.
struct KeyIndex<Key: TableKey> {
    private struct Entry {
        let key: Key
        var value: Int
    }

    private var table: [Int32] = []
    private var entries: [Entry] = []
    /// How many keys have a number.
    private(set) var count = 0

    private static var absent: Int { .min }

    /// The numbers of all keys, in the order in which the keys first came.
    var values: some Sequence<Int> { entries.lazy.map(\.value).filter { $0 != Self.absent } }

    subscript(key: Key) -> Int? {
        guard !table.isEmpty else { return nil }
        let found = table[slot(of: key)]
        guard found >= 0 else { return nil }
        let value = entries[Int(found)].value
        return value == Self.absent ? nil : value
    }

    mutating func set(_ key: Key, _ value: Int) {
        if entries.count * 2 >= table.count { grow() }
        let slot = slot(of: key)
        if table[slot] >= 0 {
            let entry = Int(table[slot])
            if entries[entry].value == Self.absent { count += 1 }
            entries[entry].value = value
        } else {
            table[slot] = Int32(entries.count)
            entries.append(Entry(key: key, value: value))
            count += 1
        }
    }

    mutating func remove(_ key: Key) {
        guard !table.isEmpty else { return }
        let found = table[slot(of: key)]
        guard found >= 0, entries[Int(found)].value != Self.absent else { return }
        entries[Int(found)].value = Self.absent
        count -= 1
    }

    /// Where the key is, or where it belongs.
    private func slot(of key: Key) -> Int {
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: key.mixed) & mask
        while table[slot] >= 0, entries[Int(table[slot])].key != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        table = [Int32](repeating: -1, count: max(16, table.count * 2))
        for index in entries.indices {
            table[slot(of: entries[index].key)] = Int32(index)
        }
    }
}

import Events
import Testing

@testable import Projections

@Suite struct KeptTests {
    /// The index does what a dictionary does, whatever is put in and taken out.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func keyIndex_isADictionary(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var index = KeyIndex<PartyID>()
        var dictionary: [PartyID: Int] = [:]
        for step in 0..<3_000 {
            let key = PartyID(bits: UInt128(random.below(400)) << (random.isLucky(1, of: 2) ? 0 : 64))
            if random.isLucky(1, of: 3) {
                index.remove(key)
                dictionary[key] = nil
            } else {
                index.set(key, step)
                dictionary[key] = step
            }
            #expect(index[key] == dictionary[key])
            #expect(index.count == dictionary.count)
        }
        #expect(index.values.sorted() == dictionary.values.sorted())
        for bits in 0..<400 {
            #expect(index[PartyID(bits: UInt128(bits))] == dictionary[PartyID(bits: UInt128(bits))])
        }
    }

    /// Keys that all want the same place are still told apart.
    @Test func keyIndex_toldApartWhenMixedAlike() {
        struct Same: TableKey {
            let value: Int
            var mixed: UInt64 { 7 }
        }
        var index = KeyIndex<Same>()
        for value in 0..<200 { index.set(Same(value: value), value) }
        for value in stride(from: 0, to: 200, by: 2) { index.remove(Same(value: value)) }
        for value in 0..<200 { #expect(index[Same(value: value)] == (value % 2 == 0 ? nil : value)) }
    }

    /// A page of messages gives back what was put on it, with everything a message can have and lack.
    @Test func messagePage_givesBackItsMessages() {
        let party: PartyID = SeededNumbers.first(7)
        let messages = [
            MessageRow(number: 64, origin: 64, party: nil, olderOfHolderSide: 0, olderOfParty: nil),
            MessageRow(number: 70, origin: 3, party: party, olderOfHolderSide: nil, olderOfParty: .max - 1),
            MessageRow(number: 127, origin: 127, party: party, olderOfHolderSide: 64, olderOfParty: 70),
        ]
        var page = MessagePage(holding: messages[0])
        for message in messages.dropFirst() { page.append(message) }
        #expect(messages.map { page.message($0.number) } == messages)
        #expect(page.message(65) == nil)
        #expect(messages.allSatisfy { MessagePage.number(of: $0.number) == page.number })
    }
}

extension SeededNumbers {
    fileprivate static func first<Subject>(_ seed: UInt64) -> ID<Subject> {
        var numbers = SeededNumbers(seed: seed)
        return numbers.id()
    }
}

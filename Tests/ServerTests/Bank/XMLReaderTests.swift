import Support
import Testing

@testable import Server

/// The XML reader: what it gives, what it refuses, its limits on both sides, and that nothing makes it crash.
@Suite struct XMLReaderTests {
    /// The events of a text as one line, or the fault and its line.
    static func outcome(_ bytes: [UInt8], _ limits: XMLReader.Limits = .init(bytesMost: 1 << 20)) -> String {
        var parts: [String] = []
        do {
            var reader = try XMLReader(bytes, limits)
            reader.keepsText = true
            while true {
                switch try reader.next() {
                case .start:
                    let space = reader.namespace.isEmpty ? "" : "{\(reader.namespace)}"
                    let attributes = reader.attributes.map {
                        " " + ($0.namespace.isEmpty ? "" : "{\($0.namespace)}") + "\($0.name)=\($0.value)"
                    }
                    parts.append("<" + space + reader.name + attributes.joined() + ">")
                case .end: parts.append("</>")
                case .text: parts.append(String(decoding: reader.text, as: UTF8.self))
                case .finished: return parts.joined()
                }
            }
        } catch {
            return "\(error.code) \(error.line)"
        }
    }

    @Test(arguments: [
        ("<a/>", "<a></>"), ("<a></a>", "<a></>"), ("\u{FEFF}<?xml version='1.0'?> <a b='c' />\n", "<a b=c></>"),
        ("<a>x&amp;&lt;&gt;&apos;&quot;&#65;&#x42;</a>", "<a>x&<>'\"AB</>"),
        ("<a><![CDATA[<b>&]]]]></a>", "<a><b>&]]</>"),
        ("<a><!-- - --><?p x?>x</a><!----><?p?>", "<a>x</>"), ("<a>\r\nx\ry\n</a>", "<a>\nx\ny\n</>"),
        ("<a b='1\r\n2\t&#10;\"'/>", "<a b=1 2 \n\"></>"), ("<a>é€😀&#x1F600;</a>", "<a>é€😀😀</>"),
        ("<a xmlns='u'><b xmlns=''/><c/></a>", "<{u}a><b></><{u}c></></>"),
        ("<p:a xmlns:p='u' p:b='1' b='2'><c/></p:a>", "<{u}a {u}b=1 b=2><c></></>"),
        ("<a xml:lang='nl'/>", "<a {http://www.w3.org/XML/1998/namespace}lang=nl></>"),
        ("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\" ?><a/>", "<a></>"),
    ])
    func reads(_ text: String, _ expected: String) { #expect(Self.outcome(Array(text.utf8)) == expected) }

    @Test(arguments: [
        ("", "cut-off 1"), (" \n", "cut-off 2"), ("x", "not-well-formed 1"), ("<a>", "cut-off 1"),
        ("<a>\n<b></a>", "not-well-formed 2"),
        ("<a/><b/>", "not-well-formed 1"), ("<a/>x", "not-well-formed 1"), ("</a>", "not-well-formed 1"),
        ("<a", "cut-off 1"),
        ("<a b=c/>", "not-well-formed 1"), ("<a b='1'c='2'/>", "not-well-formed 1"),
        ("<a b='<'/>", "not-well-formed 1"),
        ("<a b='1' b='2'/>", "not-well-formed 1"), ("<a b/>", "not-well-formed 1"), ("<a>&</a>", "not-well-formed 1"),
        ("<a>&#x110000;</a>", "bad-character 1"), ("<a>&#xD800;</a>", "bad-character 1"),
        ("<a>&#99999999999;</a>", "bad-character 1"),
        ("<a>&#;</a>", "not-well-formed 1"), ("<a>&#x;</a>", "not-well-formed 1"), ("<a>&amp</a>", "not-well-formed 1"),
        ("<a>]]></a>", "not-well-formed 1"), ("<a><!-- -- --></a>", "not-well-formed 1"), ("<a><!--</a>", "cut-off 1"),
        ("<a><![CDATA[x</a>", "cut-off 1"), ("<![CDATA[x]]><a/>", "not-well-formed 1"),
        (" <?xml version='1.0'?><a/>", "not-well-formed 1"),
        ("<a><?XML x?></a>", "not-well-formed 1"), ("<?xml version='1.0' standalone='x'?><a/>", "not-well-formed 1"),
        ("<?xml encoding='UTF-8'?><a/>", "not-well-formed 1"), ("<p:a/>", "unknown-prefix 1"),
        ("<a p:b=''/>", "unknown-prefix 1"),
        ("<a xmlns:p=''/>", "unknown-prefix 1"), ("<a xmlns:xmlns='u'/>", "unknown-prefix 1"),
        ("<a:b:c/>", "not-well-formed 1"),
        ("<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "not-well-formed 1"),
        ("<a xmlns='u' xmlns='v'/>", "not-well-formed 1"),
        ("<é/>", "foreign-name 1"), ("<aé/>", "foreign-name 1"), ("<a>\u{1}</a>", "bad-character 1"),
        ("<a>\u{FFFE}</a>", "bad-character 1"),
        ("<a>\n\n<!DOCTYPE b></a>", "document-type-refused 3"), ("<a>\n<!ELEMENT b></a>", "not-well-formed 2"),
    ])
    func refuses(_ text: String, _ fault: String) { #expect(Self.outcome(Array(text.utf8)) == fault) }

    @Test(arguments: [
        [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE], [0x80],
        [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ])
    func refusesWhatIsNotUTF8(_ bytes: [UInt8]) {
        #expect(Self.outcome(Array("<a>\n".utf8) + bytes + Array("</a>".utf8)) == "not-utf-8 2")
    }

    @Test func limitsHold() {
        let limits = XMLReader.Limits(bytesMost: 100, depthMost: 3, attributesMost: 2, textMost: 8)
        func outcome(_ text: String) -> String { Self.outcome(Array(text.utf8), limits) }
        #expect(outcome("<a><b><c/></b></a>") == "<a><b><c></></></>")
        #expect(outcome("<a><b><c><d/></c></b></a>") == "too-deep 1")
        #expect(outcome("<a b='' c=''/>") == "<a b= c=></>")
        #expect(outcome("<a b='' c='' d=''/>") == "too-many-attributes 1")
        #expect(outcome("<a>12345678</a>") == "<a>12345678</>")
        #expect(outcome("<a>123456789</a>") == "text-too-long 1")
        #expect(outcome("<a><![CDATA[123456789]]></a>") == "text-too-long 1")
        #expect(outcome("<a b='123456789'/>") == "text-too-long 1")
        #expect(outcome(String(repeating: " ", count: 96) + "<a/>") == "<a></>")
        #expect(outcome(String(repeating: " ", count: 97) + "<a/>") == "file-too-large 1")
    }

    /// Each of a million names was looked for among hundreds of prefixes: a few megabytes took a quarter of a minute.
    @Test func prefixesAreFew() {
        func nested(_ depth: Int) -> [UInt8] {
            let names = (0..<16).map { " xmlns:p\($0)='u'" }.joined()
            let ends = String(repeating: "</a>", count: depth)
            return Array((String(repeating: "<a\(names)>", count: depth) + ends).utf8)
        }
        #expect(Self.outcome(nested(4)).hasSuffix("</>"))
        #expect(Self.outcome(nested(5)) == "too-many-attributes 1")
    }

    /// A million elements in each other end at the limit, without a deep stack.
    @Test func depthIsNoStack() {
        let deep = Array(String(repeating: "<a>", count: 300_000).utf8)
        #expect(Self.outcome(deep) == "too-deep 1")
    }

    /// Samples with bytes changed, left out, doubled and put in: each is read or refused, never a crash.
    @Test func nothingMakesItCrash() throws {
        var refused = 0
        let samples = try BankMutations.samples()
        for seed in 0..<4_000 as Range<UInt64> {
            let (name, bytes) = BankMutations.mutation(of: samples, seed: seed)
            do {
                if name.hasPrefix("pain002") {
                    _ = try StatusReportReader.read(bytes)
                } else {
                    _ = try BankStatementReader.read(bytes)
                }
            } catch {
                refused += 1
                let lines = bytes.count { $0 == 0xA } + 1
                if !(1...lines ~= error.line) { Issue.record("seed \(seed): line \(error.line) of \(lines)") }
            }
        }
        #expect(refused > 1_000)
    }
}

/// Samples of banks with a few bytes changed, by seed.
enum BankMutations {
    static func samples() throws -> [(name: String, bytes: [UInt8])] {
        try Repository.files(under: BankFixture.folder, ending: ".xml").map { path in
            (String(path.dropFirst(BankFixture.folder.utf8.count + 1)), Array(try Repository.text(path).utf8))
        }
    }

    static func mutation(of samples: [(name: String, bytes: [UInt8])], seed: UInt64) -> (name: String, bytes: [UInt8]) {
        var random = SeededRandom(seed: seed)
        var (name, bytes) = samples[Int(random.next() % UInt64(samples.count))]
        let special = Array("<>&;/='\"!?-[]#xX:. \t\r\n09aZ_\u{0}\u{7F}".utf8) + [0x80, 0xBF, 0xC3, 0xE2, 0xEF, 0xFF]
        let words = [
            "<!--", "-->", "<![CDATA[", "]]>", "<?x ", "?>", "&amp;", "&#65;", "&#x0;", "&x;", "</", "/>", "xmlns=''",
            " xmlns:p='u'", "p:", " a='1'", "<a>", "</a>", "<a/>", "é", "€", "\u{FFFE}", "<!DOCTYPE a>", "--", "0", ".",
        ].map { Array($0.utf8) }
        for _ in 0...(random.next() % 3) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 8 {
            case 0: bytes[place] ^= UInt8(1 << (random.next() % 8))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            case 3: bytes.swapAt(place, Int(random.next() % UInt64(bytes.count)))
            case 4: bytes.insert(special[Int(random.next() % UInt64(special.count))], at: place)
            case 5: bytes.insert(contentsOf: words[Int(random.next() % UInt64(words.count))], at: place)
            case 6: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
            default: bytes.removeSubrange(place...)
            }
        }
        return (name, bytes)
    }
}

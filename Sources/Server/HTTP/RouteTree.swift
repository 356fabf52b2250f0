/// Finds a route by the raw bytes of a path, segment by segment: exact, case-sensitive, no trailing slash.
///
/// A word in a pattern goes before a parameter at the same place, and there is no way back: with `/a/{x}/b` and
/// `/a/c`, the path `/a/c/b` is not found.
struct RouteTree: Sendable {
    /// What stands at one place in the paths.
    private struct Node: Sendable {
        var words: [(word: [UInt8], node: Int)] = []
        var parameter: Int?
        /// The routes that end here: their method and their index in the table.
        var routes: [(method: Method, route: Int)] = []
    }

    /// What was found at a path.
    enum Finding: Sendable {
        case route(Int, PathParameters)
        /// The path is known but not with this method; these are.
        case otherMethods([Method])
        case nothing
    }

    private var nodes = [Node()]
    /// The names of the parameters of each route, in the order of its path.
    private(set) var names: [[String]] = []

    /// - Parameter routes: method and path of each; two that could both match stop the program at its start.
    init(_ routes: [(method: Method, path: String)]) {
        for (index, route) in routes.enumerated() { add(route.method, route.path, index) }
    }

    private mutating func add(_ method: Method, _ path: String, _ route: Int) {
        precondition(path.utf8.first == ASCII.slash, "\(path) does not start with a slash")
        var node = 0
        var names: [String] = []
        for segment in path.utf8.dropFirst().split(separator: ASCII.slash, omittingEmptySubsequences: false) {
            let word = Array(segment)
            if word.first == 0x7B, word.last == 0x7D {
                names.append(String(decoding: word[1..<(word.count - 1)], as: UTF8.self))
                node = child(of: node)
            } else {
                // Only the root itself has an empty segment.
                precondition(!word.isEmpty || path == "/", "\(path) has an empty segment")
                precondition(word.allSatisfy(Self.isWord), "\(path) is not in kebab-case")
                node = child(of: node, word)
            }
        }
        precondition(names.count <= PathParameters.most && Set(names).count == names.count, "\(path): its parameters")
        precondition(!nodes[node].routes.contains { $0.method == method }, "\(method) \(path) is there twice")
        nodes[node].routes.append((method, route))
        self.names.append(names)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || ASCII.isDigit(byte) || byte == 0x2D || byte == 0x5F || byte == ASCII.dot
    }

    private mutating func child(of node: Int, _ word: [UInt8]) -> Int {
        if let known = nodes[node].words.first(where: { $0.word == word }) { return known.node }
        nodes[node].words.append((word, nodes.count))
        nodes.append(Node())
        return nodes.count - 1
    }

    private mutating func child(of node: Int) -> Int {
        if let known = nodes[node].parameter { return known }
        nodes[node].parameter = nodes.count
        nodes.append(Node())
        return nodes.count - 1
    }

    /// Looks a path up.
    /// - Parameter range: where the path stands in `head`.
    func find(_ head: [UInt8], _ range: HeadRange, _ method: Method) -> Finding {
        head.withUnsafeBufferPointer { head in
            var node = 0
            var parameters = PathParameters()
            var start = Int(range.start)
            let end = start + Int(range.count)
            guard start < end, head[start] == ASCII.slash else { return .nothing }
            while start < end {
                start += 1
                var stop = start
                while stop < end, head[stop] != ASCII.slash { stop += 1 }
                let segment = UnsafeBufferPointer(rebasing: head[start..<stop])
                if let next = nodes[node].words.first(where: { Self.equal($0.word, segment) }) {
                    node = next.node
                } else if let next = nodes[node].parameter, Self.isValue(segment) {
                    parameters.append(HeadRange(start, stop))
                    node = next
                } else {
                    return .nothing
                }
                start = stop
            }
            return ending(at: nodes[node], method, parameters)
        }
    }

    private func ending(at node: Node, _ method: Method, _ parameters: PathParameters) -> Finding {
        // HEAD is answered like GET, without the body (RFC 9110 9.3.2).
        let wanted = method == .head ? .get : method
        for (known, route) in node.routes where known == wanted { return .route(route, parameters) }
        guard !node.routes.isEmpty else { return .nothing }
        let methods = node.routes.map(\.method)
        return .otherMethods(
            (methods.contains(.get) ? [.get, .head] : []) + methods.filter { $0 != .get } + [.options])
    }

    /// A parameter has at least one byte and no percent-encoding: what we name in addresses is plain ASCII.
    private static func isValue(_ segment: UnsafeBufferPointer<UInt8>) -> Bool {
        !segment.isEmpty && !segment.contains(ASCII.percent)
    }

    private static func equal(_ word: [UInt8], _ segment: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count == segment.count else { return false }
        for index in 0..<word.count where word[index] != segment[index] { return false }
        return true
    }
}

/// Where the values of a path's parameters stand in the head, in the order of the path.
struct PathParameters: Sendable {
    static let most = 4
    private var ranges = InlineArray<4, HeadRange>(repeating: HeadRange(0, 0))
    private(set) var count = 0

    mutating func append(_ range: HeadRange) {
        precondition(count < Self.most, "a path has four parameters at the most")
        ranges[count] = range
        count += 1
    }

    subscript(index: Int) -> HeadRange {
        precondition(index < count, "the path has \(count) parameters")
        return ranges[index]
    }
}

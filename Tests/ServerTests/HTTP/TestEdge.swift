import Foundation
import Synchronization

@testable import Server

/// An application made of closures, for tests of the edge.
struct TestApplication: EdgeApplication {
    var refuse: @Sendable (Request) -> Response? = { _ in nil }
    var reply: @Sendable (Request, Completion) -> Reply<Int> = { _, _ in .now(Response(status: 200)) }
    var bodySize = BodySize.ordinary
    var routeNames: [String] { [] }

    func bodySize(of head: Request) -> BodySize { bodySize }

    func makeContext() throws -> Int { 0 }

    func refusal(of head: inout Request, _ context: Int, _ completion: Completion) -> Reply<Int>? {
        refuse(head).map { .now($0) }
    }

    func answer(_ request: inout Request, _ context: Int, _ completion: Completion) -> Reply<Int> {
        reply(request, completion)
    }
}

/// Runs an edge on a port of its own for as long as `body` runs.
func withEdge<Application: EdgeApplication>(
    _ application: Application, _ change: (inout EdgeSettings) -> Void = { _ in },
    registry: MeterRegistry = MeterRegistry(), log: TextLog? = nil, _ body: (Edge<Application>) throws -> Void
) throws {
    var settings = EdgeSettings()
    settings.address = .tcp(host: "127.0.0.1", port: 0)
    settings.loops = 2
    settings.stopSeconds = 1
    change(&settings)
    let edge = try Edge.start(application, settings, registry: registry, log: log)
    defer { edge.stop() }
    try body(edge)
}

/// Runs `count` closures on threads of their own and waits for all.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for index in 0..<count {
        group.enter()
        Thread.detachNewThread {
            body(index)
            group.leave()
        }
    }
    group.wait()
}

/// Tries until it holds, for a second or two.
func eventually(_ milliseconds: Int = 3_000, _ holds: () -> Bool) -> Bool {
    let start = MachineClock.milliseconds()
    while MachineClock.milliseconds() - start < Int64(milliseconds) {
        if holds() { return true }
        usleep(5_000)
    }
    return holds()
}

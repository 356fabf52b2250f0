import Testing

@testable import Server

@Suite struct RateLimiterTests {
    @Test func letsABurstThroughAndThenARate() {
        let limiter = RateLimiter<String>(.init(perSecond: 10, burst: 5))
        for _ in 0..<5 { #expect(limiter.take("a", now: 0) == nil) }
        #expect(limiter.take("a", now: 0) == 1)
        #expect(limiter.take("a", now: 99) == 1)
        #expect(limiter.take("a", now: 100) == nil)
        #expect(limiter.take("a", now: 100) == 1)
        var passed = 0
        for now in 0..<1_000 as Range<Int64> where limiter.take("a", now: 200 + now) == nil { passed += 1 }
        #expect(passed == 10)
    }

    @Test func neverGivesMoreThanTheBurst() {
        let limiter = RateLimiter<String>(.init(perSecond: 10, burst: 5))
        #expect(limiter.take("a", now: 0) == nil)
        var passed = 0
        for _ in 0..<20 where limiter.take("a", now: 1_000_000_000) == nil { passed += 1 }
        #expect(passed == 5)
        // A clock that stands still or goes back gives nothing.
        #expect(limiter.take("a", now: 0) != nil)
    }

    @Test func nobodyTakesFromAnother() {
        let limiter = RateLimiter<Int>(.init(perSecond: 1, burst: 1))
        for key in 0..<1_000 { #expect(limiter.take(key, now: 0) == nil) }
        #expect(limiter.take(7, now: 0) == 1)
    }

    @Test func remembersTheBusyWhenItForgets() {
        let limiter = RateLimiter<Int>(.init(perSecond: 1, burst: 10), most: 16 * 100)
        // Many others, long ago: full again by now, so they go when room is needed and the busy one stays.
        for key in 0..<1_200 { #expect(limiter.take(key, now: 0) == nil) }
        for _ in 0..<10 { #expect(limiter.take(-1, now: 1_000_000) == nil) }
        for key in 1_200..<2_000 { #expect(limiter.take(key, now: 1_000_000) == nil) }
        #expect(limiter.take(-1, now: 1_000_000) == 1)
    }

    @Test func aRateCanBeLessThanOneASecond() {
        let limiter = RateLimiter<Int>(.init(perMinute: 2, burst: 1))
        #expect(limiter.take(1, now: 0) == nil)
        #expect(limiter.take(1, now: 0) == 30)
        // Asking often takes nothing away.
        for now in stride(from: Int64(7), to: 29_990, by: 7) { #expect(limiter.take(1, now: now) != nil) }
        #expect(limiter.take(1, now: 29_999) == 1)
        #expect(limiter.take(1, now: 30_000) == nil)
    }

    @Test func saysWhenASlowRateHasRoom() {
        let limiter = RateLimiter<Int>(.init(perSecond: 1, burst: 1))
        #expect(limiter.take(1, now: 0) == nil)
        #expect(limiter.take(1, now: 500) == 1)
        #expect(limiter.take(1, now: 1_000) == nil)
    }
}

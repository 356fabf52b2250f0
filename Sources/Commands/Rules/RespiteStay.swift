import Events

/// How long a holder may stay elsewhere in a year (logeeropvang).
enum RespiteStay {
    /// Blz 3.1.3: 156 days and nights in a calendar year; for a part of it three for each week.
    static func most(from: Day, until: Day) -> Int64 { min(156, 3 * (Int64(until - from) + 1) / 7) }
}

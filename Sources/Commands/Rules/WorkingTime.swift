/// How much somebody may work to whom the working-time decree (Arbeidstijdenbesluit) does not apply.
enum WorkingTime {
    /// Rlz 5.18(1)(d) and 5.22(5): 40 hours in one week, for one budget holder.
    static let weeklyMinutesMost: Int64 = 2_400
}

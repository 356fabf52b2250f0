import Testing

@Test func projectionsRoomBuilds() {
    #expect(Bool(true))
}

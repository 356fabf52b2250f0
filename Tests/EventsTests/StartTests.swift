import Testing

@Test func eventsRoomBuilds() {
    #expect(Bool(true))
}

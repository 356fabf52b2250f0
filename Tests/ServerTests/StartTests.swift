import Testing

@Test func serverRoomBuilds() {
    #expect(Bool(true))
}

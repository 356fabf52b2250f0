// The room of events.

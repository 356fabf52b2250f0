// The room of projections.

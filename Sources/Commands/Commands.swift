// The room of commands.

// The system's SQLite for Swift. Variadic C functions cannot be called from Swift, so each use has its own wrapper.
#pragma once
#include <sqlite3.h>

/// `sqlite3_db_config` for the switches that take an int and report the new setting.
static inline int pgb_sqlite3_db_switch(sqlite3 *db, int option, int on) {
    int now = -1;
    int result = sqlite3_db_config(db, option, on, &now);
    return result != SQLITE_OK ? result : (now == on ? SQLITE_OK : SQLITE_ERROR);
}

/// Switches SQLite's bookkeeping of its memory off: it takes a lock at every allocation. Without it SQLite keeps to no
/// limit of its heap. Before the first connection.
static inline int pgb_sqlite3_no_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

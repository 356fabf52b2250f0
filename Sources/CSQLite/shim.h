// The system's SQLite for Swift. Variadic C functions cannot be called from Swift, so each use has its own wrapper.
#pragma once
#include <sqlite3.h>

/// `sqlite3_db_config` for the switches that take an int and report the new setting.
static inline int pgb_sqlite3_db_switch(sqlite3 *db, int option, int on) {
    int now = -1;
    int result = sqlite3_db_config(db, option, on, &now);
    return result != SQLITE_OK ? result : (now == on ? SQLITE_OK : SQLITE_ERROR);
}

/// Makes SQLite allocate with these functions, and not count its memory itself: for that it takes a lock at every
/// allocation. Before the first connection.
static inline int pgb_sqlite3_allocator(const sqlite3_mem_methods *methods) {
    int result = sqlite3_config(SQLITE_CONFIG_MALLOC, methods);
    return result != SQLITE_OK ? result : sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

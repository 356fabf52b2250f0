// What a disk would hold of the files in one folder: their images, the writes that no sync has covered, and the names.
// Part of powerloss.c, which explains it.
#pragma once
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { WRITE, SYNC, OPEN, TRUNCATE, READ, REMOVE, KINDS };
enum honesty { FULL, NORMAL, LATE };

// Shared with the test; all numbers are 64 bits, little endian.
struct control {
    uint64_t calls;          // writes, syncs and changes of length so far
    uint64_t off_after;      // the power goes off before this call; 0 is never
    uint64_t honesty;        // how syncs are done: enum honesty
    uint64_t fault_kind;     // which calls fail: enum kind
    uint64_t fault_at;       // the first one that fails, counted from 1; 0 is none
    uint64_t fault_times;    // how many fail from there on
    uint64_t fault_errno;
    uint64_t fired;          // how many have failed
    int64_t room;            // so many bytes more may be stored; negative is without end
    uint64_t counts[KINDS];  // calls of each kind so far
    char fault_file[64];     // only files whose name ends like this; empty is any file of the folder
    char fired_file[64];     // the name of the file that failed last
};

struct file {
    int fd;
    ino_t inode;
    char name[128];  // within the folder; empty for the folder itself
    int is_folder;   // the folder itself, or one in it
    int notes;       // descriptor of the notes
    uint64_t noted;  // bytes in the notes
    uint64_t late;   // bytes of the notes that the sync before covered; `LATE` only
    off_t last;      // where the last write began
};

struct note {
    uint64_t offset, length;  // length UINT64_MAX: cut the file to `offset`
};

static struct control *control;
static char folder[PATH_MAX], platter[PATH_MAX];
static size_t folder_length;
static struct file files[256];
static int file_count;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static __thread int inside;

static void enter(void) {
    pthread_mutex_lock(&mutex);
    inside = 1;
}

static void leave(void) {
    int saved = errno;
    inside = 0;
    pthread_mutex_unlock(&mutex);
    errno = saved;
}

static void broken(const char *what) {
    dprintf(2, "powerloss: %s: %s\n", what, strerror(errno));
    _exit(99);
}

__attribute__((constructor)) static void start(void) {
    const char *place = getenv("PLATTER"), *tracked = getenv("PLATTER_FOLDER");
    if (!place || !tracked) return;
    snprintf(platter, sizeof platter, "%s", place);
    folder_length = snprintf(folder, sizeof folder, "%s", tracked);
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/control", platter);
    inside = 1;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) broken(path);
    control = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (control == MAP_FAILED) broken("mmap");
    close(fd);
    inside = 0;
}

// Which file of the folder a descriptor is; the folder itself has the name "". Null for anything else.
static struct file *find(int fd) {
    for (int i = 0; i < file_count; i++)
        if (files[i].fd == fd) return &files[i];
    return 0;
}

static int is_named(const char *name, const char *end) {
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && !strcmp(name + length - tail, end);
}

// Whether a path leads into the folder, to something that lasts.
static int is_within(const char *path) {
    return !strncmp(path, folder, folder_length) && (!path[folder_length] || path[folder_length] == '/')
        && !is_named(path, "-shm");
}

static int open_platter(ino_t inode, const char *suffix, int flags) {
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/i%llu%s", platter, (unsigned long long)inode, suffix);
    int fd = open(path, flags | O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) broken(path);
    return fd;
}

// The n-th call fails; no room fails too. True when this one does, with errno set.
static int fails(enum kind kind, const char *name) {
    if (control->fault_file[0] && !is_named(name, control->fault_file)) return 0;
    uint64_t count = ++control->counts[kind];
    if (kind != control->fault_kind || !control->fault_at || count < control->fault_at
        || count >= control->fault_at + control->fault_times) return 0;
    control->fired++;
    const char *slash = strrchr(name, '/');
    snprintf(control->fired_file, sizeof control->fired_file, "%s", slash ? slash + 1 : name);
    errno = (int)control->fault_errno;
    return 1;
}

// Counts towards the power cut.
static void tick(void) {
    if (++control->calls == control->off_after) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

static void note(struct file *file, const void *bytes, uint64_t length, uint64_t offset) {
    struct note head = {offset, length};
    file->last = (off_t)offset;
    if (write(file->notes, &head, sizeof head) != sizeof head) broken("notes");
    file->noted += sizeof head;
    if (!bytes) return;
    if (write(file->notes, bytes, length) != (ssize_t)length) broken("notes");
    file->noted += length;
}

// Moves the first `upto` bytes of the notes to the image; what is behind them stays noted.
static void settle(struct file *file, uint64_t upto) {
    if (!upto) return;
    uint64_t all = file->noted;
    char *notes = mmap(0, all, PROT_READ, MAP_PRIVATE, file->notes, 0);
    if (notes == MAP_FAILED) broken("notes");
    int image = open_platter(file->inode, "", 0);
    uint64_t at = 0;
    while (at < upto) {
        struct note head;
        memcpy(&head, notes + at, sizeof head);
        at += sizeof head;
        if (head.length == UINT64_MAX) {
            if (ftruncate(image, (off_t)head.offset)) broken("image");
        } else {
            if (pwrite(image, notes + at, head.length, (off_t)head.offset) != (ssize_t)head.length) broken("image");
            at += head.length;
        }
    }
    close(image);
    char *rest = malloc(all - at + 1);
    memcpy(rest, notes + at, all - at);
    munmap(notes, all);
    if (ftruncate(file->notes, 0)) broken("notes");
    if (all > at && write(file->notes, rest, all - at) != (ssize_t)(all - at)) broken("notes");
    free(rest);
    file->noted = all - at;
    file->late = 0;
}

// What a sync of a file does, honest or not.
static void sync_file(struct file *file) {
    if (control->honesty == NORMAL && is_named(file->name, "-wal") && file->last != 0) return;
    if (control->honesty == LATE) {
        settle(file, file->late);
        file->late = file->noted;
    } else {
        settle(file, file->noted);
    }
}

// With synchronous=NORMAL the write-ahead log is synced before its pages go to the database file.
static void sync_wal_before(struct file *database) {
    char wal[160];
    snprintf(wal, sizeof wal, "%s-wal", database->name);
    for (int i = 0; i < file_count; i++)
        if (!strcmp(files[i].name, wal)) settle(&files[i], files[i].noted);
}

// The names in the folder itself, or in one that is in it.
static void sync_names(const char *name) {
    char path[PATH_MAX + 160], next[PATH_MAX + 160], place[PATH_MAX + 160];
    snprintf(path, sizeof path, "%s/names%s%s", platter, *name ? "." : "", name);
    snprintf(next, sizeof next, "%s/next", platter);
    snprintf(place, sizeof place, "%s%s%s", folder, *name ? "/" : "", name);
    FILE *out = fopen(next, "w");
    DIR *listing = opendir(place);
    if (!out || !listing) broken("names");
    for (struct dirent *entry; (entry = readdir(listing));)
        if (entry->d_type == DT_REG && !is_named(entry->d_name, "-shm"))
            fprintf(out, "%llu %s\n", (unsigned long long)entry->d_ino, entry->d_name);
        else if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            fprintf(out, "folder %s\n", entry->d_name);
    closedir(listing);
    fclose(out);
    if (rename(next, path)) broken("names");
}

static void track(int fd, int flags) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    if (!is_within(path)) return;
    if (file_count == 256) broken("too many files");
    const char *name = path + folder_length;
    name += *name == '/';
    struct stat state;
    if (fstat(fd, &state)) return;
    struct file *file = &files[file_count++];
    *file = (struct file){.fd = fd, .inode = state.st_ino, .notes = -1};
    snprintf(file->name, sizeof file->name, "%s", name);
    file->is_folder = S_ISDIR(state.st_mode);
    if (file->is_folder) return;
    file->notes = open_platter(state.st_ino, ".notes", O_APPEND);
    file->noted = (uint64_t)lseek(file->notes, 0, SEEK_END);
    if (flags & O_TRUNC) note(file, 0, UINT64_MAX, 0);
}

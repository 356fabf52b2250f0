// A disk that can lose power and fail, between a process and the kernel: to be loaded with LD_PRELOAD.
//
// It keeps beside the data folder what a real platter would have: every write is noted, and only a sync moves the notes
// of that file to its image. At a drawn moment the process is killed; whoever restores the folder from the images sees
// what a machine finds after a power cut. The n-th call of a kind can be made to fail, and room can be made scarce.
//
// PLATTER         folder for the images; with a file `control` of the size of `struct control`, which both sides map
// PLATTER_FOLDER  the data folder, as a real path
//
// In PLATTER: `i<inode>` is the image of a file, `i<inode>.notes` the writes that no sync has covered, `names` the
// names that a sync of the folder has covered. A failed sync drops the notes: the kernel counts those pages as clean
// from then on, reads them from memory and never writes them again.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
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
};

struct file {
    int fd;
    ino_t inode;
    char name[128];  // within the folder; empty for the folder itself
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

#define REAL(name) ((typeof(&name))real(#name))
static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) _exit(99);
    return found;
}

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

static void sync_names(void) {
    char path[PATH_MAX + 16], next[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/names", platter);
    snprintf(next, sizeof next, "%s/names.next", platter);
    FILE *out = fopen(next, "w");
    DIR *listing = opendir(folder);
    if (!out || !listing) broken("names");
    for (struct dirent *entry; (entry = readdir(listing));)
        if (entry->d_type == DT_REG && !is_named(entry->d_name, "-shm"))
            fprintf(out, "%llu %s\n", (unsigned long long)entry->d_ino, entry->d_name);
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
    if (!*name) return;
    file->notes = open_platter(state.st_ino, ".notes", O_APPEND);
    file->noted = (uint64_t)lseek(file->notes, 0, SEEK_END);
    if (flags & O_TRUNC) note(file, 0, UINT64_MAX, 0);
}

static int opened(int fd, int flags) {
    if (fd >= 0 && control && !inside) {
        enter();
        track(fd, flags);
        leave();
    }
    return fd;
}

static int refuses_open(const char *path) {
    if (!control || inside || !is_within(path)) return 0;
    enter();
    int failed = fails(OPEN, path);
    leave();
    return failed;
}

#define OPEN_CALL(name) \
    int name(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if (refuses_open(path)) return -1; \
        return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), flags); \
    }
OPEN_CALL(open)
OPEN_CALL(open64)

int close(int fd) {
    if (control && !inside) {
        enter();
        struct file *file = find(fd);
        if (file) {
            if (file->notes >= 0) close(file->notes);
            *file = files[--file_count];
        }
        leave();
    }
    return (int)syscall(SYS_close, fd);
}

// How many of `length` bytes may be stored at `offset`; takes that room.
static ssize_t allowed(struct file *file, size_t length, off_t offset) {
    if (control->room < 0) return (ssize_t)length;
    struct stat state;
    if (fstat(file->fd, &state)) return -1;
    int64_t grows = (int64_t)offset + (int64_t)length - (int64_t)state.st_size;
    if (grows > control->room) {
        errno = ENOSPC;
        return -1;
    }
    if (grows > 0) control->room -= grows;
    return (ssize_t)length;
}

static ssize_t written(int fd, const void *bytes, size_t length, off_t offset, int has_offset) {
    struct file *file = 0;
    if (control && !inside) {
        enter();
        file = find(fd);
        if (!file || !file->name[0]) leave();
    }
    if (!file || !file->name[0])
        return has_offset ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    if (!has_offset) offset = lseek(fd, 0, SEEK_CUR);
    ssize_t result = -1;
    if (!fails(WRITE, file->name) && allowed(file, length, offset) >= 0) {
        tick();
        if (control->honesty == NORMAL) sync_wal_before(file);
        note(file, bytes, length, (uint64_t)offset);
        result = has_offset ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    }
    leave();
    return result;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return written(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return written(fd, bytes, length, offset, 1);
}

static int cut(int fd, off_t length) {
    struct file *file = 0;
    if (control && !inside) {
        enter();
        file = find(fd);
        if (!file) leave();
    }
    if (!file) return (int)syscall(SYS_ftruncate, fd, length);
    int result = -1;
    if (!fails(TRUNCATE, file->name)) {
        tick();
        note(file, 0, UINT64_MAX, (uint64_t)length);
        result = (int)syscall(SYS_ftruncate, fd, length);
    }
    leave();
    return result;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

// A sync of the kernel itself is left out: the images stand for the disk.
static int synced(int fd) {
    if (!control || inside) return 0;
    enter();
    struct file *file = find(fd);
    int result = 0;
    if (file && fails(SYNC, file->name)) {
        result = -1;
        if (file->name[0]) {
            int saved = errno;
            if (ftruncate(file->notes, 0)) broken("notes");
            file->noted = file->late = 0;
            errno = saved;
        }
    } else if (file) {
        tick();
        if (file->name[0]) sync_file(file);
        else sync_names();
    }
    leave();
    return result;
}

int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

// A name that goes keeps its inode as long as the names on the platter may still lead to it.
static void keep(const char *path) {
    struct stat state;
    char kept[PATH_MAX + 64];
    if (lstat(path, &state)) return;
    snprintf(kept, sizeof kept, "%s/kept%llu", platter, (unsigned long long)state.st_ino);
    if (link(path, kept) && errno != EEXIST) broken("link");
}

static int is_ours(const char *path) {
    return control && !inside && is_within(path);
}

int unlink(const char *path) {
    if (!is_ours(path)) return (int)syscall(SYS_unlink, path);
    enter();
    int result = -1;
    if (!fails(REMOVE, path)) {
        tick();
        keep(path);
        result = (int)syscall(SYS_unlink, path);
    }
    leave();
    return result;
}

int rename(const char *from, const char *to) {
    if (!is_ours(to)) return (int)syscall(SYS_rename, from, to);
    enter();
    int result = -1;
    if (!fails(REMOVE, to)) {
        tick();
        keep(to);
        result = (int)syscall(SYS_rename, from, to);
    }
    leave();
    return result;
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
    if (control && !inside) {
        enter();
        struct file *file = find(fd);
        int failed = file && fails(READ, file->name);
        leave();
        if (failed) return -1;
    }
    return syscall(SYS_pread64, fd, bytes, length, offset);
}

int statvfs(const char *path, struct statvfs *state) {
    int result = REAL(statvfs)(path, state);
    if (!result && control && control->room >= 0)
        state->f_bavail = state->f_bfree = (fsblkcnt_t)(control->room / (int64_t)state->f_frsize);
    return result;
}

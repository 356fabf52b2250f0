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
// names that a sync of the folder has covered, `names.<folder>` those in a folder in it. A failed sync drops the notes: the kernel counts those pages as clean
// from then on, reads them from memory and never writes them again.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

#include "platter.h"

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
        if (!file->is_folder) {
            int saved = errno;
            if (ftruncate(file->notes, 0)) broken("notes");
            file->noted = file->late = 0;
            errno = saved;
        }
    } else if (file) {
        tick();
        if (file->is_folder) sync_names(file->name);
        else sync_file(file);
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
    int (*real)(const char *, struct statvfs *) = dlsym(RTLD_NEXT, "statvfs");
    int result = real(path, state);
    if (!result && control && control->room >= 0)
        state->f_bavail = state->f_bfree = (fsblkcnt_t)(control->room / (int64_t)state->f_frsize);
    return result;
}

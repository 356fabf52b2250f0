// The parts of Linux that Swift's Glibc module does not show: epoll, eventfd, accept4, flock, sendfile, malloc_usable_size.
#pragma once
#include "sha256.h"
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/statvfs.h>

// struct epoll_event is packed on x86-64 and its data is a union: both are kept on this side of the border.

/// Watches `fd`; `token` comes back with every event. 0, or -1 with errno.
static inline int pgb_epoll_add(int epoll, int fd, unsigned int flags, unsigned long long token) {
    struct epoll_event event = {.events = flags, .data = {.u64 = token}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static inline int pgb_epoll_remove(int epoll, int fd) {
    struct epoll_event event = {0};
    return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &event);
}

static inline unsigned long long pgb_epoll_token(const struct epoll_event *events, int index) {
    return events[index].data.u64;
}

static inline unsigned int pgb_epoll_flags(const struct epoll_event *events, int index) {
    return events[index].events;
}

/// Sends two pieces of memory as one write, without a signal when the other side has gone. The number of bytes that
/// were taken, or -1 with errno.
static inline long pgb_send(int fd, const void *head, unsigned long headBytes, const void *body, unsigned long bodyBytes) {
    struct iovec parts[2] = {{.iov_base = (void *)head, .iov_len = headBytes}, {.iov_base = (void *)body, .iov_len = bodyBytes}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = bodyBytes > 0 ? 2 : 1};
    return sendmsg(fd, &message, MSG_NOSIGNAL);
}

/// Names the calling thread, so that `top -H` and a profiler tell threads apart; at most 15 bytes.
static inline void pgb_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

// Only declared by glibc for programs that ask for all of GNU, which Swift's modules do not.
extern int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// Accepts a connection that does not block and is closed on exec. The descriptor, or -1 with errno.
static inline int pgb_accept(int listener, struct sockaddr_storage *address) {
    socklen_t length = sizeof *address;
    return accept4(listener, (struct sockaddr *)address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// The parts of Linux that Swift's Glibc module does not show: epoll, eventfd, accept4, flock.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/statvfs.h>

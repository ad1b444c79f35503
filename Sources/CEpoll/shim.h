#ifndef APIEXPOSE_CEPOLL_SHIM_H
#define APIEXPOSE_CEPOLL_SHIM_H

/* Swift's modules of C libraries leave these headers out. glibc makes enumerations of their constants, musl numbers:
   here they have one type. Elsewhere than on Linux there is nothing. */
#ifdef __linux__
#include <malloc.h>
#include <netinet/in.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/* Readable, until it is read. */
static const uint32_t CEpoll_readable = EPOLLIN;
/* Writable, told once. */
static const uint32_t CEpoll_writable_once = EPOLLOUT | EPOLLONESHOT;
static const int CEpoll_event_counter = EFD_CLOEXEC | EFD_NONBLOCK;
/* Linux 4.2; musl has no name for it before 1.2.3. */
#ifdef IP_BIND_ADDRESS_NO_PORT
static const int CEpoll_bind_address_no_port = IP_BIND_ADDRESS_NO_PORT;
#else
static const int CEpoll_bind_address_no_port = 24;
#endif
static const int CEpoll_bind_to_device = SO_BINDTODEVICE;
static const int CEpoll_stream_socket = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
#endif

/* glibc sets 64 MB of address space aside for each thread that allocates: one such arena for all (mallopt(3)). */
static inline void CEpoll_share_one_arena(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}

#endif

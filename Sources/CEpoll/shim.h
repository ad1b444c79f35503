#ifndef APIEXPOSE_CEPOLL_SHIM_H
#define APIEXPOSE_CEPOLL_SHIM_H

/* Swift's Glibc module leaves these headers out. */
#ifdef __linux__
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif

#endif

#ifndef APIEXPOSE_CEPOLL_SHIM_H
#define APIEXPOSE_CEPOLL_SHIM_H

/* Swift's Glibc module leaves these two headers out. */
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif

#endif

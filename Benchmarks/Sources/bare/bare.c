#define _GNU_SOURCE
// The least that the job can cost: the reference that apiexpose is measured against.
//
//   bare connect A.B.C.D COUNT PORT CONCURRENCY TIMEOUT_MS   one non-blocking connect(2) for each address
//   bare answers A.B.C.D COUNT PORT CONCURRENCY TIMEOUT_MS   and, over TLS, GET /version and GET /healthz at once
//
// One thread, one epoll, SSL_set_fd, no parsing but a search for the two answers. Prints how many addresses answered,
// refused and stayed silent. Loopback and namespaces of one's own only.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct attempt {
  int descriptor, next, previous;
  int64_t deadline;
  SSL *tls;
  int has_asked, length;
  char *answer;
} attempt;

enum { largest_answer = 4096 };
static const char requests[] =
    "GET /version HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bare\r\nAccept: */*\r\n\r\n"
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bare\r\nAccept: */*\r\nConnection: close\r\n\r\n";

static attempt *attempts;
static int oldest = -1, newest = -1, *unused, unused_count, poller;
static long answered, refused, silent, failed;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

// All deadlines are equally far, so the attempts in the order of their beginning are in the order of their deadlines.
static void finish(int index, long *tally) {
  attempt *a = &attempts[index];
  if (a->tls) SSL_free(a->tls);
  free(a->answer);
  close(a->descriptor);
  if (a->previous >= 0) attempts[a->previous].next = a->next; else oldest = a->next;
  if (a->next >= 0) attempts[a->next].previous = a->previous; else newest = a->previous;
  unused[unused_count++] = index;
  ++*tally;
}

static void begin(uint32_t address, uint16_t port, int64_t deadline) {
  int index = unused[--unused_count];
  attempt *a = &attempts[index];
  *a = (attempt){.next = -1, .previous = newest, .deadline = deadline};
  if (newest >= 0) attempts[newest].next = index; else oldest = index;
  newest = index;
  a->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (a->descriptor < 0) { perror("socket"); exit(1); }
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
  if (connect(a->descriptor, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
    return finish(index, errno == ECONNREFUSED ? &refused : &failed);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.u32 = index};
  epoll_ctl(poller, EPOLL_CTL_ADD, a->descriptor, &event);
}

static int has_both_answers(const attempt *a) {
  return a->answer && memmem(a->answer, a->length, "gitVersion", 10) && memmem(a->answer, a->length, "\r\n\r\nok", 6);
}

static void converse(int index, SSL_CTX *context) {
  attempt *a = &attempts[index];
  if (!a->tls) {
    a->tls = SSL_new(context);
    SSL_set_fd(a->tls, a->descriptor);
    SSL_set_connect_state(a->tls);
  }
  if (!a->has_asked) {
    int result = SSL_do_handshake(a->tls);
    if (result != 1) {
      if (SSL_get_error(a->tls, result) == SSL_ERROR_WANT_READ) return;
      return finish(index, &failed);
    }
    if (SSL_write(a->tls, requests, sizeof requests - 1) <= 0) return finish(index, &failed);
    a->has_asked = 1;
    a->answer = malloc(largest_answer);
  }
  for (;;) {
    int count = SSL_read(a->tls, a->answer + a->length, largest_answer - a->length);
    if (count <= 0 && SSL_get_error(a->tls, count) == SSL_ERROR_WANT_READ) {
      if (!has_both_answers(a)) return;
      count = 0;
    }
    if (count <= 0) return finish(index, has_both_answers(a) ? &answered : &failed);
    a->length += count;
    if (a->length == largest_answer) return finish(index, &failed);
  }
}

int main(int count_of_words, char **words) {
  if (count_of_words != 7) return fprintf(stderr, "usage: bare connect|answers ADDRESS COUNT PORT CONCURRENCY TIMEOUT_MS\n"), 64;
  int asks = strcmp(words[1], "answers") == 0;
  uint32_t first = ntohl(inet_addr(words[2]));
  long count = atol(words[3]), begun = 0;
  uint16_t port = atoi(words[4]);
  int concurrency = atoi(words[5]), timeout = atoi(words[6]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  signal(SIGPIPE, SIG_IGN);
  SSL_CTX *context = NULL;
  if (asks) {
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384");
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  }
  poller = epoll_create1(EPOLL_CLOEXEC);
  attempts = calloc(concurrency, sizeof *attempts);
  unused = calloc(concurrency, sizeof *unused);
  while (unused_count < concurrency) { unused[unused_count] = unused_count; ++unused_count; }
  struct epoll_event events[256];
  while (begun < count || oldest >= 0) {
    while (begun < count && unused_count > 0) begin(first + begun++, port, now() + timeout);
    int64_t wait = oldest < 0 ? 0 : attempts[oldest].deadline - now();
    int ready = epoll_wait(poller, events, 256, wait < 0 ? 0 : (int)wait);
    for (int i = 0; i < ready; ++i) {
      int index = events[i].data.u32, code = 0;
      socklen_t size = sizeof code;
      if (!attempts[index].tls) {
        getsockopt(attempts[index].descriptor, SOL_SOCKET, SO_ERROR, &code, &size);
        if (code) { finish(index, code == ECONNREFUSED ? &refused : &failed); continue; }
        if (!(events[i].events & EPOLLOUT)) continue;
      }
      if (asks) converse(index, context); else finish(index, &answered);
    }
    for (int64_t moment = now(); oldest >= 0 && attempts[oldest].deadline <= moment;) finish(oldest, &silent);
  }
  printf("answered %ld refused %ld silent %ld failed %ld\n", answered, refused, silent, failed);
  return 0;
}

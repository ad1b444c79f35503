// A server on every loopback address that misuses TLS, for measuring what that costs a client.
//
//   hostile KIND PORT CERTIFICATE KEY
//
//   silent       takes a connection and whatever comes on it, and says nothing
//   tickets      TLS 1.3: sends NewSessionTicket messages without end
//   keyupdate    TLS 1.3: sends KeyUpdate messages without end, each asking for one in return
//   renegotiate  TLS 1.2: asks for another handshake after each handshake
//   bytes        TLS 1.3: sends data in records of one byte without end
//   handshake    sends handshake records of one byte without end, before it has said who it is
//
// With port 0 it takes a free one. It prints "ready PORT" when it listens.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum kind { SILENT, TICKETS, KEYUPDATE, RENEGOTIATE, BYTES, HANDSHAKE };
static const char *const names[] = {"silent", "tickets", "keyupdate", "renegotiate", "bytes", "handshake"};

struct connection {
  int descriptor;
  int established;
  SSL *ssl;
};

static enum kind kind;
static int poller;

static void fail(const char *step) {
  perror(step);
  exit(1);
}

static void end(struct connection *connection) {
  if (connection->ssl) SSL_free(connection->ssl);
  close(connection->descriptor);
  free(connection);
}

static void watch(struct connection *connection, int operation) {
  struct epoll_event event = {.events = EPOLLIN | (kind == SILENT ? 0 : EPOLLOUT) | EPOLLET, .data.ptr = connection};
  if (epoll_ctl(poller, operation, connection->descriptor, &event) != 0) fail("epoll_ctl");
}

// This and the next two return whether the connection still stands.
static int wants_more(struct connection *connection, int result) {
  if (result > 0) return 1;
  int error = SSL_get_error(connection->ssl, result);
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

static int flood_once(struct connection *connection, int *blocked) {
  SSL *ssl = connection->ssl;
  int result = 1;
  switch (kind) {
  case TICKETS:
    SSL_new_session_ticket(ssl);
    result = SSL_do_handshake(ssl);
    break;
  case KEYUPDATE:
    SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED);
    result = SSL_do_handshake(ssl);
    break;
  case RENEGOTIATE:
    if (!SSL_renegotiate_pending(ssl)) SSL_renegotiate(ssl);
    result = SSL_do_handshake(ssl);
    *blocked = 1;
    break;
  case BYTES:
    result = SSL_write(ssl, "x", 1);
    break;
  case SILENT:
  case HANDSHAKE:
    break;
  }
  if (result > 0) return 1;
  *blocked = 1;
  return wants_more(connection, result);
}

static int serve(struct connection *connection) {
  char bytes[16384];
  if (kind == SILENT || kind == HANDSHAKE) {
    ssize_t count;
    while ((count = read(connection->descriptor, bytes, sizeof bytes)) > 0) connection->established = 1;
    if (count == 0 || (count < 0 && errno != EAGAIN)) return 0;
    if (kind == SILENT || !connection->established) return 1;
    // Twenty records of one byte each of a ServerHello that never ends.
    static const unsigned char record[] = {22, 3, 3, 0, 1, 2};
    for (size_t index = 0; index < sizeof bytes / sizeof record; index++)
      memcpy(bytes + index * sizeof record, record, sizeof record);
    bytes[11] = bytes[17] = bytes[23] = 1;
    return write(connection->descriptor, bytes, sizeof bytes / sizeof record * sizeof record) > 0 || errno == EAGAIN;
  }
  if (!connection->established) {
    int result = SSL_accept(connection->ssl);
    if (result <= 0) return wants_more(connection, result);
    connection->established = 1;
  }
  int count;
  while ((count = SSL_read(connection->ssl, bytes, sizeof bytes)) > 0) {}
  if (!wants_more(connection, count)) return 0;
  int blocked = 0;
  for (int turn = 0; turn < 48 && !blocked; turn++)
    if (!flood_once(connection, &blocked)) return 0;
  // The others get their turn; changing the event makes it come again.
  if (!blocked) watch(connection, EPOLL_CTL_MOD);
  return 1;
}

static void take(int listener, SSL_CTX *context) {
  int descriptor;
  while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection) fail("calloc");
    connection->descriptor = descriptor;
    if (context) {
      connection->ssl = SSL_new(context);
      if (!connection->ssl || SSL_set_fd(connection->ssl, descriptor) != 1) fail("SSL_new");
    }
    // A flood goes on for as long as the socket takes it: a small one, so that each connection gets its turn.
    int room = 65536;
    if (kind != SILENT) setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    watch(connection, EPOLL_CTL_ADD);
  }
}

static SSL_CTX *make_context(const char *certificate, const char *key) {
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  int version = kind == RENEGOTIATE ? TLS1_2_VERSION : TLS1_3_VERSION;
  if (!context || SSL_CTX_use_certificate_chain_file(context, certificate) != 1
      || SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1
      || SSL_CTX_set_min_proto_version(context, version) != 1 || SSL_CTX_set_max_proto_version(context, version) != 1)
    fail("SSL_CTX");
  return context;
}

int main(int count, char **words) {
  if (count != 5) return fprintf(stderr, "usage: hostile KIND PORT CERTIFICATE KEY\n"), 64;
  int found = -1;
  for (size_t index = 0; index < sizeof names / sizeof *names; index++)
    if (strcmp(words[1], names[index]) == 0) found = (int)index;
  if (found < 0) return fprintf(stderr, "hostile: no such kind: %s\n", words[1]), 64;
  kind = (enum kind)found;
  signal(SIGPIPE, SIG_IGN);
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  SSL_CTX *context = kind == SILENT || kind == HANDSHAKE ? NULL : make_context(words[3], words[4]);

  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[2]))};
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 4096) != 0) fail("listen");
  socklen_t size = sizeof address;
  getsockname(listener, (struct sockaddr *)&address, &size);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  if (poller < 0 || epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0) fail("epoll");
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);

  struct epoll_event events[256];
  for (;;) {
    int ready = epoll_wait(poller, events, 256, -1);
    for (int index = 0; index < ready; index++) {
      struct connection *connection = events[index].data.ptr;
      if (!connection) take(listener, context);
      else if (!serve(connection)) end(connection);
    }
  }
}

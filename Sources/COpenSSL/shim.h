#ifndef APIEXPOSE_COPENSSL_SHIM_H
#define APIEXPOSE_COPENSSL_SHIM_H

#ifdef __linux__
#include <malloc.h>
#endif

#include <openssl/bio.h>
#include <openssl/conf.h>
#include <openssl/conf.h>
#include <openssl/core_dispatch.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "apiexpose needs OpenSSL 3.0 or later"
#endif

// Swift sees functions and simple constants of a C header, but no function-like macros, no variadic
// functions and no generated stack types. Each function here is one of those under a name of its own.

// SSL_CTX

static inline int COpenSSL_set_min_proto_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_min_proto_version(context, version);
}

static inline int COpenSSL_set_max_proto_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_max_proto_version(context, version);
}

static inline int COpenSSL_set_groups_list(SSL_CTX *context, const char *list) {
  return (int)SSL_CTX_set1_groups_list(context, list);
}

static inline void COpenSSL_set_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_mode(context, mode);
}

static inline void COpenSSL_clear_mode(SSL_CTX *context, long mode) {
  SSL_CTX_clear_mode(context, mode);
}

static inline void COpenSSL_set_session_cache_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_session_cache_mode(context, mode);
}

static inline int COpenSSL_add1_chain_cert(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline void COpenSSL_set_servername_callback(
    SSL_CTX *context, int (*callback)(SSL *, int *, void *), void *argument) {
  SSL_CTX_set_tlsext_servername_callback(context, callback);
  SSL_CTX_set_tlsext_servername_arg(context, argument);
}

// The options are 64 bits wide in OpenSSL 3 and made by a macro that Swift does not see.
static inline void COpenSSL_set_scanning_options(SSL_CTX *context) {
  SSL_CTX_set_options(
      context, SSL_OP_NO_TICKET | SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION);
}

static inline void COpenSSL_set_server_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
}

// SSL

static inline int COpenSSL_set_host_name(SSL *connection, const char *name) {
  return (int)SSL_set_tlsext_host_name(connection, name);
}

static inline int COpenSSL_set_app_data(SSL *connection, void *data) {
  return SSL_set_app_data(connection, data);
}

static inline void *COpenSSL_get_app_data(const SSL *connection) {
  return SSL_get_app_data(connection);
}

// BIO

static inline void COpenSSL_clear_retry_flags(BIO *bio) {
  BIO_clear_retry_flags(bio);
}

static inline void COpenSSL_set_retry_read(BIO *bio) {
  BIO_set_retry_read(bio);
}

static inline long COpenSSL_get_mem_data(BIO *bio, char **data) {
  return BIO_get_mem_data(bio, data);
}

// Keys

static inline EVP_PKEY *COpenSSL_generate_p256_key(void) {
  return EVP_EC_gen("P-256");
}

static inline EVP_PKEY *COpenSSL_generate_rsa_key(unsigned int bits) {
  return EVP_RSA_gen((size_t)bits);
}

// Configuration

static inline void COpenSSL_free(void *memory) {
  OPENSSL_free(memory);
}

// Takes the modules of one kind out of a section, so that CONF_modules_load does not run them. A module's name may go on
// behind a dot (CONF_modules_load_file(3)).
static inline void COpenSSL_remove_modules(STACK_OF(CONF_VALUE) *section, const char *kind) {
  size_t length = strlen(kind);
  for (int i = sk_CONF_VALUE_num(section) - 1; i >= 0; i--) {
    const char *name = sk_CONF_VALUE_value(section, i)->name;
    if (strncmp(name, kind, length) == 0 && (name[length] == 0 || name[length] == '.'))
      sk_CONF_VALUE_delete(section, i);
  }
}

// Stacks

typedef STACK_OF(X509_NAME) COpenSSL_X509_NAME_stack;

static inline int COpenSSL_name_count(const STACK_OF(X509_NAME) *names) {
  return sk_X509_NAME_num(names);
}

static inline const X509_NAME *COpenSSL_name_at(const STACK_OF(X509_NAME) *names, int index) {
  return sk_X509_NAME_value(names, index);
}

static inline STACK_OF(X509_NAME) *COpenSSL_name_stack_new(void) {
  return sk_X509_NAME_new_null();
}

static inline int COpenSSL_name_stack_push(STACK_OF(X509_NAME) *names, X509_NAME *name) {
  return sk_X509_NAME_push(names, name);
}

static inline void COpenSSL_name_stack_free(STACK_OF(X509_NAME) *names) {
  sk_X509_NAME_pop_free(names, X509_NAME_free);
}

static inline int COpenSSL_general_name_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}

static inline GENERAL_NAME *COpenSSL_general_name_at(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index);
}

static inline int COpenSSL_general_name_push(GENERAL_NAMES *names, GENERAL_NAME *name) {
  return sk_GENERAL_NAME_push(names, name);
}

#endif

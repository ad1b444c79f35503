#ifndef APIEXPOSE_COPENSSL_SHIM_H
#define APIEXPOSE_COPENSSL_SHIM_H

#include <openssl/ssl.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <openssl/rand.h>
#include <openssl/evp.h>
#include <openssl/bio.h>

#endif

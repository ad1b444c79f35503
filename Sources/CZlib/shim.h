#ifndef APIEXPOSE_CZLIB_SHIM_H
#define APIEXPOSE_CZLIB_SHIM_H

#include <zlib.h>

#endif

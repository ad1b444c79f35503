#ifndef APIEXPOSE_CIDN2_SHIM_H
#define APIEXPOSE_CIDN2_SHIM_H

#include <idn2.h>

#endif

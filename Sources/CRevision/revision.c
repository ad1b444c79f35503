#include "CRevision.h"

// Scripts/release looks for the mark. 40 characters of a commit, or 64, and 20 of a time fit behind it.
#define MARK "apiexpose-revision:"

static const volatile char revision[sizeof(MARK) - 1 + 96] = MARK;

const char *CRevision_text(void) { return (const char *)revision + sizeof(MARK) - 1; }

#include "CRevision.h"

#ifndef APIEXPOSE_COMMIT
#define APIEXPOSE_COMMIT ""
#endif
#ifndef APIEXPOSE_COMMIT_DATE
#define APIEXPOSE_COMMIT_DATE ""
#endif

const char *CRevision_commit(void) { return APIEXPOSE_COMMIT; }

const char *CRevision_date(void) { return APIEXPOSE_COMMIT_DATE; }

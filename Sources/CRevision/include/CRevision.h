#ifndef APIEXPOSE_CREVISION_H
#define APIEXPOSE_CREVISION_H

/// The commit of this build as git names it, with a plus sign behind it where the source was changed since, a blank, and
/// the commit's time as ISO 8601 writes it, in UTC. Scripts/release writes them into the finished binary, so that a new
/// commit compiles nothing anew; empty where it did not.
const char *_Nonnull CRevision_text(void);

#endif

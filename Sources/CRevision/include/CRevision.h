#ifndef APIEXPOSE_CREVISION_H
#define APIEXPOSE_CREVISION_H

// What Package.swift was told of the source that it builds; empty where it was told nothing.

/// The commit, as git names it; with a plus sign behind it where the source was changed since.
const char *_Nonnull CRevision_commit(void);

/// The time of the commit, as ISO 8601 writes it, in UTC.
const char *_Nonnull CRevision_date(void);

#endif

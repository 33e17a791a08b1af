/* Waiting for what PostgreSQL answers, but not for a server that stands still. */
#ifndef TN_PG_WAIT_H
#define TN_PG_WAIT_H

#include <libpq-fe.h>
#include <stdbool.h>

/* The next result, or NULL, as PQgetResult, of a connection that does not block. *still becomes true, and the result is
 * NULL from then on, when nothing is heard and the server answers nobody; for a commit also after half a minute, as it
 * has no time limit of its own: it waits for the standby. */
PGresult *pg_next(PGconn *pq, bool *still, bool commits);

#endif

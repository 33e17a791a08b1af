#include "pg_wait.h"

#include "clock.h"
#include "err.h"
#include "log.h"

#include <poll.h>
#include <stdint.h>

/* How long a server may say nothing before it is asked whether it is there, how often in a row it may leave that
 * without an answer, and the most that a commit is waited for. */
enum { SILENCE_MS = 1000, SILENCES = 2, COMMIT_WAIT_MS = 30000 };

/* Does the server of this connection still answer anyone? Busy is an answer, a refusal too; frozen, or cut off from us,
 * is none. All is named that libpq would ask the machine for: inside a box nobody tells it who we are. */
static bool answers(const PGconn *pq)
{
	static const char *const keys[] = {"host", "hostaddr", "port", "user", "dbname", "sslmode", "gssencmode",
	                                   "connect_timeout", NULL};
	const char *const values[] = {PQhost(pq), PQhostaddr(pq), PQport(pq), PQuser(pq), PQdb(pq), "disable", "disable",
	                              "2", NULL};
	PGPing ping = PQpingParams(keys, values, 0);
	if (ping == PQPING_NO_ATTEMPT)
		BUG("a server cannot be asked whether it is there");
	return ping != PQPING_NO_RESPONSE;
}

/* Until something can be read, or sent of what waits: 1. 0: nothing, for `ms`. -1: the connection is lost. */
static int wait_for(PGconn *pq, int unsent, int ms)
{
	struct pollfd at = {.fd = PQsocket(pq), .events = (short)(unsent != 0 ? POLLIN | POLLOUT : POLLIN)};
	int n = poll(&at, 1, ms);
	if (n <= 0)
		return n == 0 ? 0 : 1; /* interrupted */
	return (at.revents & ~POLLOUT) == 0 || PQconsumeInput(pq) == 1 ? 1 : -1;
}

/* One question without an answer is no proof: a packet may be lost, or many may come at once. */
PGresult *pg_next(PGconn *pq, bool *still, bool commits)
{
	int64_t until = clock_ticks() + (int64_t)COMMIT_WAIT_MS * 1000;
	int silences = 0, unsent, stirs = 1;
	while (!*still && stirs >= 0 && (unsent = PQflush(pq)) >= 0 && PQisBusy(pq)) {
		stirs = wait_for(pq, unsent, silences == 0 ? SILENCE_MS : 0);
		if (stirs != 0) {
			silences = 0;
		} else if (silences < SILENCES && !(commits && clock_ticks() > until)) {
			silences = answers(pq) ? 0 : silences + 1;
		} else {
			log_line(LOG_WARN, "db.lost", "answer=none");
			*still = true;
		}
	}
	return *still ? NULL : PQgetResult(pq);
}

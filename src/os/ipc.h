/* Messages between our own processes: over a SOCK_SEQPACKET pair, so that each arrives whole or not at all. A message
 * is a head (type, status, number, length of the body) and a body; a descriptor may travel with it. What comes in is
 * checked against its own length before anything looks at it: a boxed process is not trusted by its neighbours. */
#ifndef TN_IPC_H
#define TN_IPC_H

#include "str.h"

enum { IPC_BODY_MAX = 96 * 1024 };

struct ipc_head {
	uint16_t type;
	uint16_t status; /* enum err, in answers */
	uint32_t number; /* an answer has the number of its question */
};

/* Sends one message; pass_fd < 0 sends none. ERR_DOWN when nobody holds the other end, ERR_BUSY when the queue stayed
 * full for a second, ERR_TOO_BIG above IPC_BODY_MAX. */
enum err ipc_send(int fd, struct ipc_head head, struct str body, int pass_fd) MUST_CHECK;

/* Waits at most wait_ms (-1: for ever) for one message and puts its body in `room` (of `cap` bytes); *body is a slice
 * of it. *got_fd gets the descriptor that came along, or -1; with got_fd NULL such a message is refused. ERR_BUSY:
 * nothing came in time; ERR_DOWN: the other end is closed; ERR_INVALID: not a message of ours, it is gone. */
enum err ipc_recv(int fd, int wait_ms, struct ipc_head *head, char *room, size_t cap, struct str *body,
                  int *got_fd) MUST_CHECK;

/* Bodies: integers little-endian, slices with a 4-byte length. Writers and readers have a sticky error. */
struct ipc_writer {
	char *p;
	size_t n, cap;
	bool failed;
};
void ipc_put_u32(struct ipc_writer *w, uint32_t v);
void ipc_put_i64(struct ipc_writer *w, int64_t v);
void ipc_put_str(struct ipc_writer *w, struct str s);
static inline struct str ipc_written(const struct ipc_writer *w)
{
	return (struct str){w->p, w->n};
}

struct ipc_reader {
	struct str left;
	bool failed;
};
uint32_t ipc_get_u32(struct ipc_reader *r);
int64_t ipc_get_i64(struct ipc_reader *r);
struct str ipc_get_str(struct ipc_reader *r); /* a slice of the body */
/* Everything was there and nothing is left over. */
static inline bool ipc_read_all(const struct ipc_reader *r)
{
	return !r->failed && r->left.n == 0;
}

#endif

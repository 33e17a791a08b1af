#include "duty_parse.h"

#include "boxed.h"

#include <errno.h>
#include <unistd.h>

static bool write_all(const char *p, size_t n)
{
	while (n > 0) {
		ssize_t put = write(DUTY_FD_WORK, p, n);
		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			p += put;
			n -= (size_t)put;
		}
	}
	return true;
}

static int echo(void)
{
	char room[4096];
	for (;;) {
		ssize_t n = read(DUTY_FD_WORK, room, sizeof room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 ? 0 : 1;
		if (!write_all(room, (size_t)n))
			return 1;
	}
}

static int (*const kinds[BOXED__N])(void) = {
	[BOXED_ECHO] = echo,
};

int parse_work(struct duty_run *run)
{
	struct ipc_head head;
	struct str body;
	char room[16];
	duty_seal(run);
	if (ipc_recv(DUTY_FD_CONTROL, 1000, &head, room, sizeof room, &body, NULL) != OK)
		return 1;
	struct ipc_reader r = {.left = body};
	uint32_t kind = ipc_get_u32(&r);
	if (!ipc_read_all(&r) || kind >= BOXED__N || kinds[kind] == NULL)
		return 1;
	return kinds[kind]();
}

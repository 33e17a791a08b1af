#include "duty_pdf.h"

#include "boxed.h"
#include "duty.h"
#include "log.h"
#include "pdf_program.h"
#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define PYTHON "/usr/bin/python3"
#define HELPER "/usr/lib/python3/dist-packages/weasyprint/__init__.py"

static char *const environment[] = {
	"PATH=/usr/bin", "LANG=C.UTF-8", "HOME=/nonexistent", "XDG_CACHE_HOME=/nonexistent", "OMP_NUM_THREADS=1", NULL,
};

/* Is the helper program on this machine? Looked at before the box, in which all there is to see is what it needs. */
int pdf_before(struct duty_run *run)
{
	bool there = access(PYTHON, X_OK) == 0 && access(HELPER, R_OK) == 0;
	run->held = there ? run : NULL;
	return 0;
}

static enum err take_kind(void)
{
	struct ipc_head head;
	struct str body;
	char room[16];
	return ipc_recv(DUTY_FD_CONTROL, 1000, &head, room, sizeof room, &body, NULL);
}

int pdf_work(struct duty_run *run)
{
	/* What stays open for the helper: its two ends, and standard error for the last word of a broken one. */
	if (dup2(DUTY_FD_WORK, STDIN_FILENO) < 0 || dup2(DUTY_FD_WORK, STDOUT_FILENO) < 0 ||
	    fcntl(DUTY_FD_CONTROL, F_SETFD, FD_CLOEXEC) != 0 || fcntl(DUTY_FD_WORK, F_SETFD, FD_CLOEXEC) != 0)
		return 1;
	duty_seal(run);
	if (take_kind() != OK)
		return 1;
	if (run->held == NULL)
		return boxed_answer(DUTY_FD_WORK, S(BOXED_PDF_LACKS)) == OK ? 0 : 1;
	char *const argv[] = {(char[]){"thuisnabij-pdf"}, (char[]){"-I"}, (char[]){"-S"}, (char[]){"-c"},
	                      (char *)pdf_program, (char *)pdf_style, (char[]){"boxed"}, NULL}; /* exec writes to none */
	proc_exec(PYTHON, argv, environment);
	log_line(LOG_ERROR, "pdf", "starts=no errno=%d", errno);
	return 1;
}

/* The program with faults that a drill asks for while it runs: calls of the kernel and of memory fail at the n-th, and
 * the wall clock jumps. Linked into a program of its own, so it works in every box and under the sanitizers, and
 * children whose environment is emptied have it too.
 *
 * What is asked stands in the file PROGRAM.faults (PROGRAM: the executable), which drill.py writes while the program
 * runs; without that file nothing fails. Only regular files beyond standard error fail. */
#undef _FILE_OFFSET_BITS /* pwrite and pwrite64 are two names here, and both are taken over */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As in drill.py. */
enum { KIND_WRITE = 1, KIND_SYNC = 2, KIND_LENGTH = 4, KIND_MEMORY = 8 };

static struct asked {
	_Atomic int64_t shift_ms; /* of the wall clock */
	_Atomic int64_t after;    /* calls of these kinds that still go well */
	_Atomic int64_t hits, calls;
	_Atomic uint32_t kinds;
	_Atomic int32_t error;    /* 0: half of it is written */
	_Atomic uint32_t lasting; /* all calls from then on, not that one only */
	_Atomic int32_t pid;      /* 0: every process */
} nothing, *asked = &nothing;

/* ssize_t write() and its kin are the C library's, so they are declared by its headers. */
void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);

static bool fails(unsigned kind)
{
	if ((asked->kinds & kind) == 0 || (asked->pid != 0 && asked->pid != getpid()))
		return false;
	asked->calls++;
	int64_t left = asked->after--;
	if (left != 0 && !(asked->lasting != 0 && left < 0))
		return false;
	asked->hits++;
	return true;
}

static bool file_fails(int fd, unsigned kind)
{
	struct stat st;
	if (fd <= STDERR_FILENO || (asked->kinds & kind) == 0)
		return false;
	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && fails(kind);
}

static ssize_t written(int fd, const void *p, size_t n, int64_t at)
{
	if (file_fails(fd, KIND_WRITE)) {
		if (asked->error != 0 || n < 2) {
			errno = asked->error != 0 ? asked->error : EIO;
			return -1;
		}
		n /= 2;
	}
	return at < 0 ? syscall(SYS_write, fd, p, n) : syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t write(int fd, const void *p, size_t n)
{
	return written(fd, p, n, -1);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	return written(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	return written(fd, p, n, at);
}

static int result(int fd, unsigned kind, long number, int64_t length)
{
	if (file_fails(fd, kind)) {
		errno = asked->error != 0 ? asked->error : EIO;
		return -1;
	}
	return (int)syscall(number, fd, length);
}

int fsync(int fd)
{
	return result(fd, KIND_SYNC, SYS_fsync, 0);
}

int fdatasync(int fd)
{
	return result(fd, KIND_SYNC, SYS_fdatasync, 0);
}

int ftruncate(int fd, off_t n)
{
	return result(fd, KIND_LENGTH, SYS_ftruncate, n);
}

int ftruncate64(int fd, off64_t n)
{
	return result(fd, KIND_LENGTH, SYS_ftruncate, n);
}

int clock_gettime(clockid_t id, struct timespec *t)
{
	long rc = syscall(SYS_clock_gettime, id, t);
	int64_t shift = asked->shift_ms;
	if (rc == 0 && id == CLOCK_REALTIME && shift != 0) {
		int64_t ns = t->tv_nsec + shift % 1000 * 1000000;
		t->tv_sec += shift / 1000 + (ns < 0 ? -1 : ns / 1000000000);
		t->tv_nsec = ns < 0 ? ns + 1000000000 : ns % 1000000000;
	}
	return (int)rc;
}

/* Memory: of our own code, and of SQLite. */

void *__wrap_malloc(size_t n)
{
	return fails(KIND_MEMORY) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
	return fails(KIND_MEMORY) ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails(KIND_MEMORY) ? NULL : __real_realloc(p, n);
}

static sqlite3_mem_methods lite;

static void *lite_malloc(int n)
{
	return fails(KIND_MEMORY) ? NULL : lite.xMalloc(n);
}

static void *lite_realloc(void *p, int n)
{
	return fails(KIND_MEMORY) ? NULL : lite.xRealloc(p, n);
}

__attribute__((constructor)) static void find_asked(void)
{
	static const char ending[] = ".faults";
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - sizeof ending);
	if (n <= 0)
		return;
	memcpy(path + n, ending, sizeof ending);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	void *p = mmap(NULL, sizeof *asked, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return;
	asked = p;
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &lite);
	sqlite3_mem_methods failing = lite;
	failing.xMalloc = lite_malloc;
	failing.xRealloc = lite_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
}

/* What lies under a folder, as far as the kernel tells. */
#ifndef TN_DISK_H
#define TN_DISK_H

#include "str.h"

enum disk_kind {
	DISK_UNKNOWN = 0, /* no LUKS seen: it may still be encrypted by what is under this machine */
	DISK_ENCRYPTED,   /* dm-crypt (LUKS) somewhere below the file system */
	DISK_IN_MEMORY,   /* tmpfs */
};
enum disk_kind disk_encryption(struct arena *a, const char *path);

#endif

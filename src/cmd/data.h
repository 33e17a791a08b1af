/* The data folder: thuisnabij.conf, keys/master.key, db/thuisnabij.db, serve.lock. The database has a folder of its own
 * because landlock gives rights on whole folders: who may open the database must not reach the keys. */
#ifndef TN_DATA_H
#define TN_DATA_H

#include "command.h"
#include "db.h"

/* Gives up root, makes what is missing (with `make`) and migrates the database; 0, or the exit code after one line. */
int data_ready(struct invocation *in, bool make);
/* The same in two steps, for serve: the folder, and then the database. */
int data_folder_ready(struct invocation *in, bool make);
int data_migrate(struct invocation *in, int *applied);
/* Nobody else serves or changes this folder until this process ends; 0, or the exit code after one line. */
int data_lock(struct invocation *in);

/* Opens the database of the settings; NULL after one line on standard error. */
struct db *data_open(struct invocation *in, bool write_schema);
struct db *data_open_looks(struct invocation *in);
/* DATA/keys/master.key and DATA/serve.lock. */
const char *data_key_file(struct arena *a, const char *data);
const char *data_lock_file(struct arena *a, const char *data);

#endif

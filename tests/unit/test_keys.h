/* A key holder for tests: one master key for all of them, in this process. */
#ifndef TN_TEST_KEYS_H
#define TN_TEST_KEYS_H

#include "keys_client.h"
#include "model.h"

static inline struct keys_client *test_keys(void)
{
	static struct keys_client *keys; /* stays until the end */
	static const unsigned char master[32] = "the master key of all the tests";
	if (keys == NULL)
		keys = keys_client_local(master);
	return keys;
}

static inline const struct model *test_sealed(struct arena *a, const struct model *m)
{
	return model_sealed_by(a, m, test_keys());
}

/* model_new (model.h) with that key holder. */
static inline enum err test_model(struct arena *a, const struct record *const *all, size_t n, const struct model **out,
                                  struct str *why)
{
	enum err e = model_new(a, all, n, out, why);
	if (e == OK)
		*out = test_sealed(a, *out);
	return e;
}

#endif

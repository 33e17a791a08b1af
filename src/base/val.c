#include "val.h"

bool val_eq(struct val a, struct val b)
{
	if (a.type != b.type)
		return false;
	switch (a.type) {
	case VAL_NULL:
		return true;
	case VAL_INT:
		return a.i == b.i;
	case VAL_TEXT:
	case VAL_BLOB:
		return str_eq(a.s, b.s);
	case VAL_SEALED:
		if (a.sealed == b.sealed)
			return true;
		BUG("a sealed value is compared before it is opened");
	}
	BUG("value of type %d", (int)a.type);
}

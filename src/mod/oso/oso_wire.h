/* Inside of mod/oso: the answer of its box. A mark, and what belongs to it (ipc.h). */
#ifndef TN_OSO_WIRE_H
#define TN_OSO_WIRE_H

#include "ipc.h"
#include "oso.h"

enum oso_mark {
	OSO_WIRE_FAULT = 1, /* rule, where, u32 line */
	OSO_WIRE_CHILD,     /* OSO_CHILD_TEXTS texts in the order of enum oso_text, i64 born, i64 made, u32 secret */
	OSO_WIRE_FACT,      /* u32 section, title, text, by, i64 on */
	OSO_WIRE_FILE,      /* u32 section, name, about, u32 broken, bytes */
	OSO_WIRE_LEFT,      /* name */
};
enum oso_text {
	OSO_GIVEN, OSO_PREFIX, OSO_FAMILY, OSO_PC4, OSO_BRIN, OSO_LOCATION, OSO_SCHOOL, OSO_TRANSFER, OSO_CHILD_TEXTS
};

#endif

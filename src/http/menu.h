/* The numbers in the menu: ranges of the reader's own shelf (rights.md, shape 4), read along with the first batch of
 * the page. Never a count of what the reader may not see. */
#ifndef TN_MENU_H
#define TN_MENU_H

#include "req.h"

/* Before the handler: has the counts read along. */
void menu_ask(struct req *req);
/* The number beside this item; 0: none, or it could not be read. */
int64_t menu_count(struct req *req, const struct menu_item *item);

/* The same of the child of the page, once it is opened: what stands of it on a list that types share, per type. Zeros
 * where nothing was asked or could be read. */
void menu_ask_child(struct req *req);
void menu_child(struct req *req, const struct list *list, struct str today, struct shelf_of_child *out);
/* Did anything happen with this child in a record of this type, as far as the reader may see? */
bool menu_child_has(struct req *req, const char *record);

#endif

/* The address of a mail server, as a setting. */
#ifndef TN_SMTP_URL_H
#define TN_SMTP_URL_H

#include "str.h"

/* Is this the address of a mail server: smtp:// or smtps://, a host, perhaps a port, nothing more? */
bool smtp_url_sound(struct str url);
/* Does it name this very machine? Then the way is short enough to go without encryption. */
bool smtp_url_loopback(struct str url);

#endif

#include "meeting.h"

const struct module mod_meeting = {.name = "meeting"};

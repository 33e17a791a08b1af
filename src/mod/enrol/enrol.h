/* Applying at a school and enrolling (systems.md A1), and the first sign at the preschool (A2). */
#ifndef TN_ENROL_H
#define TN_ENROL_H

#include "req.h"

extern const struct module mod_enrol;

#endif

#include "asked.h"

#include "tr.h"

void asked_add(struct asked *a, struct str answer, bool own)
{
	bool yes = str_is(answer, "ja");
	a->yes += yes;
	a->no += !yes;
	a->own_yes |= own && yes;
	a->own_no |= own && !yes;
}

const char *asked_word(const struct asked *a)
{
	if (a->own_yes)
		return N_("You said yes");
	if (a->own_no)
		return N_("You said no");
	if (a->known && a->parents == 0)
		return N_("No parent takes part yet");
	if (a->no > 0)
		return N_("A parent said no");
	return a->known && a->yes >= a->parents ? N_("The parents said yes") : NULL;
}

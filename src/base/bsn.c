#include "bsn.h"

enum { BSN_DIGITS = 9 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool eleven_test(const char *d)
{
	int sum = -(d[BSN_DIGITS - 1] - '0'), any = 0;
	for (int i = 0; i < BSN_DIGITS; i++)
		any |= d[i] - '0';
	for (int i = 0; i < BSN_DIGITS - 1; i++)
		sum += (BSN_DIGITS - i) * (d[i] - '0');
	return any != 0 && sum % 11 == 0;
}

/* Nine digits that stand alone, with at most one dot, dash or space between two. */
bool bsn_in(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char digits[BSN_DIGITS];
		size_t n = 0, k = i;
		if (!is_digit(s.p[i]) || (i > 0 && is_digit(s.p[i - 1])))
			continue;
		while (k < s.n && n < BSN_DIGITS) {
			if (is_digit(s.p[k]))
				digits[n++] = s.p[k];
			else if (!((s.p[k] == '.' || s.p[k] == '-' || s.p[k] == ' ') && k + 1 < s.n &&
			    is_digit(s.p[k + 1])))
				break;
			k++;
		}
		if (n == BSN_DIGITS && (k == s.n || !is_digit(s.p[k])) && eleven_test(digits))
			return true;
	}
	return false;
}

bool bsn_name(struct str name)
{
	static const char *const words[] = {"bsn", "burgerservice", "sofi", "onderwijsnummer", "ondwnr", "pgn",
	    "persoonsgebonden"};
	char room[64];
	size_t n = 0;
	for (size_t i = 0; i < name.n && n + 1 < sizeof room; i++) {
		char c = name.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || is_digit(c))
			room[n++] = c;
	}
	room[n] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(room, words[i]) != NULL)
			return true;
	return false;
}

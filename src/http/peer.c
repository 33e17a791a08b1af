#include "peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

static void from_v4(struct peer *p, struct in_addr v4)
{
	p->local = ntohl(v4.s_addr) >> 24 == 127;
	inet_ntop(AF_INET, &v4, p->text, sizeof p->text);
}

static void from_v6(struct peer *p, struct in6_addr v6)
{
	struct in_addr v4;
	char text[INET6_ADDRSTRLEN];
	if (IN6_IS_ADDR_V4MAPPED(&v6)) {
		memcpy(&v4, &v6.s6_addr[12], sizeof v4);
		from_v4(p, v4);
		return;
	}
	p->local = IN6_IS_ADDR_LOOPBACK(&v6);
	if (!p->local)
		memset(&v6.s6_addr[8], 0, 8);
	inet_ntop(AF_INET6, &v6, text, sizeof text);
	snprintf(p->text, sizeof p->text, "%s", text);
}

struct peer peer_of(const struct sockaddr *address)
{
	struct peer p = {0};
	if (address != NULL && address->sa_family == AF_INET)
		from_v4(&p, ((const struct sockaddr_in *)(const void *)address)->sin_addr);
	else if (address != NULL && address->sa_family == AF_INET6)
		from_v6(&p, ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
	return p;
}

bool peer_forwarded(struct str header, struct peer *out)
{
	char text[INET6_ADDRSTRLEN];
	struct in_addr v4;
	struct in6_addr v6;
	size_t from = header.n;
	while (from > 0 && header.p[from - 1] != ',')
		from--;
	struct str last = header.n == 0 ? header : str_trim((struct str){header.p + from, header.n - from});
	if (last.n == 0 || last.n >= sizeof text)
		return false;
	memcpy(text, last.p, last.n);
	text[last.n] = '\0';
	*out = (struct peer){0};
	if (inet_pton(AF_INET, text, &v4) == 1)
		from_v4(out, v4);
	else if (inet_pton(AF_INET6, text, &v6) == 1)
		from_v6(out, v6);
	else
		return false;
	return true;
}

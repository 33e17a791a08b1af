#include "out_smtp.h"

#include "log.h"
#include "smtp_url.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>

enum { CONNECT_MS = 10000, HOST_MAX = 253, PERMANENT = 500, TEMPORARY = 400 };

/* The calls of libcurl that are used, by their names in the library. */
struct curl_calls {
	__typeof__(curl_global_init) *global_init;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__(curl_easy_reset) *easy_reset;
	__typeof__(curl_easy_setopt) *easy_setopt;
	__typeof__(curl_easy_perform) *easy_perform;
	__typeof__(curl_easy_getinfo) *easy_getinfo;
	__typeof__(curl_slist_append) *slist_append;
	__typeof__(curl_slist_free_all) *slist_free_all;
};

struct smtp {
	const struct smtp_server *server;
	struct curl_calls calls;
	CURL *easy;
	const char *url, *user, *password, *from;
	bool encrypts;
	struct str left;  /* of the mail that is being sent */
	bool knows_whom;  /* the server was told for whom it is: a no from then on is about that */
};

static bool find_calls(struct curl_calls *out)
{
	struct {
		const char *name;
		void *to;
	} calls[] = {
		{"curl_global_init", &out->global_init}, {"curl_easy_init", &out->easy_init},
		{"curl_easy_reset", &out->easy_reset}, {"curl_easy_setopt", &out->easy_setopt},
		{"curl_easy_perform", &out->easy_perform}, {"curl_easy_getinfo", &out->easy_getinfo},
		{"curl_slist_append", &out->slist_append}, {"curl_slist_free_all", &out->slist_free_all},
	};
	void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		void *call = dlsym(library, calls[i].name);
		if (call == NULL)
			return false;
		memcpy(calls[i].to, &call, sizeof call);
	}
	return true;
}

enum err smtp_open(struct arena *a, const struct smtp_server *server, struct smtp **out)
{
	struct smtp *s = ARENA_NEW(a, struct smtp);
	struct str domain;
	s->server = server;
	if (!find_calls(&s->calls))
		return ERR_NOT_FOUND;
	if (s->calls.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ERR_IO;
	s->easy = s->calls.easy_init();
	if (s->easy == NULL)
		return ERR_IO;
	/* We greet as the domain that we write from: what this machine is called is nobody's business. */
	str_cut(server->from, '@', &domain);
	s->url = str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(server->url), STR_ARG(domain)).p;
	s->user = str_c(a, server->user);
	s->password = str_c(a, server->password);
	s->from = str_printf(a, "<" STR_FMT ">", STR_ARG(server->from)).p;
	s->encrypts = !smtp_url_loopback(server->url) || server->ca.n > 0;
	*out = s;
	return OK;
}

static size_t read_mail(char *to, size_t size, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	size_t most = size * n < s->left.n ? size * n : s->left.n;
	memcpy(to, s->left.p, most);
	s->left.p += most;
	s->left.n -= most;
	return most;
}

static size_t ignore(char *from, size_t size, size_t n, void *ctx)
{
	(void)from;
	(void)ctx;
	return size * n;
}

/* Sees the commands go by; nothing of them is kept or written down. */
static int watch(CURL *easy, curl_infotype type, char *data, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	(void)easy;
	if (type == CURLINFO_HEADER_OUT && str_starts((struct str){data, n}, S("RCPT ")))
		s->knows_whom = true;
	return 0;
}

/* The connection stays open from mail to mail. */
static void prepare(struct smtp *s, struct curl_slist *to)
{
	__typeof__(curl_easy_setopt) *set = s->calls.easy_setopt;
	const struct str ca = s->server->ca;
	s->calls.easy_reset(s->easy);
	set(s->easy, CURLOPT_URL, s->url);
	set(s->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	set(s->easy, CURLOPT_PROXY, "");
	set(s->easy, CURLOPT_NOSIGNAL, 1L);
	set(s->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	set(s->easy, CURLOPT_TIMEOUT_MS, (long)MAIL_SECONDS * 1000);
	set(s->easy, CURLOPT_USE_SSL, (long)(s->encrypts ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	set(s->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (ca.n > 0) {
		struct curl_blob blob = {.data = (char *)(uintptr_t)ca.p, .len = ca.n, .flags = CURL_BLOB_COPY};
		set(s->easy, CURLOPT_CAINFO_BLOB, &blob);
		set(s->easy, CURLOPT_CAPATH, NULL);
	}
	if (s->server->user.n > 0) {
		set(s->easy, CURLOPT_USERNAME, s->user);
		set(s->easy, CURLOPT_PASSWORD, s->password);
	}
	set(s->easy, CURLOPT_MAIL_FROM, s->from);
	set(s->easy, CURLOPT_MAIL_RCPT, to);
	set(s->easy, CURLOPT_UPLOAD, 1L);
	set(s->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)s->left.n);
	set(s->easy, CURLOPT_READFUNCTION, read_mail);
	set(s->easy, CURLOPT_READDATA, s);
	set(s->easy, CURLOPT_WRITEFUNCTION, ignore);
	set(s->easy, CURLOPT_VERBOSE, 1L);
	set(s->easy, CURLOPT_DEBUGFUNCTION, watch);
	set(s->easy, CURLOPT_DEBUGDATA, s);
}

static enum mail_result result_of(const struct smtp *s, CURLcode code, long said)
{
	switch (code) {
	case CURLE_OK:
		return MAIL_SENT;
	case CURLE_LOGIN_DENIED:
		return MAIL_SIGN_IN;
	case CURLE_USE_SSL_FAILED:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
		return MAIL_UNSAFE;
	default:
		break;
	}
	if (said >= PERMANENT && s->knows_whom)
		return MAIL_REFUSED;
	return said >= TEMPORARY ? MAIL_LATER : MAIL_AWAY;
}

struct smtp_answer smtp_send(struct smtp *s, struct str to, struct str mail)
{
	char address[HOST_MAX + 8];
	long said = 0;
	if (to.n + 3 > sizeof address)
		return (struct smtp_answer){.result = MAIL_REFUSED};
	address[0] = '<';
	memcpy(address + 1, to.p, to.n);
	memcpy(address + 1 + to.n, ">", 2);
	struct curl_slist *list = s->calls.slist_append(NULL, address);
	if (list == NULL)
		return (struct smtp_answer){.result = MAIL_AWAY};
	s->left = mail;
	s->knows_whom = false;
	prepare(s, list);
	CURLcode code = s->calls.easy_perform(s->easy);
	s->calls.easy_getinfo(s->easy, CURLINFO_RESPONSE_CODE, &said);
	/* Forgets the mail and whom it was for, and keeps the connection. */
	s->calls.easy_reset(s->easy);
	s->calls.slist_free_all(list);
	struct smtp_answer answer = {result_of(s, code, said), (int)said};
	if (answer.result != MAIL_SENT)
		log_line(LOG_INFO, "mail", "curl=%d said=%ld", (int)code, said);
	return answer;
}

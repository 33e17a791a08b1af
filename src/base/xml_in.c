#include "xml_in.h"

#include "bsn.h"

#include <libxml/xmlreader.h>

static void attributes(struct xml_in *x, xmlTextReaderPtr r)
{
	while (x->refused == NULL && xmlTextReaderMoveToNextAttribute(r) == 1) {
		struct str name = str_from((const char *)xmlTextReaderConstLocalName(r));
		struct str value = str_from((const char *)xmlTextReaderConstValue(r));
		if (bsn_name(name) || bsn_in(value))
			x->refused = XML_BSN;
		else if (x->attribute != NULL)
			x->attribute(x, name, value);
	}
	xmlTextReaderMoveToElement(r);
}

static void element(struct xml_in *x, xmlTextReaderPtr r)
{
	struct str name = str_from((const char *)xmlTextReaderConstLocalName(r));
	int depth = xmlTextReaderDepth(r);
	bool empty = xmlTextReaderIsEmptyElement(r) == 1;
	long line = xmlGetLineNo(xmlTextReaderCurrentNode(r));
	x->line = line > 0 ? (size_t)line : 0;
	if (depth == 0)
		x->space = str_from((const char *)xmlTextReaderConstNamespaceUri(r));
	if (bsn_name(name))
		x->refused = XML_BSN;
	else if (depth >= XML_DEPTH_MAX)
		x->refused = XML_BROKEN;
	else
		x->begin(x, name, depth, empty);
	if (x->refused == NULL)
		attributes(x, r);
}

static void text(struct xml_in *x, xmlTextReaderPtr r, bool content)
{
	struct str s = str_from((const char *)xmlTextReaderConstValue(r));
	bool opaque = content && x->opaque != NULL && x->opaque(x);
	if (!opaque && bsn_in(s))
		x->refused = XML_BSN;
	else if (content)
		x->text(x, s, xmlTextReaderDepth(r));
}

static void node(struct xml_in *x, xmlTextReaderPtr r)
{
	switch (xmlTextReaderNodeType(r)) {
	case XML_READER_TYPE_ELEMENT:
		element(x, r);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		x->end(x, xmlTextReaderDepth(r));
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		text(x, r, true);
		break;
	case XML_READER_TYPE_COMMENT:
	case XML_READER_TYPE_PROCESSING_INSTRUCTION:
		text(x, r, false);
		break;
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
	case XML_READER_TYPE_ENTITY:
		x->refused = XML_DTD;
		break;
	default:
		break;
	}
}

static bool contains(struct str s, const char *what)
{
	return s.p != NULL && memmem(s.p, s.n, what, strlen(what)) != NULL;
}

static void quiet(void *ctx, const char *msg, ...)
{
	(void)ctx;
	(void)msg;
}

void xml_read(struct xml_in *x, struct str bytes)
{
	if (contains(bytes, "<!DOCTYPE") || contains(bytes, "<!ENTITY")) {
		x->refused = XML_DTD;
		return;
	}
	/* What is not written a byte a character is not looked through above. */
	if (bytes.p == NULL || bytes.n > INT32_MAX || bytes.n < 4 || memchr(bytes.p, '\0', bytes.n) != NULL) {
		x->refused = XML_BROKEN;
		return;
	}
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlTextReaderPtr r = xmlReaderForMemory(bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR |
	                                        XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	int more = r == NULL ? -1 : 1;
	size_t nodes = 0;
	while (more == 1 && x->refused == NULL && (more = xmlTextReaderRead(r)) == 1) {
		node(x, r);
		if (++nodes > XML_NODES_MAX)
			x->refused = XML_LARGE;
	}
	if (x->refused == NULL && more != 0)
		x->refused = XML_BROKEN;
	if (r != NULL)
		xmlFreeTextReader(r);
}

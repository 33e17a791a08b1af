"""Reading and writing .po files: the small part of the format that this project uses."""
import re

ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\'}
FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[[01]\])?)\s+(".*")$')


class Entry:
    def __init__(self, context='', one='', many=None, texts=(), refs=(), fuzzy=False, line=0):
        self.context, self.one, self.many = context, one, many
        self.texts, self.refs, self.fuzzy, self.line = list(texts), list(refs), fuzzy, line

    def key(self):
        return (self.one, self.context)

    def done(self):
        return not self.fuzzy and len(self.texts) == (1 if self.many is None else 2) and all(self.texts)


def unquote(s):
    return re.sub(r'\\(.)', lambda m: ESCAPES.get(m.group(1), m.group(1)), s[1:-1])


def quote(s):
    for letter, char in (('\\', '\\'), ('"', '"'), ('n', '\n'), ('t', '\t')):
        s = s.replace(char, '\\' + letter)
    return '"' + s + '"'


def read(name):
    """The header text and the entries of a file, in its order."""
    entries, now, field = [], None, None
    with open(name, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if line.startswith('#') or not line:
                if now is None or now.get('msgstr') is not None or now.get('msgstr[0]') is not None:
                    now, field = {'refs': [], 'line': number, 'fuzzy': False}, None
                    entries.append(now)
                if line.startswith('#:'):
                    now['refs'] += line[2:].split()
                if line.startswith('#,') and 'fuzzy' in line:
                    now['fuzzy'] = True
                continue
            m = FIELD.match(line)
            if m:
                field = m.group(1)
                new = field == 'msgctxt' or (field == 'msgid' and 'msgctxt' not in (now or {}))
                if now is None or (new and 'msgid' in now):
                    now = {'refs': [], 'line': number, 'fuzzy': False}
                    entries.append(now)
                now[field] = unquote(m.group(2))
            elif line.startswith('"') and field:
                now[field] += unquote(line)
            else:
                raise SystemExit(f'{name}:{number}: not a line of a .po file')
    header, out = '', []
    for e in entries:
        texts = [e[k] for k in ('msgstr', 'msgstr[0]', 'msgstr[1]') if k in e]
        if e.get('msgid') == '' and 'msgctxt' not in e:
            header = header or texts[0]
        elif 'msgid' in e:
            out.append(Entry(e.get('msgctxt', ''), e['msgid'], e.get('msgid_plural'), texts, e['refs'], e['fuzzy'],
                             e['line']))
    return header, out


def lines_of(word, text):
    parts = text.split('\n')
    if len(parts) < 2 or len(text) < 80:
        return [f'{word} {quote(text)}']
    pieces = [p + '\n' for p in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    return [f'{word} ""'] + [quote(p) for p in pieces]


def write(name, header, entries):
    out = lines_of('msgid', '') + ['msgstr ""'] + [quote(h + '\n') for h in header.split('\n') if h] + ['']
    for e in sorted(entries, key=lambda e: (e.one.casefold(), e.one, e.context)):
        if e.fuzzy:
            out.append('#, fuzzy')
        if e.context:
            out += lines_of('msgctxt', e.context)
        out += lines_of('msgid', e.one)
        if e.many is None:
            out += lines_of('msgstr', e.texts[0] if e.texts else '')
        else:
            texts = (e.texts + ['', ''])[:2]
            out += lines_of('msgid_plural', e.many) + lines_of('msgstr[0]', texts[0]) + lines_of('msgstr[1]', texts[1])
        out.append('')
    with open(name, 'w', encoding='utf-8') as f:
        f.write('\n'.join(out))

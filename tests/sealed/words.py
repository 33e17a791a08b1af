"""Words of their own in every text that people type about a child, and where one of them is to be read.

`type_everywhere` walks the pages of children as every kind of person who has to do with them, and posts each form that
asks for a text with a word of its own in each text: what is refused too, because its draft is kept. It goes round more
than once, so that what can be changed is changed, and its history holds the word of before. `columns_of_words` is the
other way round: no column of a table that hangs on a child holds words at all, but for what architecture.md 8 leaves plain.
"""
import collections
import html.parser
import re
import secrets
import urllib.parse

from served import session

PAGES_MAX, OF_A_KIND, FORMS_OF_A_KIND = 140, 3, 2
CANARY = "zebravink"
# As somebody of each kind who has to do with children; the first account of the demonstration that has the role.
AS = ("ib1:ib", "ouder1:parent", "ouder2:parent", "leerling1:pupil", "traject1:traject", "psz1:preschool",
      "schoolleider1:school_leader", "leerkracht2:teacher", "specialist1:specialist", "startklas1:provision_team",
      "gemeente1:municipality", "tlvsecretaris1:tlv_secretary", "fg1:privacy_officer", "ib2:ib")
STARTS = ("/kinderen", "/werk", "/start")
# Of no child: what belongs to the account, to a school as a whole, or is a file.
ELSEWHERE = re.compile(r"^/(s/|uit|team|scholen|brieven|toezicht|groep|kennismaken|account|school|beheer|hulp|privacy|toegankelijk|datalek|agenda|onderdelen|taal)"
                       r"|/zoek$|noodtoegang|/pdf$|\.pdf|\.xlsx|\.ics|\.json|/ophalen$")
DATED = re.compile(r"datum|_on$|^on$|_by$|^born$|_at$|^tot$|_(dag|maand|jaar)$")
DAYS, TRIES = ("20-11-2026", "14-12-2026", "01-10-2026", "01-03-2027"), 5
# What a refusal asks for: the words of it, and what is typed then; empty: what stands in the words, or a day.
ASKED = (("tijd in als", "14:30"), ("moet nog komen", "20-11-2026"), ("e-mailadres", "iemand@school.test"), (r"getal van (\d+)", ""), ("heel getal", "2"), ("ander getal", "7"), ("al gekozen", " "), ("hoogstens", " "),
         ("minstens 4 tekens", "8601"), ("datum|dag|eerder|later|toekomst|verleden", ""))
TEXTS = ("text", "search", "tel", "email", "url")
PID = re.compile(r"(?<=/)[0-9a-hjkmnp-tv-z]{13}(?=/|$)")

# What ends a record is typed in the last round, so that it can be changed before that.
ENDS = re.compile(r"/(afsluiten|afzeggen|beeindigen|ingetrokken|elders-ingeschreven|gedaan|weigeren|klopt-niet)$")

# Architecture.md 8 leaves the core plain, and what lists are made of: here the names of who acts and where, and the next
# step. What the program itself writes holds no word of anybody: what happened, which kind of sign, who acts by role.
PLAIN = {"prefix", "sort_key", "next_step", "shelf_key", "name", "given_name", "family_name", "email", "phone",
         "org_name", "asker_name", "by_name", "answered_by", "written_by", "told_by", "owner_name", "family"}
OF_THE_PROGRAM = {("event", "what"), ("sign", "kind_name"), ("invitee", "who")}


def kind(path):
    return PID.sub("*", path.split("?")[0])


class Forms(html.parser.HTMLParser):
    """The forms of a page: [(action, [(name, kind of control, value, choices)])]."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.fields, self.select, self.area = [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.fields = []
            if a.get("method") == "post":
                self.forms.append((a.get("action", ""), self.fields))
        elif self.fields is None or "disabled" in a or not a.get("name") and tag != "option":
            return
        elif tag == "input":
            shape = a.get("type", "text")
            self.fields.append([a["name"], shape, a.get("value", ""), "checked" in a, a.get("inputmode", "")])
        elif tag == "select":
            self.select = [a["name"], "select", "", False, ""]
            self.fields.append(self.select)
        elif tag == "option" and self.select is not None:
            if "selected" in a or self.select[2] == "":
                self.select[2] = a.get("value", "")
        elif tag == "textarea":
            self.fields.append([a["name"], "area", "", False, ""])
        elif tag == "button" and a.get("name"):
            self.fields.append([a["name"], "button", a.get("value", ""), False, ""])

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None
        elif tag == "select":
            self.select = None


def is_text(field):
    return field[1] == "area" or field[1] in TEXTS and not field[4] and not DATED.search(field[0])


class Typist:
    def __init__(self, house, token, typed, last_round):
        self.house, self.typed, self.last_round = house, typed, last_round
        self.headers = {"Cookie": f"sessie={token}", "Accept-Language": "nl", "Accept": "text/html"}
        self.seen, self.posted = collections.Counter(), collections.Counter()

    def word(self, form, name):
        """Letters only, so that it stays whole where a text is folded; its place says where it was typed."""
        n = len(self.typed)
        self.typed.append((form, name))
        return CANARY + "".join(chr(ord("a") + int(d)) for d in f"{n:05}") + "x"

    def filled(self, action, fields, said, turn):
        """As a person fills it in: a word in each text, the first choice of each, and what a refusal asked for (`said`)."""
        sent, radios = [], {}
        for name, shape, value, _, numeric in fields:
            if name in said:
                sent.append((name, said[name]))
            elif shape == "radio":
                radios.setdefault(name, []).append(value)
            elif is_text((name, shape, value, False, numeric)):
                sent.append((name, f"{self.word(kind(action), name)} en meer."))
            elif shape in TEXTS:
                sent.append((name, value or ("5" if numeric else DAYS[turn % len(DAYS)])))
            elif shape not in ("file", "submit", "button", "password"):
                sent.append((name, value))
        return sent + [(name, values[turn % len(values)]) for name, values in radios.items()]

    def post(self, action, fields):
        """Typed again as the page says that it must be, a few times; True: it was taken."""
        said = {}
        for turn in range(TRIES):
            body = urllib.parse.urlencode(self.filled(action, fields, said, turn))
            status, _, body = self.house.ask("POST", action, dict(self.headers, **{
                "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}), body)
            if status != 422:
                return status in (200, 302, 303)
            for name, why in re.findall(r'<li><a href="#([^"]*)">([^<]*)', body.decode()):
                for words, value in ASKED:
                    found = re.search(words, why)
                    if found:
                        said[name] = value or (found.group(1) if found.groups() else DAYS[turn % len(DAYS)])
                        break
        return False

    def is_for_now(self, action, fields):
        return any(is_text(f) for f in fields) and not ELSEWHERE.search(action) and \
            self.posted[kind(action)] < FORMS_OF_A_KIND and (self.last_round or not ENDS.search(action))

    def go(self):
        """How many forms were taken."""
        todo, done, taken = collections.deque(STARTS), set(STARTS), collections.Counter()
        while todo and sum(self.seen.values()) < PAGES_MAX:
            path = todo.popleft()
            if self.seen[kind(path)] >= OF_A_KIND:
                continue
            status, headers, body = self.house.ask("GET", path, self.headers)
            if status != 200 or not headers.get("content-type", "").startswith("text/html"):
                continue
            self.seen[kind(path)] += 1
            text = body.decode()
            for link in re.findall(r'<a [^>]*href="(/[^"#?]*)"', text):
                if link not in done and not ELSEWHERE.search(link):
                    done.add(link)
                    todo.append(link)
            for action, fields in Forms(text).forms:
                if self.is_for_now(action, fields):
                    self.posted[kind(action)] += 1
                    taken[kind(action)] += self.post(action, fields)
        return taken


def readers(house):
    """Their tokens: signed in, each with a session of their own."""
    db = house.database()
    found = []
    for n, one in enumerate(AS, 9000100):
        name, role = one.split(":")
        account, = db.execute("SELECT id FROM account WHERE email = ?", (f"{name}@merenland.test",)).fetchone()
        found.append((n, account, role, secrets.token_urlsafe(32)))
    db.close()
    for n, account, role, token in found:
        session(house, n, account, role, token)
    return [token for *_, token in found]


def type_everywhere(house, people, rounds):
    """Every word in its place: [(form, field)], and how many forms of each kind were taken. The house is served."""
    typed, taken = [], collections.Counter()
    for n in range(1, rounds + 1):
        for token in people:
            taken.update(Typist(house, token, typed, n == rounds).go())
    return typed, taken


def words_in(content):
    """The places of the words that stand in these bytes, as they are, or as hexadecimal."""
    shape = CANARY.encode()
    low = content.lower()
    found = [m.group(1) for m in re.finditer(shape + rb"([a-j]{5})x", low)]
    hexed = shape.hex().encode()
    found += [bytes.fromhex(m.group(1).decode()) for m in re.finditer(hexed + rb"((?:6[1-9a]){5})78", low)]
    return {int("".join(chr(c - ord("a") + ord("0")) for c in w)) for w in found}


def told(typed, places):
    """Where the words of these places were typed: form and field, but for what stays plain."""
    return sorted({f"{form} {field}" for form, field in (typed[n] for n in places if n < len(typed))
                   if field not in PLAIN and field not in TYPED_PLAIN.get(form, ())})


def columns_of(db):
    """[(table, column, type)] of either database."""
    if hasattr(db, "url"):
        return db.execute("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema ="
                          " current_schema()").fetchall()
    return db.execute("SELECT m.name, c.name, lower(c.type) FROM sqlite_master m, pragma_table_info(m.name) c WHERE"
                      " m.type = 'table'").fetchall()


# Forms whose words stand plain (docs/decisions/0027): names of guests at a talk, and an advice, which is of no child. This
# may only become less.
TYPED_PLAIN = {
    "/kind/*/knooppunt/nieuw": ("gast_a", "gast_b"), "/advies/*/antwoord": ("answer",),
    "/vraag/nieuw": ("question", "subject", "tried"),
}


def columns_of_words(house):
    """[table.column] of what hangs on a child in which words stand, of whatever record type, and the same of its history."""
    db = house.database()
    columns = columns_of(db)
    texts = {(table, column) for table, column, shape in columns if shape == "text"}
    of_child = {table for table, column, _ in columns if column == "route"}
    found = [f"{table}.{column}" for table, column in texts
             if table in of_child and not plain(table, column) and
             db.execute(f"SELECT count(*) FROM {table} WHERE {column} LIKE '% %'").fetchone()[0] > 0]
    for side in ("old", "new"):
        if ("change_value", side) in texts:
            rows = db.execute(f"SELECT DISTINCT record, field FROM change_value WHERE {side} LIKE '% %'").fetchall()
            found += [f"history of {t}.{c}" for t, c in rows if t in of_child and not plain(t, c)]
    db.close()
    return sorted(set(found))


def plain(table, column):
    return column in PLAIN or (table, column) in OF_THE_PROGRAM

"""Lists and dossiers of others, handed in at the pages one after another while all else goes on: schools of DUO, a class
list as CSV, a school's system as EDEXML, a dossier of OSO that is put away again. What came in is counted afterwards."""
import datetime
import http.client
import os
import threading
import urllib.parse

from drill import check
from served import form_token

EDGE = "grens"
DUO = ("INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENAAM;"
       "DENOMINATIE\r\n")
DUO_SCHOOL = "97ZZ;97ZZ{0:02};De Proef {0};Plein;{1};1315 AB;ALMERE;ALMERE;Openbaar\r\n"
CSV = "roepnaam;achternaam;geboortedatum;groep\r\n"
EDEX = ('<?xml version="1.0" encoding="UTF-8"?>\n<EDEX><groepen><groep key="g"><naam>5e</naam><jaargroep>5</jaargroep></groep>'
        "</groepen><leerlingen>{}</leerlingen></EDEX>")
EDEX_PUPIL = ('<leerling key="l{0}"><achternaam>{1}</achternaam><roepnaam>Saar</roepnaam><geboortedatum>{2}'
              '</geboortedatum><jaargroep>5</jaargroep><groep key="g"/></leerling>')
DOSSIER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "mod", "oso", "demo_dossier.xml")
ROWS = 5


def born(n, i):
    """Another day for each: who has the first name and the day of someone may be that child, and is asked about."""
    return datetime.date.fromordinal(datetime.date(2014, 1, 1).toordinal() + n * ROWS + i).isoformat()


class Person:
    """Who is signed in and uses the pages."""

    def __init__(self, house, who):
        self.house, self.token, self.keys = house, house.session(who), 0

    def post(self, path, file=None, **fields):
        """Status, and where to go from there."""
        self.keys += 1
        fields = {"_csrf": form_token(self.token), "_key": f"{self.keys:016x}", **fields}
        body, kind = urllib.parse.urlencode(fields), "application/x-www-form-urlencoded"
        if file:
            body = "".join(f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items())
            body += (f'--{EDGE}\r\nContent-Disposition: form-data; name="bestand"; filename="{file[0]}"\r\n'
                     f"Content-Type: {file[1]}\r\n\r\n{file[2]}\r\n--{EDGE}--\r\n")
            kind = f"multipart/form-data; boundary={EDGE}"
        status, headers, _ = self.house.ask("POST", path, {
            "Cookie": f"sessie={self.token}", "Accept": "text/html", "Accept-Language": "nl", "Sec-Fetch-Site": "same-origin",
            "Content-Type": kind}, body)
        return status, headers.get("location", "").split("?")[0]


class Imports(threading.Thread):
    """One person after another, until it is told to end."""

    def __init__(self, house):
        super().__init__(daemon=True)
        self.house, self.ending = house, threading.Event()
        self.school, self.supervisor, self.office = Person(house, "ib1"), Person(house, "directeur1"), Person(house, "beheer1")
        pid = house.rows("SELECT pid FROM organisation WHERE name = 'De Wilgenhoek'")[0][0]
        self.at = f"/groepen/inlezen?school={pid}"
        with open(DOSSIER, encoding="utf-8") as f:
            self.dossier = f.read().replace("{}", "2026-11-02", 1).replace("{}", "2017-01-01", 1)
        self.waited = self.waiting()
        self.done = {"duo": 0, "csv": 0, "edexml": 0, "oso": 0}

    def waiting(self):
        return int(self.house.rows("SELECT count(*) FROM oso_dossier WHERE state = 'wacht'")[0][0])

    def one(self, kind, who, path, file, step):
        """Handed in, and decided about."""
        status, page = who.post(path, file)
        if status == 303:
            status, _ = who.post(page + step)
        self.done[kind] += status == 303
        check(f"{kind} is answered by its page or a clean refusal, not {status}", status in (303, 429, 503))

    def round(self, n):
        schools = "".join(DUO_SCHOOL.format(i, n + 1) for i in range(ROWS))
        self.one("duo", self.supervisor, "/scholen/inlezen", ("duo.csv", "text/csv", DUO + schools), "/voer-in")
        pupils = "".join(f"Kees;Lijstkind {n} {i};{born(n, i)};5e\r\n" for i in range(ROWS))
        self.one("csv", self.school, self.at, ("lijst.csv", "text/csv", CSV + pupils), "/voer-in")
        pupils = "".join(EDEX_PUPIL.format(i, f"Systeemkind {n} {i}", born(n, i)) for i in range(ROWS))
        self.one("edexml", self.school, self.at, ("las.xml", "text/xml", EDEX.format(pupils)), "/voer-in")
        self.one("oso", self.school, "/dossiers", ("oso.xml", "text/xml", self.dossier), "/weg")

    def run(self):
        self.office.post("/beheer/postcodes", code="PO2401")
        n = 0
        while not self.ending.is_set():
            try:
                self.round(n)
            except (OSError, http.client.HTTPException):
                continue
            n += 1

    def prove(self, what):
        """Of each list that was put in every row is there, once."""
        for kind, name in (("csv", "Lijstkind"), ("edexml", "Systeemkind")):
            found = [r[0] for r in self.house.rows(f"SELECT family_name FROM route WHERE family_name LIKE '{name} %'")]
            check(f"{what}: each child of {self.done[kind]} lists ({kind}) is there once",
                  len(found) == len(set(found)) and len(found) >= ROWS * self.done[kind], len(found))
        schools = int(self.house.rows("SELECT count(*) FROM school WHERE name LIKE 'De Proef %'")[0][0])
        check(f"{what}: the schools of DUO are there once", schools == ROWS * min(self.done["duo"], 1), schools)
        waits = self.waiting()
        check(f"{what}: nothing waits of a dossier that was put away", waits == self.waited, waits)

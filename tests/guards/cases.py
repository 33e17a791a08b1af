"""One row for each refusal of a guard: where the record stands, what is sent, and why it is not done. What must be
refused is from the law (ADM, OPP), the practice and the agreements named in `source`, not from the code. `sql` makes a
record of the demo stand so ({id}: the row, {route}: its child); `sent` is what a person fills in; `why` begins the
reason in English. An empty `why`: from there the step cannot be made at all."""
from typing import NamedTuple


class Case(NamedTuple):
    record: str
    step: str
    source: str
    why: str
    sql: tuple = ()
    sent: dict = {}
    who: str = "ib1"


def so(table, **columns):
    """The row with these columns."""
    text = ", ".join(f"{k} = {'NULL' if v is None else repr(v)}" for k, v in columns.items())
    return (f"UPDATE {table} SET {text} WHERE id = {{id}}",)


# Where a record is: its page, its list for programs (None: it has none), and which row is tried, as a condition in SQL.
PATHS = {
    "route": ("kind", "kinderen", "t.phase = 'knooppunt'"),
    "application": ("aanmelding", "aanmeldingen", "t.state LIKE 'geweigerd%'"),
    "intake": ("intake", "intakelijsten", "1 = 1"),
    "sign": ("signaal", "signalen", "t.state = 'gezien'"),
    "tour": ("rondleiding", "rondleidingen", "t.state = 'gevraagd'"),
    "meeting": ("knooppunt", "knooppunten", "t.state <> 'geannuleerd'"
                " AND EXISTS (SELECT 1 FROM relation g WHERE g.route = t.route AND g.kind = 'guardian')"),
    "placement": ("plaatsing", "plaatsingen", "EXISTS (SELECT 1 FROM place_answer a WHERE a.placement = t.id)"
                  " AND EXISTS (SELECT 1 FROM meeting m WHERE m.route = t.route)"),
    "place_goal": ("terugkeerdoel", "terugkeerdoelen", "t.state = 'voorstel'"),
    "place_practice": ("oefenmoment", "oefenmomenten", "t.state = 'gepland'"),
    "return_check": ("terugkeercheck", "terugkeerchecks", "t.state = 'open'"),
    "opp": ("plan", "ontwikkelingsperspectieven", "t.state <> 'afgesloten'"),
    "opp_goal": ("doel", "doelen", "t.state = 'loopt'"),
    "opp_help": ("hulp", "ondersteuning", "t.state = 'loopt'"),
    "opp_say": ("idee", None, "t.state <> 'ingetrokken'"),
    "contribution": ("bijdrage", None, "t.file_size IS NULL"),
    "intake_answer": ("intake-antwoord", None, "t.file_size IS NULL"),
    "rights_request": ("verzoek", None, "t.state = 'bezig'"),
    "account_request": ("toezicht/verzoek", None, "t.state = 'bezig'"),
    "rights_breach": ("datalek", None, "t.state = 'gemeld'"),
}
# Where its steps are posted, behind its page.
STEPS = {"route": "/fase"}

RUNS = {"state": "onderzoek", "received": "2026-11-02", "decide_by": "2026-12-14", "asked_on": None,
        "complete_by": None, "completed_on": None,
        "before_from": None, "elsewhere_on": None, "born": "2021-01-01", "duty": 1, "talk_on": None, "ground": None,
        "reason": None, "willing": None, "willing_on": None}
MORE = {"more_weeks": 4, "more_why": "We kijken nog", "more_told": "2026-11-20"}
NO = {"talk_on": "2026-11-13", "ground": "ondersteuning", "reason": "De groep is te druk"}
YES = ("DELETE FROM adaptation WHERE application = {id} AND reasonable = 'uitzoeken'",)
NAMED = ("UPDATE meeting SET state = 'afgerond', kind = 'knooppunt', outcome = 'groep', held_on = '2026-11-20'"
         " WHERE route = {route}",)

FOREIGN = ("UPDATE invitee SET wants_interpreter = 1 WHERE meeting = {id}",)
DISAGREES = (so("placement", state="instemming") +
             ("UPDATE place_answer SET answer = 'nee' WHERE placement = {id}",))
ANSWERS = ("DELETE FROM place_answer WHERE placement = {id}",)


def application(step, source, why, sent=None, sql=(), **columns):
    return Case("application", step, source, why, so("application", **{**RUNS, **columns}) + sql, sent or {})


def adapted(found, why):
    """What came of the adaptation that the school looked into."""
    return application("weigeren", "001 annex 1", why, NO,
                       (f"UPDATE adaptation SET reasonable = '{found}' WHERE application = {{id}}",))


def route(phase, step, why, who="ib1"):
    """What another record decides is no step of the route by hand."""
    return Case("route", step, "A1, A3, A4", why, so("route", phase=phase), {}, who)


def asked(step, source, why, sent=None, **columns):
    there = {"state": "bezig", "kind": "correctie", "more": 0, "received": "2026-11-14", "due": "2026-12-14",
             "identity": "bekend"}
    return Case("rights_request", step, source, why, so("rights_request", **{**there, **columns}), sent or {}, "ib2")


def of_account(step, source, why, sent=None, **columns):
    there = {"state": "bezig", "kind": "correctie", "more": 0, "received": "2026-11-14", "due": "2026-12-14"}
    return Case("account_request", step, source, why, so("account_request", **{**there, **columns}), sent or {}, "fg1")


def breach(step, source, why, sent=None, **columns):
    return Case("rights_breach", step, source, why, so("rights_breach", **{"state": "gemeld", **columns}), sent or {},
                "fg1")


CASES = (
    # ---- the route itself: an application, a knooppunt and a placement bring it along ----
    route("signaal", "aanmelding", "Begin with the application itself"),
    route("knooppunt", "aanmelding", "Begin with the application itself"),
    route("knooppunt", "startklas", "Begin with the placement"),
    route("knooppunt", "startklas", "Begin with the placement", "traject1"),
    route("knooppunt", "tlv", "Hold a knooppunt first"),
    route("startklas", "terug", "Go on with the placement"),
    route("terug", "blijven", "Go on with the placement"),
    route("terug", "nazorg", "Go on with the placement"),
    route("aanmelding", "startklas", ""),
    route("ondersteuning", "tlv", ""),
    # ---- an application: WPO 40 ----
    application("aanvullen-vragen", "ADM-12", "Write what you still need", {"complete_by": "2027-01-08"}),
    application("aanvullen-vragen", "ADM-12", "Enter until when the parents have the time",
         {"missing": "Een verslag"}),
    application("aanvullen-vragen", "ADM-12", "The time to decide is over",
                {"missing": "Een verslag", "complete_by": "2027-01-08"}, received="2026-09-28"),
    application("aanvullen-vragen", "ADM-12", "You asked the parents twice",
                {"missing": "Een verslag", "complete_by": "2027-01-08"}, before_from="2026-11-03",
                completed_on="2026-11-10"),
    application("aanvullen-vragen", "ADM-12", "Give the parents two days at least",
                {"missing": "Een verslag", "complete_by": "2026-11-24"}),
    application("aangevuld", "ADM-12", ""),
    Case("application", "aanvullen", "ADM-12", "", so("application", **RUNS), {"completion": "Een verslag"}, "ouder3"),
    application("verlengen", "ADM-05", "Enter the day on which you told the parents", {**MORE, "more_told": None}),
    application("verlengen", "ADM-05", "Write why you need more time", {**MORE, "more_why": None}),
    application("verlengen", "ADM-05", "The six weeks are over", MORE, received="2026-09-01"),
    application("verlengen", "ADM-05", "The parents must know before the six weeks are over",
                {**MORE, "more_told": "2026-12-21"}),
    application("verlengen", "ADM-05", "Enter how many weeks more you need", {**MORE, "more_weeks": None}),
    application("verlengen", "ADM-05", "", MORE, state="verlengd"),
    application("te-laat", "ADM-04", "You are not late yet", {"late_why": "Druk", "late_by": "2026-12-20"}),
    application("tijdelijk-plaatsen", "ADM-06", "A temporary place begins on the day after ten weeks",
                place_from="2027-01-12"),
    application("tijdelijk-plaatsen", "ADM-06", "The child is not four yet", born="2023-09-20",
                place_from="2026-11-01"),
    application("tijdelijk-plaatsen", "ADM-03", "", duty=0, received="2026-09-01", place_from="2026-11-01"),
    application("tijdelijk-plaatsen", "ADM-06", "The child is enrolled at another school already",
                elsewhere_on="2026-11-01", place_from="2026-11-01"),
    application("inschrijven", "ADM-07", "The child is enrolled at another school already",
         {"enrolled_on": "2026-12-01"},
                state="toegelaten", elsewhere_on="2026-11-01"),
    adapted("uitzoeken", "Of an adaptation it is not known yet"),
    adapted("ja", "Everything that you looked into is reasonable"),
    application("weigeren", "practice 3", "Choose the ground", {**NO, "ground": None}),
    application("weigeren", "practice 3", "Write the reason as you told it", {**NO, "reason": None}),
    application("weigeren", "ADM-09", "First talk with the parents", {**NO, "talk_on": None}, YES),
    application("weigeren", "ADM-09", "Name the school that wants to place the child", NO, YES),
    application("weigeren", "ADM-09", "That school must say in writing", {**NO, "willing": "Het Veer"}, YES),
    application("weigeren", "ADM-19b", "Only a secondary school has conditions", {**NO, "ground": "voorwaarden"}),
    application("weigeren", "001 annex 1", "First write down which adaptations",
                {**NO, "willing": "Het Veer", "willing_on": "2026-11-10"},
                ("DELETE FROM adaptation WHERE application = {id}",)),
    application("gebeld", "practice 18", "Enter the day on which you called the parents", state="bellen", ground="ondersteuning"),
    application("gebeld", "practice 18", "Enter who called", {"called_on": "2026-11-23"}, state="bellen",
                ground="ondersteuning", decided="2026-11-23"),
    application("gebeld", "practice 18", "The call comes after the decision",
                {"called_on": "2026-11-16", "called_by": "J. Bakker"}, state="bellen", ground="ondersteuning",
                decided="2026-11-23"),
    application("gebeld-uitzondering", "practice 18", "Enter the day on which you called the parents", state="bellen",
                ground="plaatsruimte"),
    application("gebeld-uitzondering", "ADM-07", "", state="bellen", ground="ondersteuning"),
    application("gebeld", "ADM-19b", "", state="bellen", ground="geen-ruimte"),
    application("ouders-niet-eens", "practice 3", "Write in the parents' own words", state="geweigerd"),
    application("elders-ingeschreven", "practice 3", "Enter from which day the child is enrolled there",
                {"ended_where": "Het Veer"}),
    application("elders-ingeschreven", "practice 3", "Enter at which school", {"elsewhere_on": "2026-11-20"}),
    application("elders-ingeschreven", "practice 3", "This day is still to come",
                {"ended_where": "Het Veer", "elsewhere_on": "2027-06-01"}),
    application("ingetrokken", "practice 3", "Write what the parents said"),
    application("niet-behandelen", "ADM-13", "The parents still have time", state="onvolledig", asked_on="2026-11-10",
                complete_by="2026-12-30"),
    application("niet-behandelen", "ADM-13", "The four weeks to say so are over",
                state="onvolledig", asked_on="2026-09-10",
                complete_by="2026-09-20"),
    application("niet-behandelen", "ADM-13", ""),
    application("vervallen", "practice 3", ""),
    # ---- before an application: systems.md A1 and A2 ----
    Case("intake", "klaar", "A2", "Fill in at least one answer",
         so("intake", state="begonnen") + ("DELETE FROM intake_answer WHERE intake = {id}",)),
    Case("sign", "toestemming-vragen", "A1", "First talk with the parents",
         so("sign", state="gezien", talked_on=None),
         {}, "psz1"),
    Case("sign", "toestemming-vragen", "A1", "This day is still to come", so("sign", state="gezien"),
         {"talked_on": "2027-06-01"}, "psz1"),
    Case("sign", "toestemming-vragen", "A1", "First choose with which school",
         so("sign", state="gezien", to_org=None),
         {"talked_on": "2026-11-20"}, "psz1"),
    Case("tour", "plannen", "A2", "Enter the day on which they come", so("tour", state="gevraagd", planned_on=None)),
    Case("tour", "gehouden", "A2", "Enter the day on which they looked round",
         so("tour", state="gevraagd", held_on=None)),
    Case("tour", "gehouden", "LOC-03", "The intake list is filled in within six weeks", so("tour", state="gevraagd"),
         {"held_on": "2026-11-02", "intake_on": "2027-02-01"}),
    # ---- a knooppunt: systems.md A3, practice 6 and 13 ----
    Case("meeting", "uitnodigen", "A3", "This moment is past",
         so("meeting", state="gepland", day_a="2026-11-02", day_b=None, time_b=None, day_c=None, time_c=None)),
    Case("meeting", "uitnodigen", "practice 13", "Invite the child",
         so("meeting", state="gepland", day_a="2027-01-06", pupil_away=None) +
         ("UPDATE invitee SET as_who = 'gast' WHERE meeting = {id} AND as_who = 'leerling'",)),
    Case("meeting", "uitnodigen", "practice 13", "Someone needs an interpreter",
         so("meeting", state="gepland", day_a="2027-01-06", interpreter=None, no_interpreter=None) + FOREIGN),
    Case("meeting", "uitnodigen", "A3", "Invite every parent with authority",
         so("meeting", state="gepland", day_a="2027-01-06", parents_away=None) +
         ("UPDATE invitee SET as_who = 'gast', account = NULL WHERE meeting = {id} AND as_who = 'ouder'",)),
    Case("meeting", "gehouden", "practice 13", "", so("meeting", state="gepland")),
    Case("meeting", "gehouden", "practice 13", "Someone needs an interpreter",
         so("meeting", state="uitgenodigd", day="2026-11-20", interpreter=None, no_interpreter=None) + FOREIGN),
    Case("meeting", "gehouden", "A3", "First write down what the parents say",
         so("meeting", state="uitgenodigd", day="2026-11-20", parents_away=None) +
         ("DELETE FROM contribution WHERE meeting = {id} AND voice = 'ouders'",)),
    Case("meeting", "gehouden", "A3", "The day of the talk is still to come",
         so("meeting", state="uitgenodigd", day_a="2027-01-06", day_b=None, time_b=None, day_c=None, time_c=None,
            day="2027-01-06")),
    Case("meeting", "gehouden", "practice 13", "First hear the child",
         so("meeting", state="uitgenodigd", day="2026-11-20", pupil_away=None) +
         ("DELETE FROM contribution WHERE meeting = {id} AND voice = 'leerling'",)),
    Case("meeting", "verslag", "A3", "Choose where the child learns",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome=None, arrangement=None)),
    Case("meeting", "verslag", "practice 6", "First look at seven solutions",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome="tlv", arrangement=None, acute=0) +
         ("DELETE FROM solution WHERE meeting = {id}",)),
    Case("meeting", "verslag", "practice 6", "At least two solutions are about the group",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome="groep", arrangement=None, acute=0) +
         ("DELETE FROM solution WHERE meeting = {id}",)),
    Case("meeting", "verslag", "practice 6", "Tell the parents about the exception",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome="tlv", arrangement=None, acute=1,
            acute_on="2026-11-18", acute_told=None)),
    Case("meeting", "verslag", "practice 6", "Enter since which day it is unsafe",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome="tlv", arrangement=None, acute=1,
            acute_on=None)),
    Case("meeting", "verslag", "practice 6", "The ten school days begin on the day of the talk",
         so("meeting", state="gehouden", held_on="2026-11-16", outcome="tlv", arrangement=None, acute=1,
            acute_on="2026-11-18")),
    Case("meeting", "verslag", "A3", "Name the group arrangement",
         so("meeting", state="gehouden", held_on="2026-11-20", outcome="groep", arrangement=None, acute=0)),
    Case("meeting", "verslag", "A3", "Agree on at least one action",
         so("meeting", state="gehouden", held_on="2026-11-20") + ("DELETE FROM action WHERE meeting = {id}",)),
    Case("meeting", "verslag", "A3", "Tick who was there",
         so("meeting", state="gehouden", held_on="2026-11-20") + ("UPDATE invitee SET came = 0 WHERE meeting = {id}",)),
    Case("meeting", "verslag", "practice 13", "Add a summary in the language of the parents",
         so("meeting", state="gehouden", held_on="2026-11-20", summary=None) + FOREIGN),
    Case("meeting", "verslag", "practice 13", "Choose whether a person or a machine translated it",
         so("meeting", state="gehouden", held_on="2026-11-20", summary_by=None) + FOREIGN),
    Case("meeting", "afronden", "practice 18", "First talk with the family",
         so("meeting", state="verslag", held_on="2026-11-20", outcome="eigen-klas", arrangement=None, acute=0,
            acute_on=None, opens="2026-12-02")),
    Case("meeting", "afronden", "practice 6", "First look at seven solutions",
         so("meeting", state="verslag", held_on="2026-11-20", outcome="tlv", arrangement=None) +
         ("DELETE FROM solution WHERE meeting = {id}",)),
    Case("meeting", "afronden", "practice 13", "Read the report back",
         so("meeting", state="verslag", held_on="2026-11-20", outcome="eigen-klas", arrangement=None) +
         ("UPDATE invitee SET came = 1, read_back = NULL WHERE meeting = {id}",)),
    Case("meeting", "afzeggen", "A3", "Write why it does not go on", so("meeting", state="gepland", ended_why=None)),
    Case("meeting", "gehouden", "A3", "Choose which moment it becomes",
         so("meeting", state="uitgenodigd", day_a="2027-01-06", day_b="2027-01-07", time_b="10:00", day=None,
            chosen=None)),
    # ---- a group arrangement: systems.md A4 (001 annex 1 and 2) ----
    Case("placement", "ouders-vragen", "A3", "First hold a knooppunt",
         so("placement", state="voorbereid") +
         ("UPDATE meeting SET outcome = 'eigen-klas', arrangement = NULL WHERE route = {route}",)),
    Case("placement", "ouders-vragen", "001 annex 2", "Write why the mother school cannot give this now",
         NAMED + so("placement", state="voorbereid", why=None)),
    Case("placement", "ouders-vragen", "001 annex 2", "Write how the child comes back",
         NAMED + so("placement", state="voorbereid", way_back=None)),
    Case("placement", "ouders-vragen", "001 annex 2", "Choose which school is responsible",
         NAMED + so("placement", state="voorbereid", responsible=None)),
    Case("placement", "ouders-vragen", "A3", "The knooppunt named the group of an earlier placement",
         NAMED + so("placement", state="voorbereid", named_after="2026-11-20")),
    Case("placement", "wachten", "practice 16", "A parent does not agree", NAMED + DISAGREES),
    Case("placement", "plaatsen", "practice 16", "A parent does not agree", NAMED + DISAGREES,
         {"begins": "2026-11-20"}),
    Case("placement", "plaatsen", "001 annex 1", "All places of the group are taken",
         NAMED + so("placement", state="instemming", exception=None) +
         ("UPDATE placement SET host_group = (SELECT min(g.id) FROM place_group g WHERE g.kind = placement.kind)"
          " WHERE id = {id}",
          "UPDATE place_group SET places = 0 WHERE id = (SELECT host_group FROM placement WHERE id = {id})"),
         {"begins": "2026-11-20"}),
    Case("placement", "plaatsen", "A4", "This day is still to come", NAMED + so("placement", state="instemming"),
         {"begins": "2026-12-01"}),
    Case("placement", "wachten", "OPP-10", "No parent with authority",
         NAMED + so("placement", state="instemming") + ANSWERS),
    Case("placement", "plaatsen", "OPP-10", "No parent with authority",
         NAMED + so("placement", state="instemming") + ANSWERS,
         {"begins": "2026-12-01"}),
    Case("placement", "plaatsen", "A4", "Enter the first day in the group",
         NAMED + so("placement", state="instemming", begins=None)),
    Case("placement", "terugkeer", "001 annex 2", "Agree with the other school",
         so("placement", state="geplaatst") +
         ("DELETE FROM place_goal WHERE placement = {id}",), {"practise": "2026-12-01"}),
    Case("placement", "helemaal-terug", "001 annex 2", "First practise at the mother school",
         so("placement", state="terugkeer", begins="2026-03-02") +
         ("DELETE FROM place_practice WHERE placement = {id}",),
         {"returned": "2026-11-20"}),
    Case("placement", "terugkeer", "A4", "Enter the first practice moment",
         so("placement", state="geplaatst", practise=None)),
    Case("placement", "helemaal-terug", "LOC-12", "Enter the day of the full return",
         so("placement", state="terugkeer", begins="2026-03-02", returned=None)),
    Case("placement", "helemaal-terug", "practice 7", "Enter a day after the first day in the group",
         so("placement", state="terugkeer", begins="2026-03-02"), {"returned": "2026-02-02"}),
    Case("placement", "nazorg-klaar", "practice 7", "Choose whether the return lasts",
         so("placement", state="nazorg", begins="2026-03-02", returned="2026-09-14", lasts=None)),
    Case("placement", "nazorg-klaar", "practice 7", "Enter a day after the full return",
         so("placement", state="nazorg", begins="2026-03-02", returned="2026-09-14"), {"care_on": "2026-09-07"}),
    Case("placement", "nazorg-klaar", "001 annex 2", "Write what helps and what stays",
         so("placement", state="nazorg", begins="2026-03-02", returned="2026-09-14", care_words=None),
         {"care_on": "2026-11-20"}),
    Case("placement", "afronden", "LOC-12", "First look after one year and after two years",
         so("placement", state="gevolgd") + ("DELETE FROM return_check WHERE placement = {id}",)),
    Case("placement", "tlv", "A4", "Write why going back does not work",
         so("placement", state="geplaatst", tlv_why=None)),
    Case("placement", "beeindigen", "A4", "Choose what comes instead",
         so("placement", state="geplaatst", outcome=None)),
    Case("placement", "beeindigen", "A4", "A request for a TLV is made together", so("placement", state="geplaatst"),
         {"outcome": "tlv", "outcome_why": "Het gaat niet"}),
    Case("place_goal", "afspreken", "001 annex 2", "Write what the mother school does",
         so("place_goal", state="voorstel", mother_does=None), {"host_does": "Oefenen"}),
    Case("place_goal", "weer-open", "001 annex 2", "Write what the group does",
         so("place_goal", state="bereikt", host_does=None)),
    Case("place_practice", "gedaan", "A4", "Write how it went",
         so("place_practice", state="gepland", from_day="2026-11-16", how=None),
         {"watched": True}),
    Case("place_practice", "gedaan", "A4", "This moment is still to come",
         so("place_practice", state="gepland", from_day="2027-06-01"), {"watched": True, "how": "Goed"}),
    Case("return_check", "bekeken", "LOC-12", "Choose whether the return lasts",
         so("return_check", state="open", lasts=None),
         {"held_on": "2026-11-20", "words": "Gaat goed"}, who="ib3"),
    # ---- the plan (OPP): WPO 40a, WVO 2020 2.44 ----
    Case("opp", "bespreken", "OPP-04", "Enter the day of the talk", so("opp", state="concept", talked_on=None)),
    Case("opp", "instemming-vragen", "OPP-08", "Choose the expected destination",
         so("opp", state="besproken", destination=None)),
    Case("opp", "instemming-vragen", "OPP-09", "Write down what hinders", so("opp", state="besproken", hindering=None)),
    Case("opp", "instemming-vragen", "OPP-09", "Write down what helps", so("opp", state="besproken", promoting=None)),
    Case("opp", "instemming-vragen", "OPP-11", "Write down where the programme differs",
         so("opp", state="besproken", deviations=None)),
    Case("opp", "instemming-vragen", "OPP-12b", "Write down what guidance",
         so("opp", state="besproken", guidance=None)),
    Case("opp", "instemming-vragen", "OPP-12", "Hear the pupil", so("opp", state="besproken", heard_on=None)),
    Case("opp", "instemming-vragen", "OPP-13", "Write down how the pupil was heard",
         so("opp", state="besproken", heard_how=None)),
    Case("opp", "instemming-vragen", "OPP-08", "Write down why you expect this destination",
         so("opp", state="besproken", grounds=None)),
    Case("opp", "instemming-vragen", "OPP-12", "Write down what the pupil says",
         so("opp", state="besproken", pupil_view=None)),
    Case("opp", "instemming-vragen", "OPP-12b", "Write down what was done with",
         so("opp", state="besproken", pupil_done=None)),
    Case("opp", "vaststellen", "OPP-10", "Not every parent with authority has answered",
         so("opp", state="instemming") +
         ("DELETE FROM opp_agreement WHERE route = {route}", "DELETE FROM opp_contact WHERE route = {route}")),
    Case("opp", "vaststellen", "OPP-04", "Talk about the plan with the parents first",
         so("opp", state="instemming", talked_on=None)),
    Case("opp", "vaststellen", "practice 21", "An idea of the pupil has no answer yet",
         so("opp", state="instemming") + ("UPDATE opp_say SET state = 'gezegd' WHERE route = {route}",)),
    Case("opp", "vaststellen", "OPP-12a", "Tell the pupil", so("opp", state="instemming", told_on=None)),
    Case("opp", "evalueren", "OPP-06", "Evaluate each goal of the plan first",
         so("opp", state="vastgesteld", adopted="2026-10-19") +
         ("UPDATE opp_goal SET state = 'loopt', reviewed = NULL WHERE route = {route}",)),
    Case("opp", "evalueren", "OPP-06", "Evaluate with the parents and the pupil",
         so("opp", state="vastgesteld", with_pupil=0, without_why=None), {"evaluated": "2026-11-20"}),
    Case("opp", "afsluiten", "A6", "Choose why the plan ends", so("opp", state="vastgesteld", ended_why=None),
         {"ended": "2026-11-20"}),
    Case("opp", "afsluiten", "A6", "The plan did not run yet", so("opp", state="vastgesteld", adopted="2026-10-19"),
         {"ended": "2026-10-01", "ended_why": "school"}),
    Case("opp_goal", "evalueren", "A6", "Write down what you saw", so("opp_goal", state="loopt", result_words=None),
         {"reviewed": "2026-11-20", "result": "deels"}),
    Case("opp_goal", "afronden", "A6", "Choose whether the goal was reached",
         so("opp_goal", state="loopt", result=None)),
    Case("opp_help", "afronden", "A6", "Choose whether it helped", so("opp_help", state="loopt", effect=None)),
    Case("opp_say", "antwoord", "practice 21", "Write down who told the pupil",
         so("opp_say", state="gezegd", told_by=None),
         {"answer": "gedaan", "because": "Het kan", "told_on": "2026-11-20"}),
    Case("opp_say", "antwoord", "practice 21", "Tell what you do, or why not",
         so("opp_say", state="gezegd", because=None),
         {"answer": "gedaan", "told_by": "Juf Anna", "told_on": "2026-11-20"}),
    Case("opp_say", "uitschrijven", "practice 12", "Only a recording is written out", so("opp_say", state="gezegd")),
    Case("contribution", "uitschrijven", "practice 12", "Only a recording is written out"),
    Case("intake_answer", "uitschrijven", "practice 12", "Only a recording is written out"),

    # ---- what people ask about their data, and breaches: AVG 12, 15, 33 and 34 ----
    asked("wie-vraagt", "AVG 12 lid 6", "First see who asks", state="ontvangen", identity=None),
    asked("verlengen", "AVG 12 lid 3", "Write why it takes longer"),
    asked("verlengen", "AVG 12 lid 3", "It was made longer already", {"more_why": "Nog een keer"}, more=2),
    asked("verlengen", "AVG 12 lid 3", "The month is over", {"more_why": "Te laat"}, due="2026-11-20",
          received="2026-10-20"),
    asked("geven", "AVG 15", "First put the copy together", state="klaar", kind="inzage"),
    asked("gedaan", "AVG 12 lid 3", "Write what was done, and where"),
    asked("weigeren", "AVG 12 lid 4", "Choose why not", {"reason": "Dat kan niet"}),
    asked("weigeren", "AVG 12 lid 4", "Write the reason", {"ground": "klopt"}),
    of_account("verlengen", "AVG 12 lid 3", "Write why it takes longer"),
    of_account("verlengen", "AVG 12 lid 3", "It was made longer already", {"more_why": "Nog een keer"}, more=2),
    of_account("verlengen", "AVG 12 lid 3", "The month is over", {"more_why": "Te laat"}, due="2026-11-20",
               received="2026-10-20"),
    of_account("gedaan", "AVG 12 lid 3", "Write what was done, and where"),
    of_account("weigeren", "AVG 12 lid 4", "Choose why not", {"reason": "Dat kan niet"}),
    of_account("weigeren", "AVG 12 lid 4", "Write the reason", {"ground": "klopt"}),
    breach("beoordelen", "AVG 33 lid 3", "Choose how great the risk is", {"data": "Namen", "people": 3, "effects": "Niets"}),
    breach("beoordelen", "AVG 33 lid 3", "Write which data they are", {"risk": "hoog", "people": 3, "effects": "Niets"}),
    breach("autoriteit", "AVG 33 lid 1", "Where there is a risk the authority must be told",
           {"ap": "nee", "ap_why": "Het valt mee"}, state="beoordeeld", risk="hoog"),
    breach("autoriteit", "AVG 33 lid 1", "It was told after 72 hours",
           {"ap": "ja", "ap_on": "2026-11-23", "ap_time": "09:30"}, state="beoordeeld", risk="hoog",
           found_on="2026-11-20", found_time="09:00"),
    breach("autoriteit", "AVG 33 lid 5", "Write why the authority is not told", {"ap": "nee"}, state="beoordeeld",
           risk="geen"),
    breach("sluiten", "AVG 34 lid 3", "Write why they were not told", {"told": "nee", "measures": "Gewist"},
           state="besloten"),
    breach("sluiten", "AVG 33 lid 5", "Write what was done about it", {"told": "ja", "told_on": "2026-11-23"},
           state="besloten"),
    breach("geen-lek", "AVG 33 lid 5", "Write why it is no breach"),
)

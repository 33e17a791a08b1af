-- Schema generation 1. Tokens: see src/db/migrate.h. Dates and instants as conventions 2: integers, never NULL ends.
CREATE TABLE seq (region @int PRIMARY KEY, next @int NOT NULL) @strict;
CREATE TABLE setting (name @text PRIMARY KEY, value @text NOT NULL) @strict;

CREATE TABLE region (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  code @text NOT NULL UNIQUE, name @text NOT NULL, phone @text, made @int NOT NULL) @strict;

CREATE TABLE organisation (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  kind @text NOT NULL, name @text NOT NULL, name_key @text NOT NULL, place @text, parent @int REFERENCES organisation (id),
  ended @int NOT NULL, years @text) @strict;
CREATE INDEX organisation_parent ON organisation (parent);
CREATE INDEX organisation_name ON organisation (region, name_key, id);

CREATE TABLE account (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  email @text, email_key @text UNIQUE, name @text NOT NULL, name_key @text NOT NULL,
  lang @text NOT NULL, theme @text NOT NULL, shortcuts @int NOT NULL,
  channel @text NOT NULL DEFAULT 'mail', talk_language @text, interpreter @int NOT NULL DEFAULT 0, rather_hears @int NOT NULL DEFAULT 0,
  desk @int REFERENCES organisation (id),
  password @text NOT NULL, second_factor @blob, second_step @int NOT NULL, made @int NOT NULL, closed @int NOT NULL) @strict;
CREATE INDEX account_name ON account (region, name_key, id);
CREATE INDEX account_desk ON account (desk, id) WHERE desk IS NOT NULL;

-- A seat is an organisation and a role; it shares its id space with accounts: both are grantees (rights in the index).
CREATE TABLE seat (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id), role @text NOT NULL, UNIQUE (org, role)) @strict;
CREATE TABLE holds (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  account @int NOT NULL REFERENCES account (id), seat @int NOT NULL REFERENCES seat (id),
  begins @int NOT NULL, ends @int NOT NULL, given_by @int NOT NULL) @strict;
CREATE INDEX holds_account ON holds (account, ends);
CREATE INDEX holds_seat ON holds (seat, ends);

-- An invitation makes an account, or gives an existing one a seat. The code itself is never kept.
CREATE TABLE invitation (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  code_hash @blob NOT NULL UNIQUE, email @text NOT NULL, name @text NOT NULL, lang @text NOT NULL,
  seat @int NOT NULL REFERENCES seat (id), given_by @int NOT NULL, made @int NOT NULL, ends @int NOT NULL, used @int NOT NULL,
  route @int NOT NULL, kind @text NOT NULL) @strict;
CREATE INDEX invitation_route ON invitation (route, ends);
CREATE INDEX invitation_open ON invitation (region, used, ends);

CREATE TABLE session (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, token_hash @blob NOT NULL UNIQUE, account @int NOT NULL REFERENCES account (id),
  level @int NOT NULL, role @text NOT NULL, began @int NOT NULL, seen @int NOT NULL, ends @int NOT NULL,
  agent @text NOT NULL, pending @blob) @strict;
CREATE INDEX session_account ON session (account, ends);
CREATE TABLE recovery (
  account @int NOT NULL REFERENCES account (id), code_hash @blob NOT NULL, used @int NOT NULL,
  PRIMARY KEY (account, code_hash)) @strict @norowid;
-- Codes on paper, for an account that signs in without an address (card 0: the code of the letter, 1 to 10: the card).
-- Each opens once; a new letter replaces them all. Keyed hash, as for attempts.
CREATE TABLE letter_code (
  code_hash @blob PRIMARY KEY, account @int NOT NULL REFERENCES account (id), card @int NOT NULL, made @int NOT NULL,
  ends @int NOT NULL, used @int NOT NULL) @strict @norowid;
CREATE INDEX letter_code_account ON letter_code (account);
-- Devices that an account signed in on, by the hash of a cookie of their own.
CREATE TABLE device (
  account @int NOT NULL, device_hash @blob NOT NULL, seen @int NOT NULL, PRIMARY KEY (account, device_hash)) @strict @norowid;
CREATE INDEX device_seen ON device (seen);
-- Keys with which programs ask in someone's name; when each was last used is no change of it.
CREATE TABLE api_token (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  token_hash @blob NOT NULL UNIQUE, account @int NOT NULL REFERENCES account (id), role @text NOT NULL, name @text NOT NULL,
  scope @text NOT NULL, begins @int NOT NULL, ends @int NOT NULL, ended @int NOT NULL) @strict;
CREATE INDEX api_token_account ON api_token (account, ends);
CREATE TABLE api_token_use (token @int PRIMARY KEY, at @int NOT NULL) @strict;
-- What must be told by mail or letter (model/outbox.h): ids, a date and counts, never the text of it. state: queued,
-- sending (until lease), sent, failed, letter (to be printed), posted, dropped.
CREATE TABLE outbox (
  pid @text PRIMARY KEY, region @int NOT NULL, kind @text NOT NULL, account @int NOT NULL, once_key @text NOT NULL UNIQUE,
  by_date @text NOT NULL, minutes @int NOT NULL, n_today @int NOT NULL, n_late @int NOT NULL, n_week @int NOT NULL,
  n_talks @int NOT NULL, invitation @int NOT NULL, sealed @blob, state @text NOT NULL, made @int NOT NULL, due @int NOT NULL,
  lapses @int NOT NULL DEFAULT 9223372036854775807, route @int NOT NULL DEFAULT 0,
  lease @int NOT NULL, tries @int NOT NULL, ended @int NOT NULL, error @text NOT NULL) @strict @norowid;
CREATE INDEX outbox_state ON outbox (state, due, pid);
CREATE INDEX outbox_account ON outbox (account, made);
CREATE INDEX outbox_invitation ON outbox (invitation) WHERE invitation <> 0;

-- Long work that someone asked for. ended is open as long as it must still be done; lease_until: nobody else takes it
-- before. step is the last that was committed, done and total are what is shown.
CREATE TABLE task (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, kind @text NOT NULL,
  account @int NOT NULL REFERENCES account (id), role @text NOT NULL, org @int NOT NULL, subject @int NOT NULL,
  state @text NOT NULL, holder @text NOT NULL, lease_until @int NOT NULL, tries @int NOT NULL, step @int NOT NULL,
  done @int NOT NULL, total @int NOT NULL, stop @int NOT NULL, made @int NOT NULL, started @int NOT NULL, ended @int NOT NULL,
  said @text NOT NULL, result @int NOT NULL, error @text NOT NULL) @strict;
CREATE INDEX task_ended ON task (ended, made, id);
CREATE INDEX task_account ON task (account, made);

-- Addresses at which calendar programs ask for the own dates, and what people chose about the daily message.
CREATE TABLE agenda_feed (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  token_hash @blob NOT NULL UNIQUE, account @int NOT NULL REFERENCES account (id), role @text NOT NULL, made @int NOT NULL,
  ended @int NOT NULL) @strict;
CREATE INDEX agenda_feed_account ON agenda_feed (account, role, ended);
CREATE TABLE digest (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  account @int NOT NULL UNIQUE REFERENCES account (id), how @text NOT NULL, hour @text NOT NULL) @strict;

-- Failed sign-ins, by hash of the name as typed or of the address of origin.
CREATE TABLE attempt (key_hash @blob PRIMARY KEY, failures @int NOT NULL, last @int NOT NULL) @strict @norowid;
CREATE INDEX attempt_last ON attempt (last);

CREATE TABLE draft (
  account @int NOT NULL, form @text NOT NULL, subject @text NOT NULL, route @int NOT NULL, body @blob NOT NULL,
  rev @int NOT NULL, at @int NOT NULL, PRIMARY KEY (account, form, subject)) @strict @norowid;
CREATE INDEX draft_route ON draft (route, account);
CREATE TABLE form_key (
  account @int NOT NULL, form_key @text NOT NULL, location @text NOT NULL, at @int NOT NULL,
  PRIMARY KEY (account, form_key)) @strict @norowid;
CREATE INDEX form_key_at ON form_key (at);
-- Filters of a page under a name of one's own, in the role they were made in. A name is only ever shown to who made it.
CREATE TABLE saved_view (
  account @int NOT NULL, role @text NOT NULL, page @text NOT NULL, pid @text NOT NULL, name @text NOT NULL,
  query @text NOT NULL, is_default @int NOT NULL, place @int NOT NULL, PRIMARY KEY (account, role, page, pid)) @strict @norowid;

-- Data keys, wrapped by the key holder: of the part of a child, of an account's drafts, or of what belongs to no child.
-- A key without `wrapped` was destroyed; n counts those that came after each other.
CREATE TABLE part_key (
  owner @int NOT NULL, part @text NOT NULL, task @int NOT NULL, n @int NOT NULL, wrapped @blob, made @int NOT NULL,
  gone @int NOT NULL, PRIMARY KEY (owner, part, task, n)) @strict @norowid;

-- Who changed what: one group per act, one row per field that changed. Secret fields leave no values. undone_at follows
-- from the group that undoes this one. A value can go (old, new and salt empty) while its digest keeps its place in the
-- chain; the field '*' says how many values of a record went.
-- No foreign key to the group: the proof asks for it, and under serializable transactions its check reads the page that
-- every other writer is adding to.
CREATE TABLE change_group (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, at @int NOT NULL, account @int NOT NULL, role @text NOT NULL,
  door @text NOT NULL, done @text NOT NULL, undo_until @int NOT NULL, undone_at @int NOT NULL,
  undoes @int NOT NULL, source @text NOT NULL, source_on @text NOT NULL) @strict;
CREATE UNIQUE INDEX change_group_undoes ON change_group (undoes) WHERE undoes <> 0;
CREATE INDEX change_group_at ON change_group (at, id);
CREATE TABLE change_value (
  change_group @int NOT NULL, record @text NOT NULL, record_id @int NOT NULL, field @text NOT NULL,
  old @text, new @text, old_sealed @blob, new_sealed @blob, salt @blob, digest @blob NOT NULL,
  PRIMARY KEY (change_group, record, record_id, field)) @strict @norowid;
CREATE INDEX change_value_record ON change_value (record, record_id, change_group);
-- The chains of changes: link hashes the group, its digests and the link before it.
CREATE TABLE change_link (
  chain @int NOT NULL, n @int NOT NULL, change_group @int NOT NULL UNIQUE, link @blob NOT NULL, PRIMARY KEY (chain, n)) @strict @norowid;
-- Heads of chains as they were at a moment. On SQLite those of changes stand with the looks and the other way round.
CREATE TABLE witnessed (
  of_what @text NOT NULL, chain @int NOT NULL, n @int NOT NULL, link @blob NOT NULL, at @int NOT NULL,
  PRIMARY KEY (of_what, chain, n)) @strict @norowid;

-- What was destroyed of whom (model/tombstone.h): no foreign key, for it outlives the child. link: over the one before.
CREATE TABLE tombstone (
  n @int PRIMARY KEY, region @int NOT NULL, at @int NOT NULL, part @text NOT NULL, route_pid @text NOT NULL,
  run @text NOT NULL, why @text NOT NULL, link @blob NOT NULL) @strict;
-- What is past its term, and on which days the daily job saw it so (mod/retain).
CREATE TABLE retention_seen (
  route @int NOT NULL, part @text NOT NULL, first_on @text NOT NULL, last_on @text NOT NULL, fact_on @text NOT NULL,
  until_on @text NOT NULL, rule @text NOT NULL, PRIMARY KEY (route, part)) @strict @norowid;

-- Runs that destroy, and the parts of dossiers in them (mod/retain). route_id points at nothing when it is gone.
CREATE TABLE retention_run (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  state @text NOT NULL,
  prepared_by @int NOT NULL REFERENCES account (id),
  prepared_at @int NOT NULL,
  prepared_on @text NOT NULL,
  counted @int,
  why @text,
  confirmed_by @int REFERENCES account (id),
  confirmed_at @int,
  ended_at @int,
  children @int,
  parts @int,
  n_rows @int,
  files @int,
  left_out @int,
  proof @text) @strict;
CREATE INDEX retention_run_org ON retention_run (org, id);
CREATE INDEX retention_run_prepared_on ON retention_run (region, prepared_on, id);
CREATE TABLE retention_item (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  run @int NOT NULL REFERENCES retention_run (id),
  org @int NOT NULL REFERENCES organisation (id),
  route_id @int NOT NULL,
  child @text NOT NULL,
  part @text NOT NULL,
  rule @text NOT NULL,
  fact_on @text NOT NULL,
  until_on @text NOT NULL,
  n_rows @int NOT NULL,
  files @int NOT NULL,
  state @text NOT NULL,
  why @text,
  words @text,
  held_until @text,
  held_by @int REFERENCES account (id),
  result @text,
  request @int) @strict;
CREATE INDEX retention_item_run ON retention_item (run, id);
CREATE INDEX retention_item_org ON retention_item (org, id);

-- The core of a child's route: the least that every active relation needs (part kern).
CREATE TABLE route (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  given_name @text NOT NULL, prefix @text, family_name @text NOT NULL, sort_key @text NOT NULL, born @text NOT NULL, pc4 @text,
  school @int NOT NULL REFERENCES organisation (id), phase @text NOT NULL, next_step @text, next_by @text NOT NULL,
  acts @text NOT NULL, contact @int REFERENCES account (id), closed @int NOT NULL) @strict;
CREATE INDEX route_school ON route (school, id);
CREATE INDEX route_born ON route (region, born);

-- Rights in the index. relation is the truth, with its history; reach and shelf are derived from it and hold only what
-- is open. parts and hides are bit sets of auth/policy.h; kind is its code in relation and its number in reach.
CREATE TABLE relation (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), grantee @int NOT NULL, kind @text NOT NULL, parts @int NOT NULL, hides @int NOT NULL,
  begins @int NOT NULL, ends @int NOT NULL, src_rec @text NOT NULL, src_id @int NOT NULL, given_by @int NOT NULL) @strict;
CREATE INDEX relation_route ON relation (route, ends);
CREATE INDEX relation_grantee ON relation (grantee, ends);
CREATE INDEX relation_begins ON relation (begins);
-- One of own family is let out by who let them in, or by two: who asked it first.
CREATE TABLE relation_ending (
  relation @int PRIMARY KEY, asked_by @int NOT NULL, at @int NOT NULL) @strict @norowid;
CREATE TABLE reach (
  grantee @int NOT NULL, route @int NOT NULL, relation @int NOT NULL, kind @int NOT NULL, parts @int NOT NULL,
  hides @int NOT NULL, until @int NOT NULL, bound @int NOT NULL DEFAULT 0,
  PRIMARY KEY (grantee, route, relation)) @strict @norowid;
CREATE INDEX reach_route ON reach (route, grantee, kind, parts, until);
CREATE INDEX reach_until ON reach (until);
CREATE TABLE shelf (
  grantee @int NOT NULL, list @int NOT NULL, shelf_key @text NOT NULL, id @int NOT NULL, route @int NOT NULL,
  facet @int NOT NULL, until @int NOT NULL, PRIMARY KEY (grantee, list, shelf_key, id)) @strict @norowid;
CREATE INDEX shelf_route ON shelf (route, grantee);

-- Break-glass, the tries at it, and which notices of it a parent has read.
CREATE TABLE break_glass (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), account @int NOT NULL REFERENCES account (id), role @text NOT NULL, org @int NOT NULL,
  reason @blob NOT NULL, at @int NOT NULL, ends @int NOT NULL, seen_by @int NOT NULL, seen_at @int NOT NULL) @strict;
CREATE INDEX break_glass_route ON break_glass (route, at);
CREATE INDEX break_glass_at ON break_glass (region, at);
CREATE TABLE door_try (
  account @int NOT NULL, door @text NOT NULL, at @int NOT NULL, n @int NOT NULL, hits @int NOT NULL,
  PRIMARY KEY (account, door, at)) @strict @norowid;
CREATE INDEX door_try_at ON door_try (at);
CREATE TABLE notice_read (account @int NOT NULL, of_id @int NOT NULL, at @int NOT NULL, PRIMARY KEY (account, of_id)) @strict @norowid;

-- A sample of looks of each week: why did you look?
CREATE TABLE look_question (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  account @int NOT NULL REFERENCES account (id), route @int NOT NULL REFERENCES route (id), looked @int NOT NULL, part @int NOT NULL,
  purpose @text NOT NULL, week @text NOT NULL, asked @int NOT NULL, answer @text, answered @int NOT NULL) @strict;
CREATE INDEX look_question_account ON look_question (account, answered);
CREATE INDEX look_question_route ON look_question (route);
CREATE INDEX look_question_asked ON look_question (asked, id);
CREATE INDEX look_question_week ON look_question (week);

-- A shielded place: hides from one person (an account or a seat), from its confirmation until its lifting is confirmed.
-- Who is not there and who stands in (mod/presence). begins and ends follow from the days; reach is made from both.
CREATE TABLE working_days (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  account @int NOT NULL REFERENCES account (id), org @int NOT NULL REFERENCES organisation (id), since @text NOT NULL,
  monday @int NOT NULL, tuesday @int NOT NULL, wednesday @int NOT NULL, thursday @int NOT NULL, friday @int NOT NULL) @strict;
CREATE INDEX working_days_org ON working_days (org, id);
CREATE INDEX working_days_since ON working_days (org, account, since);
CREATE TABLE absence (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  account @int NOT NULL REFERENCES account (id), org @int NOT NULL REFERENCES organisation (id), kind @text NOT NULL,
  first_day @text NOT NULL, last_day @text NOT NULL, ended @int NOT NULL, begins @int NOT NULL, ends @int NOT NULL,
  entered_by @int NOT NULL) @strict;
CREATE INDEX absence_account ON absence (account, ends);
CREATE INDEX absence_org ON absence (org, id);
CREATE INDEX absence_ends ON absence (org, ends);
CREATE INDEX absence_begins ON absence (begins);
CREATE TABLE absence_cover (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  absence @int NOT NULL REFERENCES absence (id), absent @int NOT NULL REFERENCES account (id),
  org @int NOT NULL REFERENCES organisation (id), place @int NOT NULL REFERENCES holds (id), share @text NOT NULL,
  parts @int NOT NULL, state @text NOT NULL, asked_by @int NOT NULL, asked_at @int NOT NULL, given_by @int NOT NULL,
  given_at @int NOT NULL) @strict;
CREATE INDEX absence_cover_absence ON absence_cover (absence, state);
CREATE INDEX absence_cover_org ON absence_cover (org, id);
CREATE INDEX absence_cover_place ON absence_cover (place);

CREATE TABLE shield (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), person @int NOT NULL, state @text NOT NULL,
  asked_by @int NOT NULL, asked_at @int NOT NULL, confirmed_by @int NOT NULL, confirmed_at @int NOT NULL,
  lift_by @int NOT NULL, lift_at @int NOT NULL, lifted_by @int NOT NULL, lifted_at @int NOT NULL) @strict;
CREATE INDEX shield_route ON shield (route, state);

-- What happened with a child: its timeline. part is the bit of the part; what is the English text of what happened.
CREATE TABLE event (
  route @int NOT NULL, part @int NOT NULL, at @int NOT NULL, id @int NOT NULL, pid @text NOT NULL UNIQUE,
  change_group @int NOT NULL, record @text NOT NULL, record_id @int NOT NULL, what @text NOT NULL, account @int NOT NULL,
  role @text NOT NULL, org @int NOT NULL DEFAULT 0, PRIMARY KEY (route, part, at, id)) @strict @norowid;
CREATE INDEX event_group ON event (change_group);
CREATE INDEX event_record ON event (record_id);

-- The plan of a child (ontwikkelingsperspectief), and what its parents say of it.
CREATE TABLE opp (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  version @int NOT NULL,
  school @int NOT NULL REFERENCES organisation (id),
  enrolled @text NOT NULL,
  destination @text,
  grounds @blob,
  hindering @blob,
  promoting @blob,
  guidance @blob,
  deviations @blob,
  heard_on @text,
  heard_how @blob,
  pupil_view @blob,
  pupil_done @blob,
  told_on @text,
  talked_on @text,
  adopted @text,
  adopt_from @text,
  evaluated @text,
  evaluation @blob,
  evaluate_from @text,
  belonging @blob,
  mastery @blob,
  independence @blob,
  generosity @blob,
  silent_waits @int NOT NULL,
  silent_why @blob,
  with_parents @int NOT NULL,
  with_pupil @int NOT NULL,
  without_why @blob,
  ended @text,
  ended_why @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX opp_route ON opp (route);
CREATE TABLE opp_agreement (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  opp @int NOT NULL REFERENCES opp (id),
  version @int NOT NULL,
  guardian @int NOT NULL REFERENCES account (id),
  answer @text NOT NULL,
  because @blob,
  given @int NOT NULL) @strict;
CREATE INDEX opp_agreement_route ON opp_agreement (route);
CREATE INDEX opp_agreement_opp ON opp_agreement (opp, id);
-- One answer per parent and version.
CREATE UNIQUE INDEX opp_agreement_one ON opp_agreement (opp, version, guardian);
-- Goals with their progress, and support: beside the plan, for they may be there before it (mod/opp/opp_need.h).
CREATE TABLE opp_goal (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  area @text,
  what @blob NOT NULL,
  measure @blob,
  start_at @int,
  start_on @text,
  aim @int,
  aim_by @text,
  care @blob,
  care_by @blob,
  source @text,
  source_on @text,
  reviewed @text,
  result @text,
  result_words @blob,
  ended @text) @strict;
CREATE INDEX opp_goal_route ON opp_goal (route);
CREATE TABLE opp_progress (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  goal @int NOT NULL REFERENCES opp_goal (id),
  measured_on @text NOT NULL,
  value @int NOT NULL,
  words @blob,
  by_account @int NOT NULL REFERENCES account (id)) @strict;
CREATE INDEX opp_progress_route ON opp_progress (route);
CREATE INDEX opp_progress_goal ON opp_progress (goal, id);
CREATE TABLE opp_help (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  form @text,
  what @blob NOT NULL,
  who @blob,
  minutes_week @int,
  from_on @text,
  until_on @text,
  on_card @int NOT NULL,
  source @text,
  source_on @text,
  effect @text,
  effect_words @blob,
  ended @text) @strict;
CREATE INDEX opp_help_route ON opp_help (route);
-- What the school did to reach a parent about a plan; and each plan as it was adopted.
CREATE TABLE opp_contact (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  opp @int NOT NULL REFERENCES opp (id),
  version @int NOT NULL,
  guardian @int NOT NULL REFERENCES account (id),
  kind @text NOT NULL,
  way @text NOT NULL,
  happened_on @text NOT NULL,
  answer @text,
  words @blob,
  by_account @int NOT NULL REFERENCES account (id),
  file_type @text,
  file_size @int,
  file_hash @blob,
  tried_on @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX opp_contact_route ON opp_contact (route);
CREATE INDEX opp_contact_opp ON opp_contact (opp, id);
CREATE TABLE opp_edition (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  opp @int NOT NULL REFERENCES opp (id),
  version @int NOT NULL,
  adopted @text NOT NULL,
  goals @blob,
  help @blob,
  destination @blob,
  grounds @blob,
  hindering @blob,
  promoting @blob,
  guidance @blob,
  deviations @blob,
  pupil_view @blob,
  pupil_done @blob) @strict;
CREATE INDEX opp_edition_route ON opp_edition (route);
CREATE INDEX opp_edition_opp ON opp_edition (opp, id);
-- The voice of the pupil (mod/opp/opp_voice.h): open, and closed to parents.
CREATE TABLE opp_say (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  pupil @int REFERENCES account (id),
  said_to @int REFERENCES account (id),
  heard_by @int REFERENCES account (id),
  question @text NOT NULL,
  words @blob,
  said_on @text NOT NULL,
  written_by @int NOT NULL REFERENCES account (id),
  answer @text,
  because @blob,
  told_by @blob,
  told_on @text,
  answered_by @int REFERENCES account (id),
  wrong_words @blob,
  wrong_on @text,
  file_type @text,
  file_size @int,
  file_hash @blob,
  written_out @blob,
  meant_on @text,
  ended @int,
  due @text,
  due_term @text) @strict;
CREATE INDEX opp_say_route ON opp_say (route);
CREATE TABLE opp_say_closed (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  pupil @int REFERENCES account (id),
  said_to @int REFERENCES account (id),
  heard_by @int REFERENCES account (id),
  question @text NOT NULL,
  words @blob,
  said_on @text NOT NULL,
  written_by @int NOT NULL REFERENCES account (id),
  answer @text,
  because @blob,
  told_by @blob,
  told_on @text,
  answered_by @int REFERENCES account (id),
  wrong_words @blob,
  wrong_on @text,
  file_type @text,
  file_size @int,
  file_hash @blob,
  written_out @blob,
  meant_on @text,
  ended @int,
  due @text,
  due_term @text) @strict;
CREATE INDEX opp_say_closed_route ON opp_say_closed (route);
CREATE TABLE opp_talkway (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  pupil @int NOT NULL REFERENCES account (id),
  adult @int REFERENCES account (id),
  how @text,
  speaker @blob,
  chosen_on @text NOT NULL) @strict;
CREATE INDEX opp_talkway_route ON opp_talkway (route);
CREATE TABLE opp_unsafe (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  pupil @int NOT NULL REFERENCES account (id),
  said_to @int REFERENCES account (id),
  what @text NOT NULL,
  told_at @int NOT NULL,
  due @text NOT NULL,
  talked_on @text) @strict;
CREATE INDEX opp_unsafe_route ON opp_unsafe (route);
CREATE TABLE opp_setting (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  holds_from @text NOT NULL,
  silent @text NOT NULL,
  danger_words @text NOT NULL) @strict;
CREATE INDEX opp_setting_from ON opp_setting (region, holds_from, id);

-- What a region adds to the steps of the flow chart, and how long its routes really take: counted by the clock, for the
-- whole region streams past to know it (mod/route). what: a phase, or a count of its own; middle: in days.
CREATE TABLE chart_step (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  phase @text NOT NULL,
  name @text NOT NULL,
  who @text NOT NULL,
  what @text NOT NULL,
  value @int,
  unit @text,
  holds_from @text NOT NULL,
  holds_until @text) @strict;
CREATE INDEX chart_step_from ON chart_step (region, holds_from, id);
CREATE TABLE chart_time (
  region @int NOT NULL, what @text NOT NULL, n @int NOT NULL, middle @int NOT NULL, counted @int NOT NULL,
  PRIMARY KEY (region, what)) @strict @norowid;

-- An application at one school, and what that school looked into (mod/enrol).
CREATE TABLE application (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  school @int NOT NULL REFERENCES organisation (id),
  preference @int NOT NULL,
  duty @int NOT NULL,
  public_school @int NOT NULL,
  secondary_school @int NOT NULL,
  received @text NOT NULL,
  by_account @int REFERENCES account (id),
  at_school @int NOT NULL,
  phone @blob,
  start_on @text,
  need_known @int NOT NULL,
  need_what @blob,
  comes_from @text,
  hands_over @blob,
  handed_on @text,
  wait_agreed @text,
  born @text,
  missing @blob,
  asked_on @text,
  complete_by @text,
  completed_on @text,
  completion @blob,
  lapses_on @text,
  before_from @text,
  before_to @text,
  more_weeks @int,
  more_why @blob,
  more_told @text,
  late_why @blob,
  late_by @text,
  placed_on @text,
  placed_to @text,
  talk_on @text,
  ground @text,
  reason @blob,
  willing @blob,
  willing_on @text,
  called_at @int,
  called_on @text,
  called_by @blob,
  called_not @blob,
  offer_why @blob,
  decided @text,
  enrolled_on @text,
  ended_where @blob,
  ended_why @blob,
  ended @text,
  elsewhere_on @text,
  decide_by @text,
  place_from @text,
  act_by @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX application_route ON application (route);
CREATE TABLE adaptation (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  application @int NOT NULL REFERENCES application (id),
  school @int NOT NULL REFERENCES organisation (id),
  kind @text NOT NULL,
  what @blob NOT NULL,
  takes @blob NOT NULL,
  reasonable @text NOT NULL,
  why @blob NOT NULL) @strict;
CREATE INDEX adaptation_route ON adaptation (route);
CREATE INDEX adaptation_application ON adaptation (application, id);
-- A request to look round: nothing of a child.
CREATE TABLE advice (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  org_name @text NOT NULL,
  state @text NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  by_name @text NOT NULL,
  subject @text NOT NULL,
  question @text NOT NULL,
  tried @text,
  asked_on @text NOT NULL,
  act_by @text NOT NULL,
  answer @text,
  minutes @int,
  answered_on @text,
  answered_by @text,
  told_on @text,
  told_how @text) @strict;
CREATE INDEX advice_act_by ON advice (region, act_by, id);
CREATE INDEX advice_org ON advice (org, id);
CREATE TABLE tour (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  state @text NOT NULL,
  name @text NOT NULL,
  phone @text,
  email @text,
  suits @text NOT NULL,
  asked_on @text NOT NULL,
  planned_on @text,
  planned_at @text,
  held_on @text,
  intake_on @text,
  intake_by @text,
  act_by @text NOT NULL) @strict;
CREATE INDEX tour_act_by ON tour (region, act_by, id);
CREATE INDEX tour_org ON tour (org, id);
-- The intake list with its answers, each with who wrote it.
-- The questions of the intake list, as a region has set them.
CREATE TABLE intake_set (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  holds_from @text NOT NULL,
  blij_vraag @text,
  blij_uitleg @text,
  blij_leidt @text,
  thuis_vraag @text,
  thuis_uitleg @text,
  thuis_leidt @text,
  dag_vraag @text,
  dag_uitleg @text,
  dag_leidt @text,
  praten_vraag @text,
  praten_uitleg @text,
  praten_leidt @text,
  begrijpen_vraag @text,
  begrijpen_uitleg @text,
  begrijpen_leidt @text,
  luisteren_vraag @text,
  luisteren_uitleg @text,
  luisteren_leidt @text,
  spelen_vraag @text,
  spelen_uitleg @text,
  spelen_leidt @text,
  bewegen_vraag @text,
  bewegen_uitleg @text,
  bewegen_leidt @text,
  leren_vraag @text,
  leren_uitleg @text,
  leren_leidt @text,
  anderen_vraag @text,
  anderen_uitleg @text,
  anderen_leidt @text,
  spannend_vraag @text,
  spannend_uitleg @text,
  spannend_leidt @text,
  regels_vraag @text,
  regels_uitleg @text,
  regels_leidt @text,
  zorg_vraag @text,
  zorg_uitleg @text,
  zorg_leidt @text,
  hulp_vraag @text,
  hulp_uitleg @text,
  hulp_leidt @text) @strict;
CREATE INDEX intake_set_from ON intake_set (region, holds_from, id);
CREATE TABLE intake (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  school @int NOT NULL REFERENCES organisation (id),
  application @int NOT NULL REFERENCES application (id),
  question_set @int REFERENCES intake_set (id),
  tour_on @text,
  fill_on @text,
  home_at @int,
  done_on @text,
  act_by @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX intake_route ON intake (route);
CREATE INDEX intake_application ON intake (application, id);
CREATE TABLE intake_answer (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  intake @int NOT NULL REFERENCES intake (id),
  school @int NOT NULL REFERENCES organisation (id),
  question @text NOT NULL,
  words @blob,
  help @int NOT NULL,
  side @text NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  written_at @int NOT NULL,
  file_type @text,
  file_size @int,
  file_hash @blob,
  written_out @blob,
  meant_on @text,
  ended @int) @strict;
CREATE INDEX intake_answer_route ON intake_answer (route);
CREATE INDEX intake_answer_intake ON intake_answer (intake, id);
-- First signs at the preschool, with the list of the region; what was left in peace is a number of no child.
CREATE TABLE sign_kind (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  name @text NOT NULL,
  list @text NOT NULL,
  profile_words @text,
  gone @int NOT NULL) @strict;
CREATE INDEX sign_kind_name ON sign_kind (region, name, id);
CREATE TABLE sign (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  kind_name @text NOT NULL,
  seen @blob NOT NULL,
  done @blob,
  fits @blob,
  on_day @text NOT NULL,
  talked_on @text,
  to_org @int REFERENCES organisation (id),
  answered_on @text,
  shared_with @int REFERENCES organisation (id),
  act_by @text) @strict;
CREATE INDEX sign_route ON sign (route);
CREATE TABLE sign_peace (
  org @int NOT NULL, kind @int NOT NULL, month @int NOT NULL, n @int NOT NULL,
  PRIMARY KEY (org, kind, month)) @strict @norowid;

-- Talks about a child: of the school in its part, of the partnership in its own (mod/visit).
CREATE TABLE talk (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  held_on @text NOT NULL,
  kind @text NOT NULL,
  was_parents @int NOT NULL, was_pupil @int NOT NULL, was_teacher @int NOT NULL, was_supervisor @int NOT NULL,
  was_adviser @int NOT NULL, was_team @int NOT NULL,
  was_family @blob,
  was_names @blob,
  was_others @blob,
  sentence @blob NOT NULL,
  decision @blob,
  next_step @blob,
  next_by @text,
  next_acts @text,
  promise @blob,
  promise_by @text,
  promise_due @text,
  kept_on @text,
  minutes @int,
  help @blob,
  talk_on @text,
  opens @text) @strict;
CREATE INDEX talk_route ON talk (route);
CREATE TABLE talk_swv (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  held_on @text NOT NULL,
  kind @text NOT NULL,
  was_parents @int NOT NULL, was_pupil @int NOT NULL, was_teacher @int NOT NULL, was_supervisor @int NOT NULL,
  was_adviser @int NOT NULL, was_team @int NOT NULL,
  was_family @blob,
  was_names @blob,
  was_others @blob,
  sentence @blob NOT NULL,
  decision @blob,
  next_step @blob,
  next_by @text,
  next_acts @text,
  promise @blob,
  promise_by @text,
  promise_due @text,
  kept_on @text,
  minutes @int,
  help @blob,
  talk_on @text,
  opens @text) @strict;
CREATE INDEX talk_swv_route ON talk_swv (route);

-- Files of a child, a table per part (mod/documents), and their bytes (model/document.h).
CREATE TABLE document_school (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_school_route ON document_school (route);
CREATE TABLE document_voorschool (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_voorschool_route ON document_voorschool (route);
CREATE TABLE document_knooppunt (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_knooppunt_route ON document_knooppunt (route);
CREATE TABLE document_swv (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_swv_route ON document_swv (route);
CREATE TABLE document_deskundig (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_deskundig_route ON document_deskundig (route);
CREATE TABLE document_voorziening (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_voorziening_route ON document_voorziening (route);
CREATE TABLE document_stem (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, on_record @int NOT NULL, title @blob NOT NULL,
  file_name @blob NOT NULL, type @text NOT NULL, size @int NOT NULL, hash @blob NOT NULL,
  by_account @int NOT NULL REFERENCES account (id), by_role @text, by_family @int NOT NULL, at @int NOT NULL,
  look_by @text NOT NULL, why @blob, ended @int) @strict;
CREATE INDEX document_stem_route ON document_stem (route);
CREATE TABLE document_chunk (
  document @int NOT NULL, n @int NOT NULL, bytes @blob NOT NULL, PRIMARY KEY (document, n)) @strict;

-- A file that was read, and what each of its rows would do (mod/import). The rows go after a week.
CREATE TABLE import (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  kind @text NOT NULL, file @text NOT NULL, sha @text NOT NULL, org @int REFERENCES organisation (id), note @text NOT NULL,
  account @int NOT NULL, stage @text NOT NULL, at @int NOT NULL, ended @int NOT NULL, n_new @int NOT NULL,
  n_changed @int NOT NULL, n_gone @int NOT NULL, n_same @int NOT NULL, n_rejected @int NOT NULL, n_asked @int NOT NULL,
  n_outside @int NOT NULL) @strict;
CREATE INDEX import_org ON import (org, id);
CREATE TABLE import_row (
  import @int NOT NULL, n @int NOT NULL, line @int NOT NULL, what @int NOT NULL, record @int NOT NULL, title @text NOT NULL,
  reason @text NOT NULL, detail @text NOT NULL, ask @int NOT NULL, vals @text NOT NULL, answer @int NOT NULL,
  takes @int NOT NULL, done @int NOT NULL, PRIMARY KEY (import, n)) @strict @norowid;
-- Dossiers that a school's own system made (OSO): what waits to be looked at, and what of it stands with the child.
CREATE TABLE oso_dossier (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id), state @text NOT NULL, child @text, born @text, school @text NOT NULL,
  brin @text NOT NULL, made @text NOT NULL, facts @int NOT NULL, files @int NOT NULL, size @int NOT NULL,
  hash @blob NOT NULL, at @int NOT NULL, account @int NOT NULL, ended @int NOT NULL) @strict;
CREATE INDEX oso_dossier_org ON oso_dossier (org, id);
CREATE TABLE oso_section (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), kind @text NOT NULL, text @blob NOT NULL, on_date @text NOT NULL,
  at @int NOT NULL, account @int NOT NULL REFERENCES account (id)) @strict;
CREATE INDEX oso_section_route ON oso_section (route);

-- Which four-digit postcodes a partnership is responsible for (Regeling regio-indeling), from when to when; first = last for one.
CREATE TABLE region_pc4 (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  first @text NOT NULL, last @text NOT NULL, begins @text NOT NULL, ends @text, source @text) @strict;
CREATE INDEX region_pc4_first ON region_pc4 (region, first, id);

-- School locations: facts of the partnership, and what each offers by its own words. Nothing of a child.
CREATE TABLE school (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  name @text NOT NULL, name_key @text NOT NULL, kind @text NOT NULL, brin @text NOT NULL, denomination @text NOT NULL,
  street @text NOT NULL, house_number @text NOT NULL, postcode @text NOT NULL, place @text NOT NULL, place_key @text NOT NULL,
  municipality @text NOT NULL, find_key @text NOT NULL, website @text, phone @text, holidays @text NOT NULL,
  org @int REFERENCES organisation (id), board @int REFERENCES organisation (id),
  offer @text, expertise @text, groups_text @text, building @text, not_yet @text, checked @text,
  board_number @text, municipality_code @text, partnership @text, gone_since @text, register_said @text) @strict;
CREATE INDEX school_org ON school (org, id);
CREATE INDEX school_brin ON school (region, brin);
CREATE INDEX school_name_key ON school (region, name_key, id);
CREATE INDEX school_place_key ON school (region, place_key, id);

-- What a region set beside the law, in force from begins until ends; and the days a school set itself.
CREATE TABLE rule_setting (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  rule @text NOT NULL, value @int NOT NULL, unit @text NOT NULL, begins @text NOT NULL, ends @text NOT NULL,
  why @text NOT NULL, decided_by @text NOT NULL) @strict;
CREATE INDEX rule_setting_rule ON rule_setting (region, rule, begins, id);
CREATE TABLE vacation (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  kind @text NOT NULL, name @text, begins @text NOT NULL, last @text NOT NULL, gone @int NOT NULL) @strict;
CREATE INDEX vacation_org ON vacation (org, id);

-- Group arrangements (startklas and the like): kinds and groups of the region, who goes first; and the way of a child
-- there and back.
CREATE TABLE place_kind (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  name @text NOT NULL, name_key @text NOT NULL, profile @text NOT NULL, aim @text NOT NULL, size @int NOT NULL, months @int NOT NULL,
  payer @text NOT NULL, way_back @text NOT NULL, effective @text NOT NULL, decided_by @text NOT NULL, state @text NOT NULL) @strict;
CREATE INDEX place_kind_name_key ON place_kind (region, name_key, id);
CREATE TABLE place_group (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  kind @int NOT NULL REFERENCES place_kind (id), name @text NOT NULL, name_key @text NOT NULL,
  host @int NOT NULL REFERENCES organisation (id), places @int NOT NULL, staff @text, limit_toilet @int, limit_near @int,
  limit_conflict @int, limit_language @int, limit_quiet @int, limit_care @int, since @text NOT NULL) @strict;
CREATE INDEX place_group_kind ON place_group (kind, id);
CREATE INDEX place_group_host ON place_group (host, id);
CREATE INDEX place_group_name_key ON place_group (region, name_key, id);
CREATE TABLE place_first (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  kind @int NOT NULL REFERENCES place_kind (id), place_rank @int NOT NULL, test @text NOT NULL, pc4_from @text, pc4_last @text,
  words @text NOT NULL, source @text NOT NULL, begins @text NOT NULL, ends @text) @strict;
CREATE INDEX place_first_kind ON place_first (kind, id);
-- What cluster meetings decided and brought, without a child (mod/place).
CREATE TABLE cluster_meeting (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL, held_on @text NOT NULL,
  decided @text NOT NULL) @strict;
CREATE TABLE cluster_expertise (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  meeting @int NOT NULL REFERENCES cluster_meeting (id), school @int NOT NULL REFERENCES organisation (id),
  what @text NOT NULL, brought_by @text NOT NULL) @strict;
CREATE INDEX cluster_expertise_meeting ON cluster_expertise (meeting, id);
CREATE TABLE placement (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, version @int NOT NULL, kind @int NOT NULL REFERENCES place_kind (id),
  host_group @int REFERENCES place_group (id), mother @int NOT NULL REFERENCES organisation (id), own_choice @int NOT NULL, why @blob,
  need_toilet @int NOT NULL DEFAULT 0, need_near @int NOT NULL DEFAULT 0, need_conflict @int NOT NULL DEFAULT 0,
  need_language @int NOT NULL DEFAULT 0, need_quiet @int NOT NULL DEFAULT 0, need_care @int NOT NULL DEFAULT 0,
  way_back @blob, responsible @text, at_home @int NOT NULL DEFAULT 0, silent_waits @int NOT NULL DEFAULT 0,
  silent_parent @blob, asked_on @text, exception @blob, begins @text,
  months @int NOT NULL, latest @text, year_from @text, longest @text, guided @text, guide_from @text, looked @text, look_from @text, practise @text, returned @text,
  care_on @text, care_words @blob, lasts @text, ended @text, outcome @text, outcome_why @blob, tlv_why @blob, named_on @text,
  named_after @text, relation @int,
  due @text, due_term @text) @strict;
CREATE INDEX placement_route ON placement (route, id);
CREATE INDEX placement_host_group ON placement (host_group, id);
CREATE INDEX placement_kind ON placement (kind, state);
CREATE TABLE place_answer (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), asked @int NOT NULL,
  guardian @int NOT NULL REFERENCES account (id), answer @text NOT NULL, because @blob, given @int NOT NULL) @strict;
CREATE INDEX place_answer_route ON place_answer (route, id);
CREATE INDEX place_answer_placement ON place_answer (placement, id);
CREATE TABLE place_contact (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), asked @int NOT NULL,
  guardian @int NOT NULL REFERENCES account (id), kind @text NOT NULL, way @text NOT NULL,
  happened_on @text NOT NULL, answer @text, words @blob, by_account @int NOT NULL REFERENCES account (id),
  file_type @text, file_size @int, file_hash @blob,
  tried_on @text, due @text, due_term @text) @strict;
CREATE INDEX place_contact_route ON place_contact (route, id);
CREATE INDEX place_contact_placement ON place_contact (placement, id);
CREATE TABLE place_goal (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), state @text NOT NULL, goal @blob NOT NULL,
  start_level @blob NOT NULL, aim @blob NOT NULL, host_does @blob, mother_does @blob, level @text, seen_now @blob,
  set_by @text NOT NULL, seen_on @text) @strict;
CREATE INDEX place_goal_route ON place_goal (route, id);
CREATE INDEX place_goal_placement ON place_goal (placement, id);
CREATE TABLE place_talk (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), held_on @text NOT NULL,
  joined @int NOT NULL DEFAULT 0, absent_why @blob, words @blob NOT NULL, agreed @blob) @strict;
CREATE INDEX place_talk_route ON place_talk (route, id);
CREATE INDEX place_talk_placement ON place_talk (placement, id);
CREATE TABLE place_look (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), held_on @text NOT NULL,
  observer @text NOT NULL, child_seen @blob NOT NULL, takes_back @blob NOT NULL) @strict;
CREATE INDEX place_look_route ON place_look (route, id);
CREATE INDEX place_look_placement ON place_look (placement, id);
CREATE TABLE place_practice (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), state @text NOT NULL,
  from_day @text NOT NULL, days @int NOT NULL, where_to @blob NOT NULL, watched @int NOT NULL DEFAULT 0, how @blob) @strict;
CREATE INDEX place_practice_route ON place_practice (route, id);
CREATE INDEX place_practice_placement ON place_practice (placement, id);
CREATE TABLE return_check (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), placement @int NOT NULL REFERENCES placement (id), state @text NOT NULL,
  years @int NOT NULL, returned @text NOT NULL, one_from @text, two_from @text, held_on @text, lasts @text, words @blob,
  due @text, due_term @text) @strict;
CREATE INDEX return_check_route ON return_check (route, id);
CREATE INDEX return_check_placement ON return_check (placement, id);

-- Who looked at what. On SQLite these tables are used in a file of their own (looks.db, the same schema), so that a look
-- does not empty the readers' caches of the main file. A chain belongs to one writer; link hashes the row and the link
-- before it; a chain begins with look_seen: the heads of others that moved since one was seen last.
CREATE TABLE look_chain (id @int PRIMARY KEY, began @int NOT NULL, first_link @blob NOT NULL) @strict;
CREATE TABLE look_seen (
  chain @int NOT NULL, of_chain @int NOT NULL, n @int NOT NULL, link @blob NOT NULL, PRIMARY KEY (chain, of_chain)) @strict @norowid;
CREATE INDEX look_seen_of ON look_seen (of_chain, n);
CREATE TABLE look (
  chain @int NOT NULL, n @int NOT NULL, at @int NOT NULL, account @int NOT NULL, role @text NOT NULL, org @int NOT NULL,
  route @int NOT NULL, part @int NOT NULL, purpose @text NOT NULL, door @text NOT NULL, link @blob NOT NULL,
  PRIMARY KEY (chain, n)) @strict @norowid;
CREATE INDEX look_route ON look (route, at);
CREATE INDEX look_account ON look (account, at, chain, n);
CREATE INDEX look_at ON look (at, chain, n);
-- Standing in someone's list: once per child, account, day and part of what stood there (`through`: its bit).
CREATE TABLE look_list (
  route @int NOT NULL, account @int NOT NULL, day @int NOT NULL, role @text NOT NULL, org @int NOT NULL,
  through @int NOT NULL, PRIMARY KEY (route, account, day, through)) @strict @norowid;

-- Talks around one table about a child (mod/meeting): who is at it, what they said, the cards, the actions, what the
-- child needs. guest_code: the code of someone without an account, until the term of the invitation.
CREATE TABLE meeting (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, kind @text NOT NULL, owner @text NOT NULL,
  org @int NOT NULL REFERENCES organisation (id), by_account @int NOT NULL REFERENCES account (id),
  question @blob NOT NULL, day_a @text NOT NULL, time_a @text NOT NULL, day_b @text, time_b @text, day_c @text,
  time_c @text, chosen @text, day @text, time @text, place @blob NOT NULL, minutes @int, shares_until @text NOT NULL,
  shares_most @text, shares_card @int NOT NULL, shares_voice @int NOT NULL, interpreter @blob, language @blob,
  interpreter_adult @int NOT NULL, no_interpreter @blob, pupil_away @blob, parents_away @blob, school_can @blob,
  home @blob, outcome @text, arrangement @blob, learns_where @blob, outlook @blob, acute @int NOT NULL,
  acute_why @blob, acute_on @text, acute_told @text, summary @blob, summary_language @blob, summary_by @text,
  held_on @text, reported @int, talk_on @text, opens @text, ended_why @blob, due @text, due_term @text) @strict;
CREATE INDEX meeting_route ON meeting (route);
CREATE TABLE invitee (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), meeting @int NOT NULL REFERENCES meeting (id),
  account @int REFERENCES account (id), grantee @int, as_who @text NOT NULL, who @text, family @text, org_name @text,
  relation @int REFERENCES relation (id), shares @int, sent @int, answer @text, can_a @int NOT NULL,
  can_b @int NOT NULL, can_c @int NOT NULL, wants_interpreter @int NOT NULL, talk_language @blob,
  rather_hears @int NOT NULL, apart @int NOT NULL, wish @blob, answered @int, came @int NOT NULL, read_back @text,
  read_why @blob, read_at @int, code_made @int) @strict;
CREATE INDEX invitee_route ON invitee (route);
CREATE INDEX invitee_meeting ON invitee (meeting, id);
CREATE INDEX invitee_account ON invitee (account);
CREATE TABLE contribution (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), state @text NOT NULL, meeting @int NOT NULL REFERENCES meeting (id),
  account @int REFERENCES account (id), voice @text NOT NULL, who @blob, family @blob, words @blob, written_by @blob,
  said_at @int NOT NULL, file_type @text, file_size @int, file_hash @blob, written_out @blob, meant_on @text,
  ended @int) @strict;
CREATE INDEX contribution_route ON contribution (route);
CREATE INDEX contribution_meeting ON contribution (meeting, id);
CREATE TABLE solution (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), meeting @int NOT NULL REFERENCES meeting (id), place @int NOT NULL,
  what @blob NOT NULL, about @text NOT NULL, verdict @text, why @blob, source @blob, source_on @text,
  opens @text) @strict;
CREATE INDEX solution_route ON solution (route);
CREATE INDEX solution_meeting ON solution (meeting, id);
CREATE TABLE action (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), meeting @int NOT NULL REFERENCES meeting (id), what @blob NOT NULL,
  owner @int, owner_name @text, side @text NOT NULL, by_day @text NOT NULL, done_on @text, result @blob,
  opens @text) @strict;
CREATE INDEX action_route ON action (route);
CREATE INDEX action_meeting ON action (meeting, id);
CREATE TABLE needed (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id), meeting @int NOT NULL REFERENCES meeting (id), kind @text NOT NULL,
  what @blob NOT NULL, care_goal @blob, provider @blob, reached @text, reached_on @text, opens @text,
  proposed @text) @strict;
CREATE INDEX needed_route ON needed (route);
CREATE INDEX needed_meeting ON needed (meeting, id);
CREATE TABLE guest_code (
  code_hash @blob PRIMARY KEY, account @int NOT NULL REFERENCES account (id), invitee @int NOT NULL REFERENCES invitee (id),
  made @int NOT NULL, ends @int NOT NULL, uses @int NOT NULL) @strict @norowid;
CREATE INDEX guest_code_account ON guest_code (account);
CREATE TABLE rights_request (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  state @text NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  org_name @text NOT NULL,
  org_kind @text NOT NULL,
  asker @int REFERENCES account (id),
  who @text NOT NULL,
  asker_name @text,
  identity @text,
  kind @text NOT NULL,
  place @blob,
  words @blob,
  received @text NOT NULL,
  more @int NOT NULL,
  more_why @blob,
  cut_by @int REFERENCES account (id),
  ready_by @int REFERENCES account (id),
  answer @blob,
  ground @text,
  reason @blob,
  gone_part @text,
  answered_on @text,
  answered_by @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX rights_request_route ON rights_request (route);
CREATE TABLE rights_cut (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  request @int NOT NULL REFERENCES rights_request (id),
  org @int NOT NULL REFERENCES organisation (id),
  by_account @int NOT NULL REFERENCES account (id),
  record_name @text NOT NULL,
  piece @text NOT NULL,
  field_name @text NOT NULL,
  words @blob,
  cut_all @int NOT NULL,
  reason @text NOT NULL) @strict;
CREATE INDEX rights_cut_route ON rights_cut (route);
CREATE INDEX rights_cut_request ON rights_cut (request, id);
CREATE TABLE rights_copy (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  request @int NOT NULL REFERENCES rights_request (id),
  org @int NOT NULL REFERENCES organisation (id),
  for_account @int REFERENCES account (id),
  copy_text @blob NOT NULL,
  made_by @int NOT NULL REFERENCES account (id),
  made_on @text NOT NULL) @strict;
CREATE INDEX rights_copy_route ON rights_copy (route);
CREATE INDEX rights_copy_request ON rights_copy (request, id);
CREATE TABLE rights_past (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  route @int NOT NULL REFERENCES route (id),
  request @int NOT NULL REFERENCES rights_request (id),
  org @int NOT NULL REFERENCES organisation (id),
  state @text NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  record_name @text NOT NULL,
  piece @text NOT NULL,
  field_name @text NOT NULL,
  gone_on @text) @strict;
CREATE INDEX rights_past_route ON rights_past (route, id);
CREATE INDEX rights_past_request ON rights_past (request, id);
CREATE TABLE account_request (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  state @text NOT NULL,
  asker @int NOT NULL REFERENCES account (id),
  asker_name @text NOT NULL,
  kind @text NOT NULL,
  words @text,
  received @text NOT NULL,
  more @int NOT NULL,
  more_why @text,
  answer @text,
  ground @text,
  reason @text,
  ended_on @text,
  answered_by @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX account_request_org ON account_request (org, id);
CREATE INDEX account_request_asker ON account_request (asker, received, id);
CREATE INDEX account_request_received ON account_request (region, received, id);
CREATE TABLE rights_breach (
  id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,
  org @int NOT NULL REFERENCES organisation (id),
  state @text NOT NULL,
  found_on @text NOT NULL,
  found_time @text NOT NULL,
  kind @text NOT NULL,
  what @text NOT NULL,
  goes_on @int NOT NULL,
  by_account @int NOT NULL REFERENCES account (id),
  by_name @text NOT NULL,
  at @int NOT NULL,
  risk @text,
  data @text,
  people @int,
  effects @text,
  ap @text,
  ap_on @text,
  ap_time @text,
  ap_number @text,
  ap_why @text,
  told @text,
  told_on @text,
  told_why @text,
  measures @text,
  none_why @text,
  due @text,
  due_term @text) @strict;
CREATE INDEX rights_breach_org ON rights_breach (org, id);
CREATE INDEX rights_breach_found_on ON rights_breach (region, found_on, id);

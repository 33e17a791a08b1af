/* Many made-up routes with relations, reach and shelf, written straight into the tables: for benches that need more of
 * them than the write unit makes in a minute. The rows are those that it would write. */
#ifndef TN_MANY_ROUTES_H
#define TN_MANY_ROUTES_H

enum { PER_SCHOOL = 250 };
#define BLOCK(n) ((int64_t)(n) << 40) /* ids of made-up tables stand clear of those the program gives */
#define PID0 1000000000000  /* thirteen figures are a public id */

#define SERIES " WITH RECURSIVE r (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM r WHERE i < $2)"
static const struct stmt fill_school = {
	"INSERT INTO organisation (id, pid, region, rev, kind, name, name_key, ended)" SERIES
	" SELECT $3 + i, '' || ($4 + i), 1, 1, 'school', 'School ' || i, 'school ' || i, 9223372036854775807 FROM r",
	"iiii", ""};
static const struct stmt fill_seat = {"INSERT INTO seat (id, pid, region, rev, org, role)" SERIES
                                      " SELECT $3 + i, '' || ($3 + i), 1, 1, $4 + i, $5 FROM r",
                                      "iiiit", ""};
static const struct stmt fill_route = {
	"INSERT INTO route (id, pid, region, rev, given_name, family_name, sort_key, born, pc4, school, phase, "
        "next_step, next_by,"
	" acts, closed)" SERIES " SELECT $3 + i, '' || ($4 + i), 1, 1, 'Noor', 'Naam' || (i * 7919 % 999983), 'naam' "
                                "|| (i * 7919 % 999983) || ' noor',"
	" '2020-03-01', '8601', $5 + i / 250, 'knooppunt', 'Knooppunt plannen',"
	" '2026-' || (10 + i % 3) || '-' || (10 + i * 31 % 18), 'school', 9223372036854775807 FROM r",
	"iiiii", ""};
/* Of every $5th route from the $6th on one relation; $7 routes have the same grantee. */
static const struct stmt fill_relation = {"INSERT INTO relation (id, pid, region, rev, route, grantee, kind, parts, "
                                          "hides, begins, ends, src_rec, src_id, given_by)" SERIES
                                          " SELECT $3 + i, '' || ($3 + i), 1, 1, $4 + i, $8 + i / $7, $9, 2147483647, "
                                          "0, 0, 9223372036854775807, 'route', $4 + i, 0"
                                          " FROM r WHERE i % $5 = $6",
                                          "iiiiiiiit", ""};
static const struct stmt fill_reach = {
	"INSERT INTO reach (grantee, route, relation, kind, parts, hides, until)"
	" SELECT grantee, route, id, $3, parts, hides, ends FROM relation WHERE id >= $1 AND id <= $2",
	"iii", ""};
static const struct stmt fill_by_date = {
	"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until) SELECT x.grantee, $3, r.next_by, r.id, "
        "r.id, $4, x.ends"
	" FROM relation x JOIN route r ON r.id = x.route WHERE x.id >= $1 AND x.id <= $2",
	"iiii", ""};
static const struct stmt fill_by_name = {
	"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until) SELECT x.grantee, $3, r.sort_key, r.id, "
        "r.id, 2, x.ends"
	" FROM relation x JOIN route r ON r.id = x.route WHERE x.id >= $1 AND x.id <= $2",
	"iii", ""};

#endif

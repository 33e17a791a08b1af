/* School vacations of the Netherlands per holiday region, as days since 1970: made by tools/vacation_table.py from
 * assets/data/schoolvakanties-nl.csv. Contains data from OpenHolidays API (openholidaysapi.org), made available under
 * the Open Database License (ODbL 1.0): assets/data/README.md. Included by rule_calendar.c only. */
#ifndef TN_VACATION_TABLE_H
#define TN_VACATION_TABLE_H

#include "calendar.h"

static const struct span vacations_noord[] = {
	{18251, 18267}, /* 2019-12-21 Kerstvakantie */
	{18307, 18316}, /* 2020-02-15 Voorjaarsvakantie */
	{18377, 18386}, /* 2020-04-25 Meivakantie */
	{18447, 18491}, /* 2020-07-04 Zomervakantie */
	{18545, 18554}, /* 2020-10-10 Herfstvakantie */
	{18615, 18631}, /* 2020-12-19 Kerstvakantie */
	{18678, 18687}, /* 2021-02-20 Voorjaarsvakantie */
	{18748, 18757}, /* 2021-05-01 Meivakantie */
	{18818, 18862}, /* 2021-07-10 Zomervakantie */
	{18916, 18925}, /* 2021-10-16 Herfstvakantie */
	{18986, 19002}, /* 2021-12-25 Kerstvakantie */
	{19042, 19051}, /* 2022-02-19 Voorjaarsvakantie */
	{19112, 19121}, /* 2022-04-30 Meivakantie */
	{19189, 19233}, /* 2022-07-16 Zomervakantie */
	{19280, 19289}, /* 2022-10-15 Herfstvakantie */
	{19350, 19366}, /* 2022-12-24 Kerstvakantie */
	{19413, 19422}, /* 2023-02-25 Voorjaarsvakantie */
	{19476, 19485}, /* 2023-04-29 Meivakantie */
	{19560, 19604}, /* 2023-07-22 Zomervakantie */
	{19651, 19660}, /* 2023-10-21 Herfstvakantie */
	{19714, 19730}, /* 2023-12-23 Kerstvakantie */
	{19770, 19779}, /* 2024-02-17 Voorjaarsvakantie */
	{19840, 19849}, /* 2024-04-27 Meivakantie */
	{19924, 19968}, /* 2024-07-20 Zomervakantie */
	{20022, 20031}, /* 2024-10-26 Herfstvakantie */
	{20078, 20094}, /* 2024-12-21 Kerstvakantie */
	{20134, 20143}, /* 2025-02-15 Voorjaarsvakantie */
	{20204, 20213}, /* 2025-04-26 Meivakantie */
	{20281, 20325}, /* 2025-07-12 Zomervakantie */
	{20379, 20388}, /* 2025-10-18 Herfstvakantie */
	{20442, 20458}, /* 2025-12-20 Kerstvakantie */
	{20505, 20514}, /* 2026-02-21 Voorjaarsvakantie */
	{20568, 20577}, /* 2026-04-25 Meivakantie */
	{20638, 20682}, /* 2026-07-04 Zomervakantie */
	{20736, 20745}, /* 2026-10-10 Herfstvakantie */
	{20806, 20822}, /* 2026-12-19 Kerstvakantie */
	{20869, 20878}, /* 2027-02-20 Voorjaarsvakantie */
	{20932, 20941}, /* 2027-04-24 Meivakantie */
	{21009, 21053}, /* 2027-07-10 Zomervakantie */
	{21107, 21116}, /* 2027-10-16 Herfstvakantie */
	{21177, 21193}, /* 2027-12-25 Kerstvakantie */
	{21233, 21242}, /* 2028-02-19 Voorjaarsvakantie */
	{21303, 21312}, /* 2028-04-29 Meivakantie */
	{21380, 21424}, /* 2028-07-15 Zomervakantie */
	{21471, 21480}, /* 2028-10-14 Herfstvakantie */
	{21541, 21557}, /* 2028-12-23 Kerstvakantie */
	{21597, 21606}, /* 2029-02-17 Voorjaarsvakantie */
	{21667, 21676}, /* 2029-04-28 Meivakantie */
	{21751, 21795}, /* 2029-07-21 Zomervakantie */
	{21842, 21851}, /* 2029-10-20 Herfstvakantie */
	{21905, 21921}, /* 2029-12-22 Kerstvakantie */
	{21961, 21970}, /* 2030-02-16 Voorjaarsvakantie */
	{22031, 22040}, /* 2030-04-27 Meivakantie */
	{22115, 22159}, /* 2030-07-20 Zomervakantie */
};
enum { KNOWN_FROM_NOORD = 18251, KNOWN_UNTIL_NOORD = 22159 };

static const struct span vacations_midden[] = {
	{18251, 18267}, /* 2019-12-21 Kerstvakantie */
	{18314, 18323}, /* 2020-02-22 Voorjaarsvakantie */
	{18377, 18386}, /* 2020-04-25 Meivakantie */
	{18461, 18505}, /* 2020-07-18 Zomervakantie */
	{18552, 18561}, /* 2020-10-17 Herfstvakantie */
	{18615, 18631}, /* 2020-12-19 Kerstvakantie */
	{18678, 18687}, /* 2021-02-20 Voorjaarsvakantie */
	{18748, 18757}, /* 2021-05-01 Meivakantie */
	{18825, 18869}, /* 2021-07-17 Zomervakantie */
	{18916, 18925}, /* 2021-10-16 Herfstvakantie */
	{18986, 19002}, /* 2021-12-25 Kerstvakantie */
	{19049, 19058}, /* 2022-02-26 Voorjaarsvakantie */
	{19112, 19121}, /* 2022-04-30 Meivakantie */
	{19182, 19226}, /* 2022-07-09 Zomervakantie */
	{19287, 19296}, /* 2022-10-22 Herfstvakantie */
	{19350, 19366}, /* 2022-12-24 Kerstvakantie */
	{19413, 19422}, /* 2023-02-25 Voorjaarsvakantie */
	{19476, 19485}, /* 2023-04-29 Meivakantie */
	{19546, 19590}, /* 2023-07-08 Zomervakantie */
	{19644, 19653}, /* 2023-10-14 Herfstvakantie */
	{19714, 19730}, /* 2023-12-23 Kerstvakantie */
	{19770, 19779}, /* 2024-02-17 Voorjaarsvakantie */
	{19840, 19849}, /* 2024-04-27 Meivakantie */
	{19917, 19961}, /* 2024-07-13 Zomervakantie */
	{20022, 20031}, /* 2024-10-26 Herfstvakantie */
	{20078, 20094}, /* 2024-12-21 Kerstvakantie */
	{20141, 20150}, /* 2025-02-22 Voorjaarsvakantie */
	{20204, 20213}, /* 2025-04-26 Meivakantie */
	{20288, 20332}, /* 2025-07-19 Zomervakantie */
	{20379, 20388}, /* 2025-10-18 Herfstvakantie */
	{20442, 20458}, /* 2025-12-20 Kerstvakantie */
	{20498, 20507}, /* 2026-02-14 Voorjaarsvakantie */
	{20568, 20577}, /* 2026-04-25 Meivakantie */
	{20652, 20696}, /* 2026-07-18 Zomervakantie */
	{20743, 20752}, /* 2026-10-17 Herfstvakantie */
	{20806, 20822}, /* 2026-12-19 Kerstvakantie */
	{20869, 20878}, /* 2027-02-20 Voorjaarsvakantie */
	{20932, 20941}, /* 2027-04-24 Meivakantie */
	{21016, 21060}, /* 2027-07-17 Zomervakantie */
	{21107, 21116}, /* 2027-10-16 Herfstvakantie */
	{21177, 21193}, /* 2027-12-25 Kerstvakantie */
	{21240, 21249}, /* 2028-02-26 Voorjaarsvakantie */
	{21303, 21312}, /* 2028-04-29 Meivakantie */
	{21373, 21417}, /* 2028-07-08 Zomervakantie */
	{21478, 21487}, /* 2028-10-21 Herfstvakantie */
	{21541, 21557}, /* 2028-12-23 Kerstvakantie */
	{21597, 21606}, /* 2029-02-17 Voorjaarsvakantie */
	{21667, 21676}, /* 2029-04-28 Meivakantie */
	{21737, 21781}, /* 2029-07-07 Zomervakantie */
	{21842, 21851}, /* 2029-10-20 Herfstvakantie */
	{21905, 21921}, /* 2029-12-22 Kerstvakantie */
	{21968, 21977}, /* 2030-02-23 Voorjaarsvakantie */
	{22031, 22040}, /* 2030-04-27 Meivakantie */
	{22108, 22152}, /* 2030-07-13 Zomervakantie */
};
enum { KNOWN_FROM_MIDDEN = 18251, KNOWN_UNTIL_MIDDEN = 22152 };

static const struct span vacations_zuid[] = {
	{18251, 18267}, /* 2019-12-21 Kerstvakantie */
	{18314, 18323}, /* 2020-02-22 Voorjaarsvakantie */
	{18377, 18386}, /* 2020-04-25 Meivakantie */
	{18454, 18498}, /* 2020-07-11 Zomervakantie */
	{18552, 18561}, /* 2020-10-17 Herfstvakantie */
	{18615, 18631}, /* 2020-12-19 Kerstvakantie */
	{18671, 18680}, /* 2021-02-13 Voorjaarsvakantie */
	{18748, 18757}, /* 2021-05-01 Meivakantie */
	{18832, 18876}, /* 2021-07-24 Zomervakantie */
	{18923, 18932}, /* 2021-10-23 Herfstvakantie */
	{18986, 19002}, /* 2021-12-25 Kerstvakantie */
	{19049, 19058}, /* 2022-02-26 Voorjaarsvakantie */
	{19112, 19121}, /* 2022-04-30 Meivakantie */
	{19196, 19240}, /* 2022-07-23 Zomervakantie */
	{19287, 19296}, /* 2022-10-22 Herfstvakantie */
	{19350, 19366}, /* 2022-12-24 Kerstvakantie */
	{19406, 19415}, /* 2023-02-18 Voorjaarsvakantie */
	{19476, 19485}, /* 2023-04-29 Meivakantie */
	{19553, 19597}, /* 2023-07-15 Zomervakantie */
	{19644, 19653}, /* 2023-10-14 Herfstvakantie */
	{19714, 19730}, /* 2023-12-23 Kerstvakantie */
	{19763, 19772}, /* 2024-02-10 Voorjaarsvakantie */
	{19840, 19849}, /* 2024-04-27 Meivakantie */
	{19910, 19954}, /* 2024-07-06 Zomervakantie */
	{20015, 20024}, /* 2024-10-19 Herfstvakantie */
	{20078, 20094}, /* 2024-12-21 Kerstvakantie */
	{20141, 20150}, /* 2025-02-22 Voorjaarsvakantie */
	{20204, 20213}, /* 2025-04-26 Meivakantie */
	{20274, 20318}, /* 2025-07-05 Zomervakantie */
	{20372, 20381}, /* 2025-10-11 Herfstvakantie */
	{20442, 20458}, /* 2025-12-20 Kerstvakantie */
	{20498, 20507}, /* 2026-02-14 Voorjaarsvakantie */
	{20568, 20577}, /* 2026-04-25 Meivakantie */
	{20645, 20689}, /* 2026-07-11 Zomervakantie */
	{20743, 20752}, /* 2026-10-17 Herfstvakantie */
	{20806, 20822}, /* 2026-12-19 Kerstvakantie */
	{20862, 20871}, /* 2027-02-13 Voorjaarsvakantie */
	{20932, 20941}, /* 2027-04-24 Meivakantie */
	{21023, 21067}, /* 2027-07-24 Zomervakantie */
	{21114, 21123}, /* 2027-10-23 Herfstvakantie */
	{21177, 21193}, /* 2027-12-25 Kerstvakantie */
	{21240, 21249}, /* 2028-02-26 Voorjaarsvakantie */
	{21303, 21312}, /* 2028-04-29 Meivakantie */
	{21387, 21431}, /* 2028-07-22 Zomervakantie */
	{21478, 21487}, /* 2028-10-21 Herfstvakantie */
	{21541, 21557}, /* 2028-12-23 Kerstvakantie */
	{21590, 21599}, /* 2029-02-10 Voorjaarsvakantie */
	{21667, 21676}, /* 2029-04-28 Meivakantie */
	{21744, 21788}, /* 2029-07-14 Zomervakantie */
	{21835, 21844}, /* 2029-10-13 Herfstvakantie */
	{21905, 21921}, /* 2029-12-22 Kerstvakantie */
	{21968, 21977}, /* 2030-02-23 Voorjaarsvakantie */
	{22031, 22040}, /* 2030-04-27 Meivakantie */
	{22101, 22145}, /* 2030-07-06 Zomervakantie */
};
enum { KNOWN_FROM_ZUID = 18251, KNOWN_UNTIL_ZUID = 22145 };

#endif

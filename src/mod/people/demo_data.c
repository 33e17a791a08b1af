#include "demo_data.h"

/* Invented places between lakes; no organisation here exists. */
const struct demo_org_row demo_orgs[D_ORG__N] = {
	[D_SWV] = {ORG_SWV, "Samenwerkingsverband Merenland", "Merenburg", DEMO_NO_BOARD},
	[D_PARENTS] = {ORG_PARENTS, "Ouders en leerlingen", NULL, DEMO_NO_BOARD},
	[D_WATERKANT] = {ORG_BOARD, "Stichting Onderwijs aan de Waterkant", "Merenburg", DEMO_NO_BOARD},
	[D_KOMPAS] = {ORG_BOARD, "Stichting Het Kompas", "Oeverveen", DEMO_NO_BOARD},
	[D_WILGENHOEK] = {ORG_SCHOOL, "De Wilgenhoek", "Merenburg", D_WATERKANT},
	[D_VEER] = {ORG_SCHOOL, "Het Veer", "Oeverveen", D_WATERKANT},
	[D_RIETKRAAG] = {ORG_SCHOOL, "De Rietkraag", "Rietwoude", D_WATERKANT},
	[D_SLUIS] = {ORG_SCHOOL, "De Oude Sluis", "Sluisdam", D_KOMPAS},
	[D_LISDODDE] = {ORG_SCHOOL, "De Lisdodde", "Plassenhoek", D_KOMPAS},
	[D_VLOT] = {ORG_PROVISION, "Startklas Het Vlot", "Merenburg", D_WATERKANT},
	[D_VUURTOREN] = {ORG_PROVISION, "SBO De Vuurtoren", "Rietwoude", D_KOMPAS},
	[D_ZONNETJE] = {ORG_PRESCHOOL, "Peuterspeelzaal Zonnetje", "Merenburg", DEMO_NO_BOARD},
	[D_KIKKER] = {ORG_PRESCHOOL, "Kinderdagverblijf De Kikkervijver", "Oeverveen", DEMO_NO_BOARD},
	[D_GEMEENTE] = {ORG_MUNICIPALITY, "Gemeente Oevermeer", "Merenburg", DEMO_NO_BOARD},
	[D_MEERKRACHT] = {ORG_PROVIDER, "Jeugdhulp Meerkracht", "Merenburg", DEMO_NO_BOARD},
	[D_JGZ] = {ORG_HEALTH, "JGZ Merenland", "Merenburg", DEMO_NO_BOARD},
};

/* A giver stands above whom it lets in, and may give that role (rule 15 of access.md; a test holds this table to it).
 * Where nobody could (the first at a preschool or partner) it is the administrator. */
const struct demo_person demo_people[] = {
	{"beheer1", "Femke Postma", "beheer1", 0, {{ROLE_ADMINISTRATOR, D_SWV}}},
	{"bestuur1", "Hans Dijkstra", "beheer1", 0, {{ROLE_BOARD, D_WATERKANT}}},
	{"bestuur2", "Ellen Kuipers", "beheer1", 0, {{ROLE_BOARD, D_KOMPAS}}},
	{"directeur1", "Marjan Visser", "beheer1", 0, {{ROLE_DIRECTOR, D_SWV}}},
	{"fg1", "Ruben Haddad", "beheer1", 0, {{ROLE_PRIVACY_OFFICER, D_SWV}}},
	{"clustervoorzitter1", "Wim Hoekstra", "directeur1", 0, {{ROLE_CLUSTER_CHAIR, D_SWV}}},
	{"opr1", "Sonja Bakker", "directeur1", 0, {{ROLE_COUNCIL, D_SWV}}},
	{"schoolleider1", "Petra de Vries", "bestuur1", 0, {{ROLE_SCHOOL_LEADER, D_WILGENHOEK}}},
	{"schoolleider2", "Karim Bouzid", "bestuur1", 0, {{ROLE_SCHOOL_LEADER, D_VEER}, {ROLE_SCHOOL_LEADER, D_RIETKRAAG}}},
	{"schoolleider3", "Anneke Zijlstra", "bestuur2", 0, {{ROLE_SCHOOL_LEADER, D_SLUIS}}},
	{"schoolleider4", "Tom Veenstra", "bestuur1", 0, {{ROLE_SCHOOL_LEADER, D_VLOT}}},
	{"ib1", "Jolanda Bakker", "schoolleider1", 0, {{ROLE_IB, D_WILGENHOEK}, {ROLE_IB, D_VEER}, {ROLE_IB, D_RIETKRAAG}}},
	{"ib2", "Erik Mulder", "schoolleider3", 0, {{ROLE_IB, D_SLUIS}}},
	{"leerkracht1", "Sanne de Wit", "schoolleider1", 0, {{ROLE_TEACHER, D_WILGENHOEK}}},
	{"leerkracht2", "Naima el Amrani", "schoolleider1", 0, {{ROLE_TEACHER, D_WILGENHOEK}, {ROLE_PARENT, D_PARENTS}}},
	{"specialist1", "Joris Smit", "schoolleider1", 24, {{ROLE_SPECIALIST, D_WILGENHOEK}}},
	{"startklas1", "Lotte Brouwer", "schoolleider4", 0, {{ROLE_PROVISION_TEAM, D_VLOT}}},
	{"psz1", "Yvonne Kok", "beheer1", 0, {{ROLE_PRESCHOOL, D_ZONNETJE}}},
	{"traject1", "Bram Willems", "directeur1", 0, {{ROLE_TRAJECT, D_SWV}}},
	{"traject2", "Chantal Peters", "directeur1", 0, {{ROLE_TRAJECT, D_SWV}}},
	{"tlvsecretaris1", "Ineke Jacobs", "directeur1", 0, {{ROLE_TLV_SECRETARY, D_SWV}}},
	{"tlvlid1", "Gerard van Leeuwen", "tlvsecretaris1", 0, {{ROLE_TLV_MEMBER, D_SWV}}},
	{"steunpunt1", "Dilek Yilmaz", "directeur1", 0, {{ROLE_SUPPORT_POINT, D_SWV}}},
	{"gemeente1", "Paul van Dam", "beheer1", 0, {{ROLE_MUNICIPALITY, D_GEMEENTE}}},
	{"jeugdhulp1", "Miriam Cohen", "beheer1", 0, {{ROLE_MUNICIPALITY, D_MEERKRACHT}}},
	{"jgz1", "Wilma Schouten", "beheer1", 0, {{ROLE_MUNICIPALITY, D_JGZ}}},
	{"ouder1", "Fatima Aydin", "ib1", 0, {{ROLE_PARENT, D_PARENTS}}},
	{"ouder2", "Mark Jansen", "ib1", 0, {{ROLE_PARENT, D_PARENTS}}},
	{"leerling1", "Noor Jansen", "ib1", 0, {{ROLE_PUPIL, D_PARENTS}}},
};
const size_t n_demo_people = sizeof demo_people / sizeof *demo_people;

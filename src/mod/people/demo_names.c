#include "demo_names.h"

static const struct demo_surname surnames[] = {
	{NULL, "Abdi"}, {NULL, "Aksoy"}, {"van der", "Aa"}, {NULL, "Bakker"}, {"van den", "Bosch"}, {NULL, "Bos"},
	{"van den", "Brink"}, {NULL, "Brouwer"}, {"de", "Bruijn"}, {NULL, "Castillo"}, {NULL, "Çelik"}, {NULL, "Chen"},
	{NULL, "Dekker"}, {NULL, "Demir"}, {"van", "Dongen"}, {NULL, "Drost"}, {NULL, "Engels"}, {NULL, "Faber"},
	{NULL, "Feenstra"}, {NULL, "Fernandes"}, {"de", "Graaf"}, {NULL, "Gerritsen"}, {NULL, "Haile"}, {NULL, "Hamdi"},
	{"de", "Haan"}, {"van der", "Heide"}, {NULL, "Hendriks"}, {"van der", "Horst"}, {NULL, "Huisman"}, {NULL,
		"Ibrahim"},
	{NULL, "Jacobs"}, {"de", "Jager"}, {NULL, "Jonker"}, {NULL, "Kaya"}, {NULL, "Koster"}, {NULL, "Kramer"},
	{NULL, "Kuiper"}, {"de", "Lange"}, {"van", "Leeuwen"}, {NULL, "Lewandowski"}, {"van der", "Linden"}, {NULL, "Maas"},
	{NULL, "Martina"}, {NULL, "Mendes"}, {NULL, "Mohamed"}, {NULL, "Molenaar"}, {NULL, "Mulder"}, {"el", "Mansouri"},
	{NULL, "Nowak"}, {"van", "Oosten"}, {NULL, "Öztürk"}, {NULL, "Peeters"}, {"van der", "Ploeg"}, {NULL, "Popescu"},
	{NULL, "Prins"}, {NULL, "Rahman"}, {NULL, "Ramdin"}, {NULL, "Reitsma"}, {"de", "Ruiter"}, {NULL, "Şahin"},
	{NULL, "Schipper"}, {NULL, "Scholten"}, {NULL, "Sinnige"}, {NULL, "Sjoerdsma"}, {NULL, "Tadesse"}, {NULL, "Talsma"},
	{"ter", "Haar"}, {NULL, "Timmer"}, {NULL, "Tran"}, {"van 't", "Hof"}, {NULL, "Veldman"}, {NULL, "Verhoeven"},
	{NULL, "Vermeulen"}, {"van der", "Wal"}, {NULL, "Wever"}, {NULL, "Wiersma"}, {NULL, "Willems"}, {"de", "Winter"},
	{NULL, "Yıldız"}, {NULL, "Yusuf"}, {NULL, "Zandstra"}, {NULL, "Zwart"},
};
static const char *const children[] = {
	"Aaron", "Adam", "Amina", "Anouk", "Ayoub", "Bas", "Benjamin", "Bo", "Boaz", "Cato", "Charlotte", "Dani", "Elif",
	"Elin", "Eline", "Elias", "Emma", "Esmee", "Eva", "Evi", "Fedde", "Femke", "Fenna", "Fleur", "Floris", "Gijs",
	"Guus", "Hajar", "Hidde", "Hugo", "Ilias", "Imani", "Isa", "Jamal", "Janna", "Jasmijn", "Jax", "Jesse", "Jip",
	"Job", "Joris", "Juul", "Kaan", "Kees", "Kiki", "Lars", "Lenthe", "Levi", "Lieke", "Liv", "Loïs", "Lou", "Maan",
	"Maëlle", "Mees", "Mehmet", "Merel", "Mia", "Milou", "Mohammed", "Morris", "Naomi", "Nadia", "Niek", "Noah",
	"Nora", "Nova", "Olivia", "Otis", "Pepijn", "Pien", "Puck", "Quinn", "Rayan", "Renske", "Rens", "Robin", "Romy",
	"Ruben", "Sara", "Selin", "Senna", "Siem", "Sofie", "Stijn", "Suze", "Sven", "Tess", "Teun", "Thijs", "Tobias",
	"Veerle", "Vera", "Vigo", "Wessel", "Wies", "Xavi", "Yasmin", "Yusuf", "Zara", "Zoë",
};
static const char *const adults[] = {
	"Agnes", "Ahmed", "Alice", "Anita", "Arjan", "Astrid", "Aziz", "Barbara", "Bart", "Carla", "Chris", "Danielle",
	"Dewi", "Diana", "Edwin", "Els", "Esther", "Fatma", "Floor", "Frank", "Gerda", "Hakan", "Hanneke", "Henk", "Ilse",
	"Ingrid", "Iris", "Jan", "Jasper", "Jeroen", "Joyce", "Judith", "Karin", "Khadija", "Kim", "Leila", "Linda",
	"Maaike", "Marcel", "Maria", "Martijn", "Mirjam", "Monique", "Mustafa", "Nicole", "Nynke", "Olga", "Patrick",
	"Paula", "Peter", "Rachel", "Remco", "Rianne", "Richard", "Sabine", "Samira", "Sander", "Sietske", "Silvia",
	"Stefan", "Susan", "Thomas", "Tineke", "Vincent", "Wendy", "Willem", "Yvette", "Zeynep",
};

struct demo_surname demo_surname(struct dice *d)
{
	return surnames[dice_below(d, sizeof surnames / sizeof *surnames)];
}

const char *demo_child_name(struct dice *d)
{
	return children[dice_below(d, sizeof children / sizeof *children)];
}

const char *demo_adult_name(struct dice *d)
{
	return adults[dice_below(d, sizeof adults / sizeof *adults)];
}

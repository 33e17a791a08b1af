#include "clock.h"
#include "command.h"
#include "duty_start.h"
#include "proc.h"

/* Read by the sanitizer of test builds: its search for leaks cannot work in a process that nobody may look into. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int main(int argc, char **argv)
{
	int64_t began = clock_ticks();
	if (argc == 3 && strcmp(argv[1], "duty") == 0)
		return duty_main(argv[2]);
	proc_harden();
	return command_run(commands, n_commands, argc, argv, began);
}

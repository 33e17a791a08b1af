/* What happens after this phase, in plain words: one row per phase, one column per reader. Terms in it are the longest
 * that the law gives; a region may be quicker, never slower (systems.md A5). */
#include "child_page.h"

#include "route_flow.h"

static const struct {
	const char *phase;
	const char *lines[READS__N][AFTER_MAX + 1];
} after[] = {
	{"signaal", {
		[READS_STAFF] = {
			N_("Talk with the parents and the child: what do they see, and what already helps?"),
			N_("Then choose together: an application, a knooppunt, or nothing more than what is done now."),
		},
		[READS_PARENTS] = {
			N_("You talk together about what you see and what the others see."),
			N_("Then you choose together: apply at a school, or first a talk with more people."),
			N_("Nothing is decided without you."),
		},
		[READS_PUPIL] = {
			N_("Someone talks with you about how it is going."),
			N_("You say what helps you. That is written down."),
			N_("After that you hear what will be done with it."),
		},
	}},
	{"aanmelding", {
		[READS_STAFF] = {
			N_("Fill in the intake list together with the parents."),
			N_("Look first into what can be adapted: class, staff, building, material, help from outside."),
			N_("Decide within 6 weeks. An extension of 4 weeks is told before the 6 weeks are over."),
			N_("The duty of care stays with the school until the child is enrolled somewhere."),
		},
		[READS_PARENTS] = {
			N_("You fill in a list together with the school: what does your child need?"),
			N_("The school first looks at what it can change itself."),
			N_("The school decides within 6 weeks. Sometimes it may take 4 weeks longer. Then you hear why."),
			N_("Until your child has a school, the school where you applied first keeps helping you."),
		},
		[READS_PUPIL] = {
			N_("Your parents and the school talk about what you need."),
			N_("You may come and look at the school."),
			N_("Then the school says whether you can start there."),
		},
	}},
	{"knooppunt", {
		[READS_STAFF] = {
			N_("Invite parents and child first, and then who can help."),
			N_("Go through the seven solutions before anyone speaks of another place."),
			N_("Decide together: where the child learns, what is needed, who does what by when."),
			N_("Read the decisions back. Each one's actions come onto their work list."),
		},
		[READS_PARENTS] = {
			N_("You get an invitation. You choose the day that suits you."),
			N_("You talk together about what helps your child. Your child is heard too."),
			N_("You get the report. Is something not right? Then you say so."),
			N_("Everyone does what was agreed. You can follow it here."),
		},
		[READS_PUPIL] = {
			N_("You say beforehand what you want them to know."),
			N_("They talk about what helps you. You may be there."),
			N_("You hear what was agreed."),
		},
	}},
	{"ondersteuning", {
		[READS_STAFF] = {
			N_("Work with the goals and the measures that were agreed."),
			N_("Look back with parents and pupil at least once a year, and tell the pupil what was done."),
			N_("Does it work? Then less help is needed. Does it not? Then bring it to a knooppunt."),
		},
		[READS_PARENTS] = {
			N_("The school gives the help that was agreed."),
			N_("At least once a year you look back together: does it help?"),
			N_("Does it not help enough? Then you talk again with more people."),
		},
		[READS_PUPIL] = {
			N_("You get the help that was agreed."),
			N_("You say what works and what does not."),
			N_("Together you choose what stays and what may stop."),
		},
	}},
	{"startklas", {
		[READS_STAFF] = {
			N_("Both schools set the goals: what does this child need to return?"),
			N_("Talk with the parents at least once in 16 weeks, with the mother school there."),
			N_("The mother school comes to look twice a year. The child practises in its own class."),
			N_("The group is for one year at most. The aim is always to return."),
		},
		[READS_PARENTS] = {
			N_("Your child learns in a small group for a while, one year at most."),
			N_("At least once in 16 weeks you talk about how it is going."),
			N_("Your child practises in its own class: first short, then longer."),
			N_("When it goes well, your child goes back to its own class."),
		},
		[READS_PUPIL] = {
			N_("You learn in a small group for a while."),
			N_("You practise in your own class: first short, then longer."),
			N_("When it goes well, you go back to your own class."),
		},
	}},
	{"tlv", {
		[READS_STAFF] = {
			N_("Complete the request together with the parents and the mother school."),
			N_("Two experts give advice. Then the committee decides."),
			N_("Help that runs goes on while the request is looked at."),
		},
		[READS_PARENTS] = {
			N_("The school makes the request together with you."),
			N_("The committee reads everything and decides."),
			N_("You get a letter with the decision. You can read it here too."),
			N_("Do you not agree? You can object within 6 weeks. The letter says how."),
		},
		[READS_PUPIL] = {
			N_("A group of people reads what you need. They also read what you say."),
			N_("They decide which school fits you."),
			N_("You hear it from someone you know."),
		},
	}},
	{"terug", {
		[READS_STAFF] = {
			N_("Build up the days in the child's own class, and look back after each step."),
			N_("From the day of full return, aftercare runs for 8 weeks."),
		},
		[READS_PARENTS] = {
			N_("Your child goes to its own class for more and more days."),
			N_("The two teachers help each other."),
			N_("After the return someone keeps helping for 8 weeks."),
		},
		[READS_PUPIL] = {
			N_("You go to your own class for more and more days."),
			N_("You say how it feels. It may go slower or faster."),
			N_("After that someone keeps asking how it is going."),
		},
	}},
	{"nazorg", {
		[READS_STAFF] = {
			N_("Follow for 8 weeks how it goes, with the parents and the child."),
			N_("Look again after one year and after two years: does the return last?"),
			N_("Does it go well? Then end this route. The dossier stays."),
		},
		[READS_PARENTS] = {
			N_("For 8 weeks someone keeps looking how it is going."),
			N_("After one year and after two years you are asked once more."),
			N_("Do you see something? You can always ask for help again."),
		},
		[READS_PUPIL] = {
			N_("Someone still asks how it is going."),
			N_("Is something difficult? You can always say so."),
		},
	}},
	{"klaar", {
		[READS_STAFF] = {
			N_("Nothing has to be done. A new question begins the route again."),
		},
		[READS_PARENTS] = {
			N_("Nothing has to be done now."),
			N_("Do you have a new question? Call the school. Then the route begins again."),
		},
		[READS_PUPIL] = {
			N_("It is finished. Is something difficult again? Then say so."),
		},
	}},
};
enum { ROWS = sizeof after / sizeof *after };
_Static_assert((int)ROWS == (int)PHASE__N - 1, "a row for each phase but that of a pupil without a question");

const char *const *route_after(struct str phase, enum child_reader_kind reader)
{
	static const char *const none[1] = {NULL};
	for (size_t i = 0; i < ROWS; i++)
		if (str_is(phase, after[i].phase))
			return after[i].lines[reader];
	return none;
}

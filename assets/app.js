/* Makes the pages of Thuisnabij a little nicer. Nothing needs it: every form, menu and choice works without.
 * All texts come from the page (data-busy, data-done, data-fail), so that they follow the reader's language. */
(() => {
	"use strict";
	const all = (css, from = document) => [...from.querySelectorAll(css)];

	/* ---- drafts: kept 1.5 s after typing and when the page goes out of sight ---- */
	const SECRET = "input[type=password], input[type=file], input[autocomplete=one-time-code]";

	const draft = (form) => {
		const line = form.querySelector("[data-busy]");
		let timer = 0, dirty = false, failed = false, busy = false, sent = false, wait = 1500;

		const tell = (kind) => {
			/* As the server writes it, by the clock of Amsterdam: "9.05 uur", "9.05 am". */
			const dutch = document.documentElement.lang === "nl";
			const clock = new Date().toLocaleTimeString(dutch ? "en-GB" : "en-US", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Amsterdam" }).replace(":", ".");
			const now = dutch ? clock.replace(/^0(?=\d)/, "") + " uur" : clock.toLowerCase();
			const text = line.dataset[kind].replace("{time}", now);
			line.classList.toggle("fail", kind === "fail");
			if (line.lastElementChild.textContent !== text)
				line.lastElementChild.textContent = text;
		};
		const body = () => {
			const data = new FormData(form);
			all(SECRET, form).forEach((control) => data.delete(control.name));
			return new URLSearchParams(data);
		};
		const keep = async (last) => {
			clearTimeout(timer);
			if (!dirty || sent || (busy && !last))
				return;
			dirty = false;
			busy = true;
			if (!last)
				tell("busy");
			try {
				const answer = await fetch(form.action, {
					method: "POST",
					body: body(),
					headers: { "X-Concept": "1" },
					credentials: "same-origin",
					redirect: "manual",
					keepalive: !!last,
				});
				failed = !answer.ok;
			} catch {
				failed = true;
			}
			busy = false;
			tell(failed ? "fail" : "done");
			/* Not kept: what was typed stays on the page and is tried again, slower every time. */
			wait = failed ? Math.min(wait * 2, 60000) : 1500;
			if (failed)
				dirty = true;
			if (dirty)
				timer = setTimeout(keep, wait);
		};
		const typed = (event) => {
			if (event.target.matches(SECRET))
				return;
			dirty = true;
			clearTimeout(timer);
			timer = setTimeout(keep, wait);
		};
		form.addEventListener("input", typed);
		form.addEventListener("change", typed);
		form.addEventListener("submit", () => {
			sent = true;
			clearTimeout(timer);
		});
		addEventListener("pageshow", () => { sent = false; });
		document.addEventListener("visibilitychange", () => {
			if (document.visibilityState === "hidden")
				keep(true);
		});
		/* Ask before leaving only when something typed could not be kept. */
		addEventListener("beforeunload", (event) => {
			if (dirty && failed && !sent)
				event.preventDefault();
		});
	};
	all("form[data-draft]").filter((form) => form.querySelector("[data-busy]")).forEach(draft);

	/* ---- a second press of a button sends nothing twice ---- */
	document.addEventListener("submit", (event) => {
		const form = event.target;
		if (form.method !== "post")
			return;
		if (form.dataset.sent && Date.now() - form.dataset.sent < 3000)
			event.preventDefault();
		else
			form.dataset.sent = Date.now();
	});

	/* ---- the summary of errors gets the focus, and its links bring the reader into the field ---- */
	const errors = document.querySelector(".err");
	if (errors)
		errors.focus();

	/* ---- tick all rows of a table ---- */
	all("[data-all]").forEach((row) => {
		const boxes = all("td.sel input", document.getElementById(row.dataset.all));
		const master = row.querySelector("input");
		const count = row.querySelector("output, .num");
		const show = () => {
			const n = boxes.filter((box) => box.checked).length;
			master.checked = n > 0 && n === boxes.length;
			master.indeterminate = n > 0 && n < boxes.length;
			count.textContent = n + " / " + boxes.length;
		};
		row.hidden = false;
		master.addEventListener("change", () => {
			boxes.forEach((box) => { box.checked = master.checked; });
			show();
		});
		boxes.forEach((box) => box.addEventListener("change", show));
		show();
	});

	/* ---- links that tick all rows of a table, and how many rows of the page are ticked ---- */
	const ticked = document.querySelector("[data-ticked]");
	const ticks = () => all("td.sel input");
	const say = () => {
		if (ticked)
			ticked.textContent = ticked.dataset.ticked.replace("{n}", ticks().filter((box) => box.checked).length);
	};
	all("a[data-tick]").forEach((link) => link.addEventListener("click", (event) => {
		const boxes = all("td.sel input", document.getElementById(link.dataset.tick));
		const on = boxes.some((box) => !box.checked);
		event.preventDefault();
		boxes.forEach((box) => { box.checked = on; });
		say();
	}));
	ticks().forEach((box) => box.addEventListener("change", () => {
		say();
		box.scrollIntoView({ block: "nearest" }); /* the bar may have come over it */
	}));
	say();

	/* ---- what was just done: to the corner of the screen; it goes by itself only when it holds no button ---- */
	all("[data-toast]").forEach((notice) => {
		notice.classList.add("toast");
		if (!notice.querySelector("button, a"))
			setTimeout(() => notice.remove(), 12000);
	});

	/* ---- 5 minutes before signing out by itself ---- */
	const session = document.querySelector("meta[name=session-seconds]");
	const warning = document.querySelector("[data-warn]");
	if (session && warning) {
		const left = Math.max(Number(session.content) - 300, 1) * 1000;
		const warn = () => {
			warning.hidden = false;
			warning.classList.add("toast");
			warning.setAttribute("role", "alert");
		};
		setTimeout(warn, left);
		/* Asking for the front page is a sign of life; it opens no dossier. */
		warning.querySelector("button").addEventListener("click", () => {
			fetch("/", { method: "HEAD", credentials: "same-origin" }).then((answer) => {
				warning.hidden = answer.ok;
				setTimeout(warn, left);
			}, () => {});
		});
	}

	/* ---- menus close with Escape and with a press beside them ---- */
	const menus = all("details.who");
	document.addEventListener("click", (event) => {
		menus.filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
	});
	document.addEventListener("keydown", (event) => {
		if (event.key !== "Escape")
			return;
		menus.filter((menu) => menu.open).forEach((menu) => {
			menu.open = false;
			menu.querySelector("summary").focus();
		});
	});

	/* ---- buttons that print ---- */
	all("[data-print]").forEach((button) => {
		button.hidden = false;
		button.addEventListener("click", () => print());
	});

	/* ---- a text to take along ---- */
	all("[data-copy]").forEach((button) => {
		const text = document.getElementById(button.dataset.copy), said = button.nextElementSibling;
		button.hidden = false;
		button.addEventListener("click", async () => {
			text.select();
			try {
				await navigator.clipboard.writeText(text.value);
			} catch {
				document.execCommand("copy");
			}
			said.textContent = button.dataset.done;
		});
	});

	/* ---- what changes while one looks: long work. The keyboard's place in it is left alone; its end is a new page ---- */
	all("[data-live]").forEach((first) => {
		let box = first, left = 900;
		const look = async () => {
			if (document.visibilityState === "visible" && left-- > 0)
				try {
					const answer = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual" });
					const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
					const now = page && page.getElementById(box.id);
					if (page && !(now && now.dataset.live)) {
						location.replace(location.pathname);
						return;
					}
					if (now && !box.contains(document.activeElement)) {
						box.replaceWith(now);
						box = now;
					} else if (now)
						all("progress", box).forEach((bar, i) => {
							const fresh = all("progress", now)[i];
							if (fresh)
								bar.value = fresh.value;
						});
				} catch { /* tried again */ }
			setTimeout(look, 2000);
		};
		setTimeout(look, 2000);
	});

	/* ---- whom to call, as soon as a word of danger is typed: nothing is sent or kept by it ---- */
	all("[data-words]").forEach((box) => {
		const words = box.dataset.words.toLowerCase().split("\n").filter((word) => word.trim() !== "");
		const form = box.closest("form");
		form.addEventListener("input", () => {
			const typed = all("textarea", form).map((area) => area.value.toLowerCase()).join("\n");
			const danger = words.some((word) => typed.includes(word));
			if (box.hidden === danger)
				box.hidden = !danger;
		});
	});

	/* ---- shortcuts, for those who switched them on: g and a key, / for search, ? for the list ---- */
	if ((document.body.dataset.kind || "").split(" ").includes("shortcuts")) {
		const list = document.querySelector("[data-keys]");
		let g = 0, before = null;
		document.addEventListener("keydown", (event) => {
			if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select"))
				return;
			if (event.key === "g") {
				g = Date.now();
				return;
			}
			const search = document.querySelector("input[type=search]");
			const to = Date.now() - g < 1500 && all("[data-key]").find((link) => link.dataset.key === event.key);
			g = 0;
			if (list && (event.key === "?" || (event.key === "Escape" && !list.hidden))) {
				list.hidden = !list.hidden;
				list.classList.add("toast");
				before = list.hidden ? before : document.activeElement;
				(list.hidden ? before : list).focus();
			} else if (to)
				to.click();
			else if (event.key === "/" && search) {
				event.preventDefault();
				search.focus();
			}
		});
	}
})();

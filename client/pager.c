/* pager: see pager.h. */
#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mem.h"
#include "width.h"

#define LESS "FRX" /* not for what fits; colours as they are; what was read stays on the screen */
#define STANDARD "command -v less >/dev/null && exec less -" LESS "; exit 127"
#define NOT_RUN 126 /* this and above: the program was not there to run */

/* "" and "cat" ask for none, as with git and man. */
static const char *program(void)
{
	const char *s = getenv("PAGER");

	if (!s)
		return STANDARD;
	return *s && strcmp(s, "cat") != 0 ? s : NULL;
}

void pager_begin(struct pager *p, struct out *o, bool paged)
{
	*p = (struct pager){.o = o, .paged = paged};
	if (!isatty(fileno(o->f)))
		return;
	FILE *f = open_memstream(&p->text, &p->len);
	if (!f)
		return;
	p->terminal = o->f;
	o->f = f;
}

/* Bytes of one of our colours at s: ESC [ digits and semicolons m. 0: none. */
static size_t colour_at(const char *s)
{
	if (s[0] != '\033' || s[1] != '[')
		return 0;
	size_t n = strspn(s + 2, "0123456789;");
	return s[2 + n] == 'm' ? n + 3 : 0;
}

/* Up to the next colour, NUL or end of line with a carriage return, made harmless. */
static size_t put_part(FILE *f, struct arena *a, const char *s)
{
	size_t n = 0;

	while (s[n] && !colour_at(s + n) && !(s[n] == '\r' && s[n + 1] == '\n'))
		n++;
	fputs(width_clean(a, mem_strndup(a, s, n), 1), f);
	return n;
}

const char *pager_harmless(struct arena *a, const char *text, size_t *len)
{
	char *out = NULL;
	size_t n;
	FILE *f = open_memstream(&out, &n);

	if (!f)
		return text;
	for (size_t at = 0; at < *len;) {
		size_t colour = colour_at(text + at);
		fwrite(text + at, 1, colour, f);
		at += colour;
		at += put_part(f, a, text + at);
		if (at < *len && text[at] == '\r') {
			at++; /* for a file; a terminal has it of its own */
		} else if (at < *len && text[at] == '\0') {
			fputs("\uFFFD", f);
			at++;
		}
	}
	fclose(f);
	const char *harmless = mem_strndup(a, out, n);
	free(out);
	*len = n;
	return harmless;
}

/* Characters of a line but for colours; which of them are wide or take no room, matters little here. */
static size_t columns_of(const char *line, const char *end)
{
	size_t n = 0;

	for (const char *p = line; p < end; p++) {
		if (*p == '\033')
			while (p < end && *p != 'm')
				p++;
		else
			n += ((unsigned char)*p & 0xc0) != 0x80;
	}
	return n;
}

size_t pager_rows(const char *text, size_t len, int columns)
{
	size_t rows = 0;

	for (const char *end = text + len, *next; text < end; text = next) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		next = lf ? lf + 1 : end;
		size_t wide = columns_of(text, lf ? lf : end), one = (size_t)columns;
		rows += wide > one ? (wide + one - 1) / one : 1;
	}
	return rows;
}

/* The prompt has a row too. */
static bool fits(const struct pager *p)
{
	struct winsize ws = {0};

	if (ioctl(fileno(p->terminal), TIOCGWINSZ, &ws) < 0 || ws.ws_row == 0)
		return true;
	return pager_rows(p->text, p->len, p->o->width) < ws.ws_row;
}

static _Noreturn void become_program(const int pipe_fd[2])
{
	signal(SIGPIPE, SIG_DFL);
	dup2(pipe_fd[0], STDIN_FILENO);
	close(pipe_fd[0]);
	close(pipe_fd[1]);
	setenv("LESS", LESS, 0);
	setenv("LESSCHARSET", "utf-8", 0);
	execl("/bin/sh", "sh", "-c", program(), (char *)NULL);
	_exit(NOT_RUN);
}

/* Whoever has read enough closes it: that is no error. */
static void feed(int fd, const char *text, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = write(fd, text + done, len - done);
		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	close(fd);
}

/* False: nobody has shown it. */
static bool run_program(const struct pager *p)
{
	int pipe_fd[2], status = 0;

	if (pipe(pipe_fd) < 0)
		return false;
	fflush(p->terminal);
	/* Ctrl-C at the terminal is the program's. */
	void (*before)(int) = signal(SIGINT, SIG_IGN);
	pid_t pid = fork();
	if (pid == 0) {
		signal(SIGINT, SIG_DFL);
		become_program(pipe_fd);
	}
	close(pipe_fd[0]);
	feed(pipe_fd[1], p->text, pid < 0 ? 0 : p->len);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	signal(SIGINT, before);
	return pid > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) >= NOT_RUN);
}

void pager_end(struct pager *p)
{
	if (!p->terminal)
		return;
	fclose(p->o->f);
	p->o->f = p->terminal;
	char *kept = p->text;
	if (kept)
		p->text = (char *)(size_t)pager_harmless(p->o->a, kept, &p->len);
	if (kept && (!p->paged || !program() || fits(p) || !run_program(p)))
		fwrite(p->text, 1, p->len, p->terminal);
	free(kept);
	*p = (struct pager){.o = p->o};
}

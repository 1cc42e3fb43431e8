/* prompt: see prompt.h. */
#include "prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "feil.h"
#include "mem.h"
#include "spraak.h"
#include "width.h"

static int prompt_error(struct arena *a, struct status *st, const char *what)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "ingen_hemmelighet",
	    .text = mem_printf(a, _("passordet kan ikke leses: %s"), what),
	    .hint = _("skriv det på en terminal, eller bruk --password-file FIL")};
	return -1;
}

int prompt_open(struct arena *a, struct prompt *p, const char *file, struct status *st)
{
	p->file = NULL;
	if (!file)
		return 0;
	p->file = strcmp(file, "-") == 0 ? stdin : fopen(file, "re");
	return p->file ? 0 : prompt_error(a, st, feil_tekst(errno));
}

void prompt_close(struct prompt *p)
{
	if (p->file && p->file != stdin)
		fclose(p->file);
	p->file = NULL;
}

static int from_file(struct arena *a, FILE *f, char buf[PROMPT_MAX], struct status *st)
{
	if (!fgets(buf, PROMPT_MAX, f))
		return prompt_error(a, st, _("filen har ikke flere linjer"));
	size_t n = strcspn(buf, "\n");
	if (buf[n] != '\n' && n == PROMPT_MAX - 1)
		return prompt_error(a, st, _("linjen er for lang"));
	buf[n] = '\0';
	buf[strcspn(buf, "\r")] = '\0';
	return buf[0] ? 0 : prompt_error(a, st, _("linjen er tom"));
}

static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
#define ENDS (sizeof(ends) / sizeof(*ends))

static volatile sig_atomic_t ended;

static void on_end(int signo)
{
	ended = signo;
}

static void set_handlers(struct sigaction old[ENDS])
{
	struct sigaction sa = {.sa_handler = on_end}; /* without SA_RESTART: the read ends */

	ended = 0;
	for (size_t i = 0; i < ENDS; i++)
		sigaction(ends[i], &sa, &old[i]);
}

static void reset_handlers(const struct sigaction old[ENDS])
{
	for (size_t i = 0; i < ENDS; i++)
		sigaction(ends[i], &old[i], NULL);
}

/*
 * One line of the terminal, not shown. The question comes when the echo is off: what is typed at once is
 * neither shown nor lost. A signal that ends us comes after the echo is on again.
 */
static ssize_t read_secret(int tty, const char *label, char buf[PROMPT_MAX])
{
	struct termios before, silent;
	struct sigaction old[ENDS];

	if (tcgetattr(tty, &before) < 0)
		return -1;
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	silent.c_lflag |= ECHONL | ICANON;
	set_handlers(old);
	tcsetattr(tty, TCSAFLUSH, &silent);
	dprintf(tty, "%s: ", label);
	ssize_t n = read(tty, buf, PROMPT_MAX - 1);
	tcsetattr(tty, TCSAFLUSH, &before);
	reset_handlers(old);
	if (ended)
		raise(ended);
	return n;
}

/* One line, shown as it is typed. */
static ssize_t read_answer(int tty, const char *label, char buf[PROMPT_MAX])
{
	dprintf(tty, "%s: ", label);
	return read(tty, buf, PROMPT_MAX - 1);
}

bool prompt_terminal(void)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (tty >= 0)
		close(tty);
	return tty >= 0;
}

static int from_terminal(struct arena *a, ssize_t (*ask)(int tty, const char *label, char buf[PROMPT_MAX]),
    const char *label, char buf[PROMPT_MAX], struct status *st)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (tty < 0)
		return prompt_error(a, st, _("ingen terminal"));
	ssize_t n = ask(tty, width_clean(a, label, 0), buf);
	close(tty);
	if (n < 0)
		return prompt_error(a, st, feil_tekst(errno));
	buf[n] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	return buf[0] ? 0 : prompt_error(a, st, _("det er tomt"));
}

int prompt_secret(
    struct arena *a, struct prompt *p, const char *label, char buf[PROMPT_MAX], struct status *st)
{
	return p->file ? from_file(a, p->file, buf, st) : from_terminal(a, read_secret, label, buf, st);
}

int prompt_answer(struct arena *a, const char *label, char buf[PROMPT_MAX], struct status *st)
{
	return from_terminal(a, read_answer, label, buf, st);
}

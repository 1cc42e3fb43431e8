/* notify: what a service manager hears, over the sockets that it may name; and that there is silence without
 * one. */
#include <criterion/criterion.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "server/notify.h"

static char path[64];

static void set_up(void)
{
	snprintf(path, sizeof path, "/tmp/omstilling-notify-%d", (int)getpid());
}

static void tear_down(void)
{
	unlink(path);
}

TestSuite(notify, .init = set_up, .fini = tear_down);

/* A manager's socket by that name, "@" for one in no directory; the environment names it. */
static int manager(const char *name)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	memcpy(at.sun_path, name, strlen(name));
	if (*name == '@')
		at.sun_path[0] = '\0';
	cr_assert_eq(bind(fd, (struct sockaddr *)&at,
			 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name))),
	    0);
	setenv("NOTIFY_SOCKET", name, 1);
	return fd;
}

static const char *heard(int fd)
{
	static char text[64];
	ssize_t n = recv(fd, text, sizeof text - 1, 0);
	text[n < 0 ? 0 : n] = '\0';
	return text;
}

Test(notify, a_message_is_a_datagram)
{
	int fd = manager(path);
	notify("READY=1");
	notify("STOPPING=1");
	cr_expect_str_eq(heard(fd), "READY=1");
	cr_expect_str_eq(heard(fd), "STOPPING=1");
	cr_expect_str_eq(heard(fd), "");
	close(fd);
}

Test(notify, a_socket_that_is_in_no_directory)
{
	char name[64];
	snprintf(name, sizeof name, "@omstilling-notify-%d", (int)getpid());
	int fd = manager(name);
	notify("READY=1");
	cr_expect_str_eq(heard(fd), "READY=1");
	close(fd);
}

/* Nobody there, no path at all, one that is too long, and a manager who does not listen: nothing happens. */
Test(notify, what_cannot_be_told_is_not_missed)
{
	char longer[200];
	int fd = manager(path);
	unsetenv("NOTIFY_SOCKET");
	notify("READY=1");
	setenv("NOTIFY_SOCKET", "", 1);
	notify("READY=1");
	setenv("NOTIFY_SOCKET", path + 1, 1);
	notify("READY=1");
	memset(longer, 'x', sizeof longer - 1);
	longer[0] = '/';
	longer[sizeof longer - 1] = '\0';
	setenv("NOTIFY_SOCKET", longer, 1);
	notify("READY=1");
	setenv("NOTIFY_SOCKET", "/tmp", 1);
	notify("READY=1");
	cr_expect_str_eq(heard(fd), "");
	setenv("NOTIFY_SOCKET", path, 1);
	for (int i = 0; i < 100000; i++)
		notify("STATUS=x"); /* more than the socket holds: we do not wait */
	cr_expect_str_eq(heard(fd), "STATUS=x");
	close(fd);
	notify("READY=1");
}

/*
 * notify: tells systemd how the service is, by the socket that it names in the environment; elsewhere,
 * nothing.
 */
#pragma once

/* state: "READY=1", "STOPPING=1" (see sd_notify(3)). What cannot be told is not missed. */
void notify(const char *state);

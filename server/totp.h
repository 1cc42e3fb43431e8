/*
 * totp: one-time codes of RFC 6238 as the usual apps make them: HMAC-SHA-1, six digits, thirty seconds. Pure.
 *
 * Leaves out which code has been used (SQL, auth.totp) and what time it is: the database's clock says, the
 * one that all daemons share.
 */
#pragma once

#include <stddef.h>

#define TOTP_SECRET 20 /* bytes, as many as SHA-1 gives */
#define TOTP_DIGITS 6
#define TOTP_STEP_S 30
#define TOTP_WINDOW 1 /* steps that a clock may be wrong, to either side */

/* The code of a step (seconds since 1970 / TOTP_STEP_S). -1 when there is no memory. */
int totp_code(const unsigned char *secret, size_t len, long long step) __attribute__((warn_unused_result));

/*
 * The step within the window around now whose code this is; 0: none, or it is not six digits. Every step of
 * the window is looked at, whichever fits.
 */
long long totp_find(const unsigned char *secret, size_t len, long long now, const char *code)
    __attribute__((warn_unused_result));

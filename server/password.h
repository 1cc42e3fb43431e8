/*
 * password: what a new password must be. Pure; the hashing is hasher's.
 *
 * After NIST SP 800-63B-4 (3.1.1.2), as NSM advises too: length, and that it is not what everybody tries
 * first; no rule of what it is composed of, no end of its time. Fifteen characters are what is asked where a
 * password may be all that is asked for.
 */
#pragma once

#define PASSWORD_MIN 15		/* characters, not bytes */
#define PASSWORD_LEFT 8		/* characters that must be left when what others know of one is taken out */
#define PASSWORD_MAX_BYTES 1024 /* longer ones are refused, not cut */

/* Why a password is refused: reason and text for the user, and the values in the text as JSON, or NULL. */
struct password_fault {
	const char *reason, *text, *detail;
};

/* NULL: it may be used. user is the user name; name the person's, or "" while it is not known. */
const struct password_fault *password_fault(const char *password, const char *user, const char *name)
    __attribute__((warn_unused_result));

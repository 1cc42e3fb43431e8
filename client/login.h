/*
 * login: a password, and a code where there is a second factor, for a token, which is kept and used from now
 * on.
 */
#pragma once

#include <omstilling/v1/auth.pb-c.h>

#include "cli.h"
#include "prompt.h"

/* As the name in the request, with secrets from p, which are wiped afterwards. 0, or -1 with st. */
int login_as(struct cli *cli, struct prompt *p, Omstilling__V1__LoginRequest *req, struct status *st)
    __attribute__((warn_unused_result));

/*
 * A call was refused with st. Where that is because the login is too old for it (`bevis_kreves`), and there
 * is a terminal to ask on, logs in anew and ends the session that was: 0, and the call may be made again.
 * Else -1 with st.
 */
int login_anew(struct cli *cli, struct status *st) __attribute__((warn_unused_result));

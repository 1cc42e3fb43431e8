/*
 * run: runs commands; and those of them that are more than one call with a printed reply.
 *
 * Each returns the exit status, or -1 with st filled in.
 */
#pragma once

#include "cmd.h"

/* run.c: all that stands on a command line, options and command. Prints the answer, page by page on a
 * terminal. */
int run_words(struct cli *cli, int argc, char **argv, struct status *st);

/* run.c: the command that the words name, with its arguments; with --help its usage. */
int run_command(struct cli *cli, int argc, char **argv, struct status *st);

/* run_auth.c: what touches passwords and the token file. */
int run_login(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_logout(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_totp(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_password(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_profile.c: named sets of options, and the servers whose keys are known. */
int run_profile_list(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_profile_add(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_profile_use(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_profile_remove(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_profile_forget(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_plan.c: plans as files, and the etag that keeps two people from overwriting each other. */
int run_plan_save(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_plan_merge(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_plan_get(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_plan_submit(struct cli *cli, const struct cmd_match *m, struct status *st);
/* The same, and edit.c: what came of a save; that there was nothing to save is said in so many words. */
int run_plan_saved(struct cli *cli, const ProtobufCMessage *reply, struct status *st);

/* run_planeksport.c: a plan as a document. */
int run_plan_export(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_check.c: a stored plan, or a file. */
int run_plan_check(struct cli *cli, const struct cmd_match *m, struct status *st);

/* edit.c: a plan in the user's editor. */
int run_plan_edit(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_journal.c: the journal, page by page. */
int run_journal_show(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_journal_verify(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_journal_export(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_eksport.c: a case as one document, written to a new file. */
int run_sak_export(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_stoette.c: rates from a file. */
int run_stoette_import(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_watch.c: events until Ctrl-C, over as many streams as it takes. */
int run_watch(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_maaling.c: measurements out of a file. */
int run_resultat_import(struct cli *cli, const struct cmd_match *m, struct status *st);

/* rapport.c: a report as a document. */
int run_rapport_export(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_vedlegg.c: files up and down. */
int run_vedlegg_upload(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_vedlegg_download(struct cli *cli, const struct cmd_match *m, struct status *st);

/* Documents, each in a file of its own: brev.c, calendar.c, minutes.c,
 * packet.c, frame.c. */
int run_brev(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_moete_calendar(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_moete_minutes(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_moete_packet(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_sak_frame(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_soeknad.c: applications from a spreadsheet. */
int run_soeknad_import(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_shell.c: lines from a terminal or a script, each a command. */
int run_shell(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_complete.c: what may follow what has been typed, and how a shell asks. */
int run_complete(struct cli *cli, const struct cmd_match *m, struct status *st);
int run_completion(struct cli *cli, const struct cmd_match *m, struct status *st);

/* run_help.c */
void run_help_one(struct cli *cli, const struct cmd *cmd);
int run_help(struct cli *cli, const struct cmd_match *m, struct status *st);

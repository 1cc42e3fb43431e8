/*
 * commands_konto: the rows of one's own account in the table of commands; commands.c includes them in the
 * middle of it, and nobody else does.
 */
{.usage = "auth session list",
    .method = "AuthService/ListSesjoner",
    .show = "sesjoner: denne sist_brukt opprettet utloeper adresse klient id",
    .help = "Øktene dine: hvor og når du har logget inn, og når hver sist ble brukt."},
    {.usage = "auth session end [SESJON] [--andre]",
	.method = "AuthService/EndSesjon",
	.example = "auth session end --andre",
	.help =
	    "Avslutt en økt, eller med --andre alle unntatt denne, for eksempel når en maskin er mistet."},

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
	.print = print_sesjon_slutt,
	.example = "auth session end --andre",
	.help =
	    "Avslutt en økt, eller med --andre alle unntatt denne, for eksempel når en maskin er mistet."},
    {.usage = "auth token create NAVN --scope les|skriv [--program PROGRAM]... --til DATO",
	.method = "AuthService/CreateToken",
	.fields = "--scope=omfang --program=programmer",
	.show = "kode; token: navn omfang programmer utloeper",
	.example = "auth token create nattkopi --scope les --program sel --til 2027-06-30",
	.help =
	    "Lag et token for en maskin: med ditt navn, det det får lov til, og en siste dag. Koden vises "
	    "bare nå; "
	    "maskinen leser den med --token-file."},
    {.usage = "auth token list",
	.method = "AuthService/ListToken",
	.show = "token: navn omfang programmer sist_brukt utloeper opprettet",
	.help = "Tokenene dine, og når hvert sist ble brukt."},
    {.usage = "auth token revoke NAVN",
	.method = "AuthService/RevokeToken",
	.example = "auth token revoke nattkopi",
	.help = "Trekk tilbake et token; det er uten verdi fra nå."},
    {.usage = "auth totp enroll",
	.method = "AuthService/EnrollTotp",
	.show = "noekkel; uri",
	.print = print_totp,
	.help =
	    "Få en hemmelighet til en app for engangskoder, som andre faktor ved innlogging. Den brukes når "
	    "«auth totp confirm» har sett en kode."},
    {.usage = "auth totp confirm",
	.method = "AuthService/ConfirmTotp",
	.run = run_totp,
	.show = "reservekoder; token_avsluttet",
	.help = "Ta i bruk den andre faktoren med en kode fra appen, som spørres det om eller leses med "
		"--password-file. Reservekodene vises bare nå; hver virker én gang. Andre økter og alle "
		"tokenene dine er over."},
    {.usage = "auth totp off",
	.method = "AuthService/RemoveTotp",
	.run = run_totp,
	.help = "Skru av den andre faktoren med en siste kode, for eksempel for å ta i bruk en ny telefon. "
		"Andre økter og alle tokenene dine er over."},
    {.usage = "auth totp require ORGAN [--opphoer]",
	.method = "AuthService/RequireTotp",
	.example = "auth totp require sel-kst",
	.help = "Krev en andre faktor av alle med verv i organet, eller med --opphoer ikke lenger."},

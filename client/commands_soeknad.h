/*
 * commands_soeknad: the rows of applications; part of the table in commands.c, which includes this once.
 */

{.usage = "soeknad create PROGRAM SLAG SOEKER TITTEL " SOEKNAD_OPTIONS,
    .method = "SoeknadService/CreateSoeknad",
    .fields = "SLAG=soeknad.soeker.slag SOEKER=soeknad.soeker.navn TITTEL=soeknad.tittel " SOEKNAD_FIELDS,
    .show = SOEKNAD,
    .help = "Registrer en søknad. SLAG er foretak, organisasjon, kommune eller person. En kostnad er "
	    "SLAG:BELØP:POST, en finansiering BELØP:KILDE, noe konfidensielt FELT:HJEMMEL."},
    {.usage = "soeknad show SOEKNAD",
	.method = "SoeknadService/GetSoeknad",
	.show = SOEKNAD,
	.help = "Én søknad. Det som er konfidensielt, vises for dem som forbereder, avgjør eller gir råd i "
		"tildelinger."},
    {.usage = "soeknad list PROGRAM [--tilstand TILSTAND] [--bruk BRUK]",
	.method = "SoeknadService/ListSoeknader",
	.show = "soeknader: navn mottatt soeker_navn tittel bruk plp_steg strategi beloep_soekt tilstand",
	.help = "Søknadene i et program; TILSTAND er mottatt, under_behandling, innvilget, avslaatt eller "
		"trukket."},

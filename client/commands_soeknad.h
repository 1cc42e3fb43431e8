/*
 * commands_soeknad: the rows of applications; part of the table in commands.c, which includes this once.
 */

{.usage = "soeknad create PROGRAM SLAG SOEKER TITTEL " SOEKNAD_OPTIONS,
    .method = "SoeknadService/CreateSoeknad",
    .fields = "SLAG=soeknad.soeker.slag SOEKER=soeknad.soeker.navn TITTEL=soeknad.tittel " SOEKNAD_FIELDS,
    .show = SOEKNAD,
    .example = "soeknad create sel foretak 'Otta Skifer AS' 'Ny sag til heller'",
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
    {.usage = "soeknad update SOEKNAD [--etag ETAG] [--tittel TEKST] [--soeker NAVN] [--slag SLAG] "
	      "[--tom FELT]... " SOEKNAD_OPTIONS,
	.method = "SoeknadService/UpdateSoeknad",
	.fields = "SOEKNAD=navn --tittel=soeknad.tittel --soeker=soeknad.soeker.navn "
		  "--slag=soeknad.soeker.slag " SOEKNAD_FIELDS,
	.show = SOEKNAD,
	.example = "soeknad update sel/soeknad-1 --beloep 180000",
	.help =
	    "Fyll ut eller rett en søknad før den er avgjort: det som sies, erstatter det som sto, resten "
	    "blir stående; --tom tømmer et felt. Hver endring er en ny revisjon."},
    {.usage = "soeknad withdraw SOEKNAD --grunn TEKST",
	.method = "SoeknadService/WithdrawSoeknad",
	.show = SOEKNAD,
	.example = "soeknad withdraw sel/soeknad-1 --grunn 'Søkeren har trukket den'",
	.help = "Søkeren trekker søknaden, før den er avgjort."},
    {.usage = "soeknad check SOEKNAD",
	.method = "SoeknadService/CheckSoeknad",
	.show = "funn: alvor felt tekst kilde; aapne_feil",
	.help =
	    "Hva som mangler eller er feil før en tildeling, med kilde, og hvor søknaden avviker fra styrets "
	    "retningslinjer den dagen den kom."},
    {.usage = "soeknad log SOEKNAD",
	.method = "SoeknadService/ListSoeknadsrevisjoner",
	.show = "revisjoner: nr dato hendelse brukernavn endret melding",
	.help = "Revisjonene av en søknad, de nyeste først. Hele innholdet av hver står i --output json."},
    {.usage = "soeknad import PROGRAM FIL --kolonner FIL [--dry-run]",
	.method = "SoeknadService/ImportSoeknader",
	.fields = "FIL= --kolonner= --dry-run=proeve",
	.run = run_soeknad_import,
	.show = "rader: linje utfall regionalforvaltning_nr soeknad kolonne tekst; lagret; nye; endrede; "
		"uendrede; feil",
	.example = "soeknad import sel soeknader.csv --kolonner regionalforvaltning.kolonner --dry-run",
	.help = "Les søknader fra et regneark (CSV). --kolonner er en fil med linjer «KOLONNE = FELT», og "
		"«FELT := "
		"VERDI» for det alle radene har. Alle radene lagres, eller ingen; --dry-run lagrer ingen."},
    {.usage = "soeknad guidelines PROGRAM [--on DATO]",
	.method = "SoeknadService/GetRetningslinjer",
	.fields = "--on=dato",
	.show = "dato; regler: noekkel navn verdi gyldig_fra sak kilde; kriterier: navn vekt gyldig_fra sak",
	.help = "Styrets retningslinjer for tildeling slik de gjelder for søknader mottatt i dag, eller den "
		"dagen."},

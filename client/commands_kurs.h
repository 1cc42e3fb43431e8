/*
 * commands_kurs: the rows of courses and role agreements in the table of commands; commands.c includes them
 * in the middle of it, and nobody else does.
 */
{.usage = "kurs list PROGRAM",
    .method = "KursService/ListKurs",
    .show = "kurs: nr slag dato tittel deltakere merknad korrigert_av; uten_kurs: brukernavn organ siden; "
	    "gjenstaar: frist tittel kilde",
    .help =
	"PLP- og INTRO-kurs og styreseminar med hvem som var med, hvem som ikke har hatt kurs, og hva som "
	"gjenstår."},
    {.usage =
	    "kurs register PROGRAM SLAG DATO PERSON... [--tittel TITTEL] [--merknad TEKST] [--korrigerer NR]",
	.method = "KursService/RegisterKurs",
	.fields = "PERSON=deltakere",
	.show = "kurs: nr slag dato tittel deltakere merknad korrigerer",
	.example = "kurs register sel intro 2021-02-10 silje tor",
	.help = "Før et kurs som er holdt, plp, intro, styreseminar eller annet, og hvem som var med; "
		"--korrigerer "
		"setter det i stedet for et som var ført feil."},
    {.usage = "rolleavtale list PROGRAM",
	.method = "KursService/ListRolleavtaler",
	.show = "avtaler: nr motpart orgnr innhold fra til tilstand korrigerer",
	.help = "Rolleavtalene med andre aktører, slik som en næringshage."},
    {.usage = "rolleavtale register PROGRAM MOTPART INNHOLD --fra DATO [--til DATO] [--orgnr ORGNR] "
	      "[--korrigerer NR]",
	.method = "KursService/RegisterRolleavtale",
	.show = "avtale: nr motpart orgnr innhold fra til tilstand korrigerer",
	.example =
	    "rolleavtale register sel 'Næringshagen' 'De tar SMB-utvikling, vi omstilling.' --fra 2021-01-01",
	.help = "Før hva som er avtalt med en annen aktør om hvem som gjør hva; --korrigerer avløser en "
		"tidligere "
		"avtale."},

/*
 * commands_stoette: the rows of de minimis aid in the table of commands; commands.c includes them in the
 * middle of it, and nobody else does.
 */
{.usage = "stoette room PROGRAM [ORGNR] [--personnr-fil FIL] [--on DATO]",
    .method = "StoetteService/CheckStoetterom",
    .fields = "--on=dato --personnr-fil=@personnr",
    .show = "rom_eur; rom_nok; dato; kurs; kurs_dato; regime: navn tak_eur vindu kilde",
    .example = "stoette room hallingdal 310009008 --on 2023-03-15",
    .help =
	"Hvor mye bagatellmessig støtte et foretak ennå kan få, i dag eller den dagen: over alle programmer, "
	"alle foretak som er ett med det, og det som er erklært utenfra. For en person uten "
	"organisasjonsnummer står fødselsnummeret i FIL, eller - og det spørres om."},
    {.usage = "stoette control PROGRAM EIER EID GRUNNLAG --fra DATO --dokument TEKST [--til DATO] "
	      "[--andel PROSENT] [--eier-navn NAVN] [--eid-navn NAVN]",
	.method = "StoetteService/RegisterForetakskontroll",
	.fields = "EIER=kontroll.eier.orgnr EID=kontroll.eid.orgnr GRUNNLAG=kontroll.grunnlag "
		  "--fra=kontroll.gyldig_fra --til=kontroll.gyldig_til --dokument=kontroll.dokument "
		  "--andel=kontroll.andel --eier-navn=kontroll.eier.navn --eid-navn=kontroll.eid.navn",
	.show = KONTROLL,
	.example = "stoette control sel 923609016 914778271 stemmeflertall --fra 2021-01-01 --dokument "
		   "Aksjeboken --eier-navn 'Otta Skifer AS' --eid-navn 'Heidal Sag AS'",
	.help =
	    "Før at et foretak kontrollerer et annet: stemmeflertall, styreflertall, avtale, aksjonaeravtale "
	    "eller sammenslaaing gjør dem til ett; eierandel er bare en opplysning."},
    {.usage = "stoette correct-control KONTROLL --dokument TEKST [--fra DATO] [--til DATO] [--grunnlag "
	      "GRUNNLAG] "
	      "[--andel PROSENT] [--trukket]",
	.method = "StoetteService/CorrectForetakskontroll",
	.fields = "--fra=gyldig_fra --til=gyldig_til",
	.show = KONTROLL,
	.help = "Avslutt eller rett en kontroll med en ny rad; --trukket tar den bort som feil."},
    {.usage = "stoette controls PROGRAM [ORGNR]",
	.method = "StoetteService/ListForetakskontroller",
	.show =
	    "kontroller: eier_navn eid_navn grunnlag andel gyldig_fra gyldig_til kobler dokument id retter",
	.help = "Kontrollene som programmet har ført, også de som er rettet."},
    {.usage = "stoette declare PROGRAM ORGNR GIVER BELOEP DATO [--navn NAVN] [--giver-orgnr NR] [--dokument "
	      "TEKST] "
	      "[--vedlegg VEDLEGG] [--formaal TEKST]",
	.method = "StoetteService/DeclareStoette",
	.fields =
	    "ORGNR=stoette.mottaker.orgnr GIVER=stoette.giver BELOEP=stoette.beloep DATO=stoette.dato "
	    "--navn=stoette.mottaker.navn --giver-orgnr=stoette.giver_orgnr --dokument=stoette.dokument "
	    "--vedlegg=stoette.vedlegg --formaal=stoette.formaal",
	.show = STOETTE,
	.example = "stoette declare hallingdal 310009008 'Innovasjon Norge' 250000 2023-03-15 --dokument "
		   "'Egenerklæring 15. mars 2023'",
	.help =
	    "Før støtte som søkeren erklærer å ha fått av andre, med den dagen retten til den ble ervervet."},
    {.usage = "stoette correct STOETTE BELOEP --reason TEKST",
	.method = "StoetteService/CorrectStoette",
	.fields = "--reason=grunn",
	.show = STOETTE,
	.help = "Rett erklært støtte til BELOEP, 0 når den ikke ble gitt; det som sto, blir stående."},
    {.usage = "stoette list PROGRAM [ORGNR] [--venter]",
	.method = "StoetteService/ListStoette",
	.show = "stoetter: nr navn slag giver beloep eur kurs dato frist registrert oppbevares_til id",
	.help = "Støtten programmet har gitt og fått erklært; --venter: det som ennå ikke er registrert i "
		"Støtteregisteret."},
    {.usage = "stoette export PROGRAM [--fra DATO] [--til DATO]",
	.method = "StoetteService/ExportStoette",
	.show =
	    "rader: tildelingsdato stoettegiver mottaker mottaker_orgnr beloep_nok beloep_eur formaal frist "
	    "registrert",
	.csv = "rader",
	.help = "Støtten i Støtteregisterets felter; alle felter med --output csv eller json. Uten "
		"innlogging det "
		"som er registrert, som er offentlig."},
    {.usage = "stoette receipt STOETTE DATO REFERANSE",
	.method = "StoetteService/RegisterStoettekvittering",
	.show = STOETTE " registrert referanse",
	.help = "Før kvitteringen fra Støtteregisteret; da er oppgaven gjort."},
    {.usage = "stoette rules",
	.method = "StoetteService/ListStoetteregimer",
	.show = "regimer: gyldig_fra navn tak_eur vindu registreres_innen kilde",
	.help = "Reglene for bagatellmessig støtte: tak, vindu, frist og kilde, hver fra sin dag."},
    {.usage = "stoette add-rule NAVN --fra DATO --kilde TEKST [--tak-eur EUR] "
	      "[--vindu tre_aar_tilbake|tre_regnskapsaar] [--registreres-innen VIRKEDAGER]",
	.method = "StoetteService/AddStoetteregime",
	.fields = "NAVN=regime.navn --fra=regime.gyldig_fra --kilde=regime.kilde --tak-eur=regime.tak_eur "
		  "--vindu=regime.vindu --registreres-innen=regime.registreres_innen",
	.show = "regime: gyldig_fra navn tak_eur vindu registreres_innen kilde",
	.example = "stoette add-rule 'Bagatellmessig støtte' --fra 2031-01-01 --kilde 'Forordning (EU) "
		   "2023/2831' --tak-eur 300000 --vindu tre_aar_tilbake",
	.help =
	    "Legg til en regel fra i dag eller senere; uten --tak-eur er det ingen hjemmel fra den dagen."},
    {.usage = "stoette rates [--fra DATO] [--til DATO]",
	.method = "StoetteService/ListValutakurser",
	.show = "kurser: dato nok_per_eur",
	.help = "De offisielle eurokursene som er importert."},
    {.usage = "stoette import-kurs FIL [--rett] [--proev]",
	.method = "StoetteService/ImportValutakurser",
	.fields = "FIL=",
	.run = run_stoette_import,
	.show = "lest; nye; rettet; uendret; proevd",
	.example = "stoette import-kurs kurser.csv --proev",
	.help = "Importer eurokurser fra Norges Banks CSV-fil (- er standard inn), hele eller ikke i det "
		"hele tatt; "
		"--proev prøver bare, --rett godtar kurser som er rettet."},

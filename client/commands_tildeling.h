/*
 * commands_tildeling: the rows of projects, awards, payments and letters in the table of commands; commands.c
 * includes them in the middle of it, and nobody else does.
 */
{.usage = "prosjekt list PROGRAM [--tilstand TILSTAND] [--bruk BRUK]",
    .method = "TildelingService/ListProsjekter",
    .show = "prosjekter: navn tittel bruk plp_steg omraade_navn strategi ansvarlig tildelt utbetalt tilstand",
    .help = "Prosjektene i et program."},
    {.usage = "prosjekt show PROSJEKT",
	.method = "TildelingService/GetProsjekt",
	.show = "prosjekt: navn tittel bruk plp_steg plan tiltak aar omraade_navn strategi soeknad ansvarlig "
		"forgjenger sak fra til vedtatt tilstand tildelt utbetalt",
	.example = "prosjekt show hallingdal/prosjekt-1",
	.help = "Ett prosjekt."},
    {.usage = "prosjekt propose PROGRAM TITTEL --plan PLAN --strategi BOKSTAV --beloep KRONER --fra DATO "
	      "--til DATO "
	      "[--tiltak TEKST] [--bruk BRUK] [--plp-steg STEG] [--forgjenger PROSJEKT] [--soeknad SOEKNAD] "
	      "[--overskridelse TEKST]",
	.method = "SakService/CreateSak",
	.fields = "beslutning:=39 --plan=forslag.prosjekt.plan --strategi=forslag.prosjekt.strategi "
		  "--tiltak=forslag.prosjekt.tiltak --bruk=forslag.prosjekt.bruk "
		  "--plp-steg=forslag.prosjekt.plp_steg --forgjenger=forslag.prosjekt.forgjenger "
		  "--fra=forslag.prosjekt.fra --til=forslag.prosjekt.til --beloep=forslag.beloep "
		  "--soeknad=forslag.soeknad --overskridelse=forslag.overskridelse",
	.print = print_sak,
	.example = "prosjekt propose sel 'Kurs for verkstedene' --plan sel/handlingsplan-2021 --strategi A "
		   "--beloep 250000 --fra 2021-03-01 --til 2021-12-31",
	.help = "Foreslå at et mulig tiltak i den vedtatte handlingsplanen blir et prosjekt (rad 39): "
		"egeninitiert, eller med --bruk stoerre_prosjekt en del av et større."},
    {.usage = "tildeling propose PROGRAM BESLUTNING TITTEL --soeknad SOEKNAD [--beloep KRONER] [--gyldig-til "
	      "DATO] "
	      "[--holdes-tilbake PROSENT] [--bagatellmessig] [--prinsipiell] [--overskridelse TEKST] "
	      "[--erstatter SAK] [--avvik-begrunnelse TEKST] [--poeng KRITERIUM:POENG:BEGRUNNELSE]...",
	.method = "SakService/CreateSak",
	.fields = "--soeknad=forslag.soeknad --beloep=forslag.beloep --gyldig-til=forslag.gyldig_til "
		  "--holdes-tilbake=forslag.holdes_tilbake --bagatellmessig=forslag.bagatellmessig "
		  "--prinsipiell=forslag.prinsipiell --overskridelse=forslag.overskridelse "
		  "--erstatter=forslag.erstatter --avvik-begrunnelse=forslag.avvik_begrunnelse "
		  "--poeng=forslag.poeng(kriterium,poeng,begrunnelse*)",
	.print = print_sak,
	.example = "tildeling propose hallingdal 27 'Røykeri på gården' --soeknad hallingdal/soeknad-1 "
		   "--beloep 200000",
	.help =
	    "Foreslå tildeling av en søknad, eller uten --beloep avslag: rad 27 over den delegerte grensen, "
	    "rad 28 inntil den. --poeng gir 0 til 10 poeng etter et av kriteriene i retningslinjene."},
    {.usage = "tildeling assess SAK --poeng KRITERIUM:POENG:BEGRUNNELSE...",
	.method = "SakService/AssessSoeknad",
	.fields = "--poeng=poeng(kriterium,poeng,begrunnelse*)",
	.example = "tildeling assess hallingdal/sak-19 --poeng Jobber:8:Mange",
	.show = "sak; poeng: kriterium vekt poeng begrunnelse; samlet_poeng",
	.help = "Gi søknaden i en åpen sak 0 til 10 poeng etter kriteriene i retningslinjene, eller endre "
		"dem; kriterier som ikke nevnes, står som de er."},
    {.usage = "tildeling appeal PROGRAM TITTEL --klage-over SAK [--klage-dato DATO] [--klage-grunn TEKST] "
	      "[--beloep KRONER]",
	.method = "SakService/CreateSak",
	.fields = "beslutning:=29 --klage-over=forslag.klage_over --klage-dato=forslag.klage_dato "
		  "--klage-grunn=forslag.klage_grunn --beloep=forslag.beloep",
	.print = print_sak,
	.example = "tildeling appeal hallingdal 'Klage på tildelingen' --klage-over hallingdal/sak-19",
	.help = "Ta en klage under behandling (rad 29); --klage-grunn for en som kom for sent, --beloep er "
		"det som "
		"tildeles om den tas til følge."},
    {.usage = "tildeling list PROGRAM [--aar AAR]",
	.method = "TildelingService/ListTildelinger",
	.show = "tildelinger: navn mottaker orgnr beloep tildelt dato formaal bagatellmessig tilstand",
	.help = "Hva programmet har gitt på søknad: til hvem, hvor mye, når og til hva. Offentlig."},
    {.usage = "tildeling show TILDELING",
	.method = "TildelingService/GetTildeling",
	.show = "tildeling: navn prosjekt soeknad sak mottaker orgnr beloep tildelt dato gyldig_til "
		"holdt_tilbake utbetalt anmodet krevd_tilbake begynt_foer_tildelingen tilstand hendelser "
		"utbetalinger",
	.example = "tildeling show hallingdal/tildeling-7",
	.help = "Én tildeling: hva som er utbetalt, holdes tilbake og er igjen, og hva som har skjedd."},
    {.usage = "tildeling report TILDELING sluttrapport|resultatskjema|regnskap|paabegynt [--dato DATO] "
	      "[--tekst "
	      "TEKST] [--vedlegg ID] [--beloep KRONER] [--bekreftet-av BEKREFTET_AV] [--revisjonspliktig "
	      "JANEI]",
	.method = "TildelingService/RegisterRapport",
	.fields = "sluttrapport|resultatskjema|regnskap|paabegynt=slag --bekreftet-av=bekreftet_av",
	.show = "tildeling: navn tilstand holdt_tilbake utbetalt",
	.example = "tildeling report hallingdal/tildeling-7 sluttrapport --tekst 'Ysteriet er i drift'",
	.help = "Registrer at sluttrapport, resultatskjema eller regnskap er mottatt, eller når arbeidet "
		"begynte."},
    {.usage = "tildeling withdraw TILDELING --grunn TEKST",
	.method = "TildelingService/WithdrawTildeling",
	.fields = "--grunn=grunn",
	.show = "tildeling: navn tilstand tildelt utbetalt",
	.example = "tildeling withdraw hallingdal/tildeling-7 --grunn 'Vilkårene er brutt'",
	.help =
	    "Trekk det som er ubrukt av en tildeling tilbake til rammen; etter siste dag er det bortfalt."},
    {.usage = "tildeling demand TILDELING KRONER --frist DATO --grunn TEKST",
	.method = "TildelingService/DemandTilbakebetaling",
	.fields = "KRONER=beloep --frist=frist --grunn=grunn",
	.show = "tildeling: navn tilstand krevd_tilbake",
	.example =
	    "tildeling demand hallingdal/tildeling-7 75000 --frist 2025-03-04 --grunn 'Vilkårene er brutt'",
	.help = "Krev penger tilbake."},
    {.usage = "tildeling repaid TILDELING KRONER [--dato DATO]",
	.method = "TildelingService/RegisterTilbakebetaling",
	.fields = "KRONER=beloep",
	.show = "tildeling: navn tilstand tildelt utbetalt krevd_tilbake",
	.example = "tildeling repaid hallingdal/tildeling-7 75000",
	.help = "Registrer at penger er betalt tilbake."},
    {.usage = "tildeling notify SAK sendt|mottatt [--dato DATO]",
	.method = "TildelingService/RegisterUnderretning",
	.fields = "sendt|mottatt=slag",
	.show = "klagefrist",
	.example = "tildeling notify hallingdal/sak-19 sendt",
	.help =
	    "Registrer at brevet om vedtaket er sendt, eller mottatt: da begynner klagefristen på tre uker."},
    {.usage = "tildeling letter SAK [FIL]",
	.method = "TildelingService/GetBrev",
	.fields = "FIL=",
	.run = run_brev,
	.example = "tildeling letter hallingdal/sak-19",
	.help = "Brevet om en tildeling eller et avslag som Markdown."},
    {.usage = "utbetaling list PROGRAM [--tildeling TILDELING] [--tilstand TILSTAND]",
	.method = "TildelingService/ListUtbetalinger",
	.show = "utbetalinger: navn tildeling beloep kostnad dato anmodet_av tilstand besvart besvart_av",
	.help = "Utbetalingene i et program."},
    {.usage = "utbetaling request TILDELING KRONER [--kostnad KRONER] [--post SLAG:KRONER:POST]... [--tekst "
	      "TEKST] "
	      "[--vedlegg ID]",
	.method = "TildelingService/RequestUtbetaling",
	.fields = "KRONER=beloep --kostnad=kostnad --post=kostnader(slag,beloep,post*)",
	.show = "utbetaling: navn tildeling beloep kostnad tilstand",
	.example = "utbetaling request hallingdal/tildeling-7 75000",
	.help = "Be om utbetaling etterskuddsvis, på rapporterte kostnader; en annen godkjenner."},
    {.usage = "utbetaling approve UTBETALING [ja|nei] [--grunn TEKST]",
	.method = "TildelingService/ApproveUtbetaling",
	.fields = "ja|nei=utfall --grunn=grunn",
	.show = "utbetaling: navn tildeling beloep tilstand besvart besvart_av",
	.example = "utbetaling approve hallingdal/utbetaling-1",
	.help = "Godkjenn og utbetal, eller avslå med en grunn; ikke den som ba om utbetalingen."},
    {.usage = "utbetaling letter UTBETALING [FIL]",
	.method = "TildelingService/GetBrev",
	.fields = "FIL=",
	.run = run_brev,
	.example = "utbetaling letter hallingdal/utbetaling-1",
	.help = "Brevet om en utbetaling, eller om hvorfor den ikke skjer, som Markdown."},

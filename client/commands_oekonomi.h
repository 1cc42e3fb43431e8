/*
 * commands_oekonomi: the rows about money in the table of commands; commands.c includes them in the middle of
 * it, and nobody else does.
 */
{.usage = "oekonomi show PROGRAM [--aar AAR] [--on DATO]",
    .method = "OekonomiService/GetOekonomi",
    .fields = "--on=dato",
    .show =
	"program; dato; forvalter; forvalter_sak; aar: aar aarsramme budsjett lovet bevilget mottatt tildelt "
	"brukt omfordelt tak; "
	"finansiering: aar finansioer andel planlagt lovet bevilget mottatt overfoert brukt rest forbehold; "
	"budsjett: aar nummer navn ramme omfordelt tildelt disponibelt timer timer_brukt kostnad sum; "
	"tilsagn: sak gitt fylke aar beloep statlig gyldig_til ikke_mottatt tilstand aapne_vilkaar",
    .help = "Økonomien i et program på en dag, i dag om ingen oppgis: hvert år, hver finansiør, hvert "
	    "innsatsområde, og tilsagnene. "
	    "Hvert tall er en sum av posteringer."},
    {.usage = "oekonomi ledger PROGRAM [--konto KONTO] [--aar AAR] [--on DATO]",
	.method = "OekonomiService/ListPosteringer",
	.fields = "--on=dato",
	.show = "posteringer: nr dato aar konto formaal beloep finansioer omraade_navn prosjekt sak "
		"korrigerer tekst "
		"grunn brukernavn",
	.help = "Posteringene i et program, i rekkefølge; ingenting er overskrevet."},
    {.usage = "oekonomi register PROGRAM KONTO BELOEP TEKST [--finansioer NAVN] [--omraade OMRAADE] [--aar "
	      "AAR] "
	      "[--dato DATO] [--grunn TEKST]",
	.method = "OekonomiService/RegisterPostering",
	.show = "postering: nr dato aar konto beloep finansioer omraade_navn tekst",
	.example =
	    "oekonomi register sel mottatt 950000 'Første rate' --finansioer 'Innlandet fylkeskommune'",
	.help = "Før det som er mottatt, overført til et nytt år, eller brukt; KONTO er mottatt, overfoert "
		"eller "
		"brukt. Det som vedtas, føres av vedtaket."},
    {.usage = "oekonomi correct PROGRAM NR GRUNN",
	.method = "OekonomiService/CorrectPostering",
	.show = "postering: nr dato aar konto beloep finansioer omraade_navn korrigerer tekst grunn",
	.example = "oekonomi correct sel 17 'Ført på feil år'",
	.help = "Rett en postering som er ført for hånd, med en like stor og motsatt."},
    {.usage = "oekonomi hours PROGRAM OMRAADE TIMER TEKST [--aar AAR] [--dato DATO]",
	.method = "OekonomiService/RegisterTimer",
	.show = "nr; timepris; postering: nr dato aar beloep omraade_navn tekst",
	.example = "oekonomi hours sel 1 7.5 'Møter med bedriftene' --dato 2021-03-01",
	.help = "Før timer programlederen har brukt på et innsatsområde; kostnaden føres med dem."},
    {.usage = "oekonomi finance PROGRAM --fra DATO --finansioer NAVN:ANDEL:FORBEHOLD...",
	.method = "OekonomiService/SetFinansioerer",
	.fields = "--fra=gyldig_fra --finansioer=finansioerer(navn,andel,forbehold*)",
	.show = "finansioerer: navn slag andel gyldig_fra forbehold sak",
	.example = "oekonomi finance sel --fra 2025-01-01 --finansioer 'Innlandet fylkeskommune:75:' "
		   "--finansioer 'Sel kommune:25:'",
	.help = "Sett finansiørenes andeler fra en dag; til sammen 100 prosent. FORBEHOLD kan være tomt."},
    {.usage = "oekonomi frame FYLKE [--on DATO]",
	.method = "OekonomiService/GetFylkesrammer",
	.fields = "--on=dato",
	.show =
	    "rammer: fylke aar ramme overfoert lovet rest; tilsagn: sak gitt aar beloep statlig gyldig_til "
	    "ikke_mottatt tilstand",
	.help =
	    "Rammene fylket har fra departementet, og tilsagnene det svarer for i alle programmene sine."},
    {.usage = "oekonomi set-frame FYLKE AAR BELOEP KILDE [--slag SLAG] [--dato DATO]",
	.method = "OekonomiService/SetFylkesramme",
	.show = "ramme: fylke aar ramme overfoert lovet rest",
	.example = "oekonomi set-frame innlandet 2025 2500000 Tilskuddsbrevet",
	.help = "Sett departementets ramme til et fylke i et år; SLAG er ramme eller overfoert."},
    {.usage = "program forecast PROGRAM [--on DATO]",
	.method = "OekonomiService/GetPrognose",
	.fields = "--on=dato",
	.show =
	    "dato; slutt; dager; varsler: tekst kilde; tilsagn: sak aar beloep gyldig_til dager ikke_mottatt "
	    "tilstand; "
	    "holdt_tilbake: prosjekt tittel tildelt utbetalt holdt_tilbake; "
	    "finansiering: finansioer tilsagt mottatt brukt bundet ubrukt ved_slutt",
	.help = "Hva som bortfaller, hva som er holdt tilbake, og hva hver finansiør har igjen når perioden "
		"slutter."},

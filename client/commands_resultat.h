/*
 * commands_resultat: the rows of results in the table of commands; commands.c includes them in the middle of
 * it, and nobody else does.
 */
{.usage = "resultat show PROGRAM [--on DATO]",
    .method = "ResultatService/GetResultater",
    .fields = "--on=dato",
    .show =
	"rader: nummer navn aar maal aarsmaal nye sikrede sum prosent merknad; "
	"aar: aar maal maal_nye maal_sikrede nye sikrede sum prosent prosent_nye prosent_sikrede merknad; "
	"samlet: maal maal_nye maal_sikrede nye sikrede sum prosent prosent_nye prosent_sikrede merknad; "
	"tall: slag navn verdi grunnlag",
    .help = "Arbeidsplasser, mål mot resultat: for hvert innsatsområde og år, hvert år og hele programmet, "
	    "slik det var kjent "
	    "en dag; og det andre som telles. Det som ikke er målt, er tomt, - betyr at det ikke er noe mål, "
	    "og 0 er null."},
    {.usage = "resultat report PROSJEKT ÅR [--nye N] [--sikrede N] [--nye-foretak N] [--soeknader N] "
	      "[--brukt KRONER] "
	      "[--utloest KRONER] [--aktiviteter TEKST] [--korrigerer RAPPORT]",
	.method = "ResultatService/SubmitProsjektrapport",
	.fields = "ÅR=aar --nye-foretak=nye_foretak",
	.show = PROSJEKTRAPPORT,
	.example = "resultat report hallingdal/prosjekt-1 2023 --nye 3",
	.help = "Prosjektlederrapport: hva prosjektet har ført til i året siden sist, brutto. Utelat det som "
		"ikke er målt; - betyr "
		"at det ikke er et mål. Teller når en annen har godkjent den. --korrigerer retter en "
		"tidligere rapport."},
    {.usage = "resultat approve RAPPORT [ja|nei] [--grunn TEKST]",
	.method = "ResultatService/ReviewProsjektrapport",
	.fields = "ja|nei=utfall",
	.show = PROSJEKTRAPPORT,
	.example = "resultat approve hallingdal/prosjektrapport-1",
	.help = "Godkjenn en prosjektlederrapport som en annen har skrevet; nei krever en grunn."},
    {.usage = "resultat reports PROGRAM [--prosjekt PROSJEKT] [--tilstand TILSTAND]",
	.method = "ResultatService/ListProsjektrapporter",
	.show = "rapporter: navn prosjekt tittel aar nye sikrede brukt utloest korrigerer tilstand "
		"brukernavn behandlet_av",
	.help = "Prosjektlederrapportene i et program: innsendt, godkjent, underkjent eller korrigert."},
    {.usage = "resultat accounts PROGRAM",
	.method = "ResultatService/ListRegnskap",
	.show =
	    "regnskap: nr foretak orgnr aar resultat omsetning kilde prosjekt skjermingshjemmel korrigerer",
	.help =
	    "Regnskapstall for foretak som programmet støtter, det skjermede bare for dem som kan se det."},
    {.usage = "resultat account PROGRAM FORETAK ÅR --kilde KILDE [--resultat KRONER] [--omsetning KRONER] "
	      "[--orgnr ORGNR] "
	      "[--prosjekt PROSJEKT] [--skjermingshjemmel HJEMMEL]",
	.method = "ResultatService/RegisterRegnskap",
	.fields = "ÅR=aar",
	.show =
	    "regnskap: nr foretak orgnr aar resultat omsetning kilde prosjekt skjermingshjemmel korrigerer",
	.help = "Før et støttet foretaks årsresultat; minus er underskudd. Et nytt tall for samme foretak og "
		"år korrigerer det "
		"gamle."},
    {.usage = "resultat effects PROGRAM [--on DATO]",
	.method = "ResultatService/GetEffektmaal",
	.fields = "--on=dato",
	.show = "maalinger: maal indikator kilde enhet fra til maaltall verdi maalt",
	.help = "Effektmålene og målingene av dem; --output json følger IATI: result, indicator, period "
		"{target, actual}."},
    {.usage = "resultat import PROGRAM FIL [--kart KARTFIL] [--proevekjoering]",
	.method = "ResultatService/ImportMaalinger",
	.fields = "FIL= --kart=",
	.run = run_resultat_import,
	.show = "rader; nye; proevekjoering; feil: linje tekst",
	.example = "resultat import hallingdal maalinger.csv --proevekjoering",
	.help = "Les målinger fra en CSV-fil (SSB, Panda, Kommune-NM), alle eller ingen: indikator, kilde, "
		"periode, verdi, maaltall, "
		"enhet, tidspunkt, maal og maalt. Heter kolonnene noe annet, sier KARTFIL det, en linje for "
		"hvert felt: «verdi = "
		"Folkemengde», eller «kilde := SSB» for det samme i alle rader."},
    {.usage = "rapport list PROGRAM",
	.method = "ResultatService/ListRapporter",
	.show = "rapporter: navn tittel sak tilstand nyeste_versjon",
	.help = "Rapportene i et program, med saken de ligger i."},
    {.usage = "rapport write PROGRAM SLAG [--aar ÅR] [--del SLAG:NAVN:KARAKTER:FUNN:PROSJEKT:TEKST]...",
	.method = "ResultatService/WriteRapport",
	.fields = "--del=deler(slag,noekkel,karakter,funn,prosjekt,tekst*)",
	.show = RAPPORT,
	.example = "rapport write hallingdal aarsrapport --aar 2023",
	.help = "Begynn en rapport eller skriv i den: aarsrapport, programstatusvurdering, "
		"midtveisevaluering, viderefoering, "
		"sluttrapport eller sluttevaluering; tallene kommer fra dataene. --del er tekst (et "
		"kapittel), prosess eller effekt (en "
		"indikator med karakter 1-5, begrunnelse og kanskje et funn), overtaker (av et prosjekt), "
		"plp (et steg i "
		"videreføringen) eller holdes (dagen); det som ikke passer, er tomt."},
    {.usage = "rapport show RAPPORT [--versjon N]",
	.method = "ResultatService/GetRapport",
	.show = "innhold: tittel aar dato holdes; rapport: navn versjon hash lagt_fram sak tilstand; "
		"tekster: overskrift tekst; "
		"samlet: maal maal_nye nye sikrede sum "
		"prosent merknad; resultater: nummer navn aar maal nye sikrede sum prosent merknad; tall: "
		"slag navn verdi grunnlag; "
		"penger: konto finansioer beloep; prosjekter: navn tittel bruk plp_steg omraade fra til "
		"beloep; styre: moeter oppmoete "
		"medlemmer kvinner menn naeringsliv offentlig steder; avvik; vurderinger: slag indikator "
		"karakter grunn funn; "
		"overtakelser: prosjekt overtar; plp: steg prosjekt tekst; effektmaal: maal indikator kilde "
		"fra til maaltall verdi",
	.example = "rapport show hallingdal/aarsrapport-2023",
	.help = "En rapport slik den ville blitt i dag, eller en versjon som er lagt fram."},
    {.usage = "rapport submit RAPPORT",
	.method = "ResultatService/SubmitRapport",
	.show = RAPPORT,
	.example = "rapport submit hallingdal/aarsrapport-2023",
	.help = "Frys rapporten med dataene slik de er i dag, og åpne saken som peker på versjonen."},
    {.usage = "rapport export RAPPORT [FIL] [--versjon N]",
	.method = "ResultatService/GetRapport",
	.fields = "FIL=",
	.run = run_rapport_export,
	.example = "rapport export hallingdal/aarsrapport-2023 aarsrapport.md",
	.help = "Rapporten som Markdown."},
    {.usage = "lessons search [SOEK] [--program PROGRAM]",
	.method = "ResultatService/ListLaerdom",
	.fields = "SOEK=soek",
	.show = "laerdommer: tittel program emne dato deles tekst id",
	.help = "Lærdommer i egne programmer, og dem andre deler; søk med ord, \"fraser\" og -ikke."},
    {.usage = "lessons write PROGRAM TITTEL TEKST [--emne EMNE] [--prosjekt PROSJEKT] [--deles]",
	.method = "ResultatService/WriteLaerdom",
	.show = "laerdom: tittel program emne dato deles id",
	.example = "lessons write sel 'Forankre tidlig' 'Ordførerne må eie planene.' --deles",
	.help = "Skriv ned noe programmet har lært; --deles lar andre programmer finne det."},
    {.usage = "lessons share LAERDOM [--opphoer]",
	.method = "ResultatService/ShareLaerdom",
	.show = "laerdom: tittel program emne dato deles id",
	.help = "Del en lærdom med andre programmer, eller la være igjen."},

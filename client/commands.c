/*
 * commands: the table of every command of the client.
 *
 * A new method is one row here. Rules of the field are not here: the server answers for them.
 */
#include "commands.h"

#include "columns.h"
#include "print_diff.h"
#include "print_forklaring.h"
#include "print_kommentar.h"
#include "print_moete.h"
#include "print_omraader.h"
#include "print_plan.h"
#include "print_portefoelje.h"
#include "print_regel.h"
#include "print_sak.h"
#include "print_sesjon.h"
#include "print_simulering.h"
#include "print_tree.h"
#include "qr.h"
#include "run.h"

const struct cmd commands[] = {
    /* who I am */
    {.usage = "login NAVN",
	.method = "AuthService/Login",
	.fields = "NAVN=brukernavn",
	.run = run_login,
	.example = "login kari",
	.help = "Logg inn. Passordet spørres det om, eller det leses med --password-file."},
    {.usage = "logout",
	.method = "AuthService/Logout",
	.run = run_logout,
	.help = "Avslutt økten på tjeneren og her."},
    {.usage = "whoami",
	.method = "AuthService/WhoAmI",
	.show = "person: navn brukernavn; verv: organ organ_navn rolle fra til",
	.help = "Hvem du er innlogget som, og hvilke verv du har i dag."},
    {.usage = "password NAVN",
	.method = "AuthService/SetPassword",
	.fields = "NAVN=brukernavn",
	.run = run_password,
	.help = "Løs inn en invitasjon: sett nytt passord med engangskoden (fra fil: koden på første linje, "
		"passordet på andre)."},
#include "commands_konto.h"
    {.usage = "tasks",
	.method = "SakService/ListTasks",
	.show = "oppgaver: frist program sak moete tittel slag akt organ kilde",
	.help = "Det som venter på deg, i alle organer du sitter i, det med nærmest frist først."},
    {.usage = "watch [PROGRAM] [--etter NUMMER]",
	.method = "HendelseService/Watch",
	.fields = "--etter=",
	.csv = "hendelser",
	.run = run_watch,
	.live = true,
	.example = "watch sel --etter 0",
	.help =
	    "Følg med på det som skjer, i ett program eller alle du har verv i, til du trykker Ctrl-C. "
	    "--etter begynner "
	    "etter hendelsen med det nummeret, 0 fra den første. Med --output json eller csv én hendelse på "
	    "hver linje."},

    /* programmes */
    {.usage = "program list",
	.method = "ProgramService/ListPrograms",
	.show = "programmer: kortnavn navn kommuner fylke eiermodus periode_fra periode_til fase fase_navn "
		"fase_aapnet "
		"status_gitt tilsagn_gitt avsluttet",
	.help = "Alle områder med omstillingsprogram: kommuner, fylke, periode, fase og når status, tilsagn "
		"og avslutning ble vedtatt."},
    {.usage = "program show PROGRAM",
	.method = "ProgramService/GetProgram",
	.show = PROGRAM "; faser: fase navn aapnet avsluttet frist dager; tidslinje: fase delprosjekt aar "
			"navn tilstand dato sak venter_paa frist dager veiledning; varsler: tekst kilde; "
			"organer: funksjon organ organ_navn fra til; neste_fase: "
			"krav oppfylt tekst kilde; "
			"samarbeidsavtaler: organ vedtatt saksnummer fra til; "
			"regler: noekkel navn verdi gyldig_fra sak kilde",
	.help =
	    "Ett program: fasene og tidslinjen av leveranser (tilstand, hvem som ventes på, dager igjen av "
	    "normal tid; minus: over den), organer og hva som mangler for neste fase."},
    {.usage = "program create KORTNAVN NAVN --eiermodus A|B|C|D --fylke ORGAN [--fra DATO] [--til DATO] "
	      "[--fase N]",
	.method = "ProgramService/CreateProgram",
	.fields = "KORTNAVN=program.kortnavn NAVN=program.navn --eiermodus=program.eiermodus "
		  "--fra=program.periode_fra --til=program.periode_til --fase=program.fase",
	.show = PROGRAM,
	.example = "program create sel 'Sel omstilling' --eiermodus A --fylke innlandet --fra 2020-09-01 "
		   "--til 2026-08-31",
	.help = "Opprett et program, i fase 1 om ikke annet er sagt; --fra og --til er omstillingsperioden."},
    {.usage = "program open-phase PROGRAM FASE",
	.method = "ProgramService/OpenFase",
	.show = PROGRAM,
	.help = "Åpne neste fase."},
    {.usage = "program attach PROGRAM ORGAN FUNKSJON [--fra DATO]",
	.method = "ProgramService/AttachOrgan",
	.help = "La et organ tjene et program i en funksjon (KDD, F, KST, KDIR, SG, OS, PL, EPL, PA, IN, "
		"OBS, EIER, HAST)."},

    {.usage = "program take-over PROGRAM FYLKE --fra DATO --grunnlag TEKST",
	.method = "ProgramService/TakeOverProgram",
	.show = PROGRAM,
	.example =
	    "program take-over hallingdal buskerud --fra 2024-01-01 --grunnlag 'Stortinget 14. juni 2022'",
	.help = "La det nye fylket overta programmet fra det som er slutt."},
    {.usage = "program agreement PROGRAM ORGAN --vedtatt DATO --saksnummer NR [--fra DATO] [--til DATO] "
	      "[--beslutning N]...",
	.method = "ProgramService/RegisterSamarbeidsavtale",
	.fields = "--beslutning=beslutninger",
	.show = "samarbeidsavtale: organ vedtatt saksnummer fra til beslutninger",
	.example = "program agreement hallingdal hol-kst --vedtatt 2021-02-25 --saksnummer 'PS 11/21'",
	.help = "Før inn samarbeidsavtalen som kommunestyret selv har vedtatt (eiermodus B)."},

    /* plans */
    {.usage = "plan list [PROGRAM]",
	.method = "PlanService/ListPlaner",
	.show = "planer: navn tittel type aar tilstand revisjon versjon vedtatt_dato",
	.help = "Planene i ett program, eller i alle du kan se."},
    {.usage = "plan show PLAN [--versjon N] [--vedtatt]",
	.method = "PlanService/GetPlan",
	.print = print_plan,
	.example = "plan show sel/handlingsplan-2021@vedtatt",
	.help = "Vis en plan: kapitler og tabeller. PLAN er utkastet for dem som kan lese det, ellers den "
		"vedtatte; "
		"PLAN@12 er revisjon 12, PLAN@v1 versjon 1, PLAN@vedtatt den som gjelder nå, PLAN@2023-05-01 "
		"den som gjaldt den dagen."},
    {.usage = "plan fetch HASH",
	.method = "PlanService/GetVedtattPlan",
	.fields = "HASH=hash",
	.print = print_vedtatt_plan,
	.help = "Vis en vedtatt plan ved hashen av innholdet, som alle kan se den. Hashen står i vedtaket."},
    {.usage = "plan log PLAN",
	.method = "PlanService/ListRevisjoner",
	.show = "revisjoner: nr tidspunkt navn melding versjon tilstand vedtatt_dato",
	.help =
	    "Revisjonene av en plan, de nyeste først: hvem, når, hva, og hva som ble fremlagt og vedtatt."},
    {
	.usage = "plan diff PLAN [ANNEN]",
	.method = "PlanService/DiffPlan",
	.fields = "PLAN=fra ANNEN=til",
	.print = print_diff,
	.example = "plan diff sel/handlingsplan-2021@v1",
	.help = "Hva som er forskjellig fra PLAN til ANNEN, eller til planen slik den er nå: «plan diff "
		"PLAN@v1».",
    },
    {.usage = "plan check PLAN [--program PROGRAM] [--omstillingsplan FIL]",
	.method = "PlanService/CheckPlan",
	.fields = "PLAN= --omstillingsplan=",
	.run = run_plan_check,
	.print = print_check,
	.example = "plan check plan.yaml --program sel",
	.help =
	    "Kontroller utkastet: hvert funn med regel, sted, oppgitt og beregnet verdi, og kilde. PLAN kan "
	    "være en YAML- eller JSON-fil (- er standard inn), som ikke lagres: for seg selv, mot "
	    "--omstillingsplan, "
	    "eller som en plan i --program."},
    {.usage = "plan next PROGRAM ÅR [--tittel TEKST]",
	.method = "PlanService/DraftNextPlan",
	.fields = "ÅR=aar",
	.show = "melding; " PLAN,
	.help = "Lag utkast til årets handlingsplan: områder, bokstaver og måltall fra den vedtatte "
		"omstillingsplanen, og fjorårets tiltak og uferdige delmål som kandidater uten budsjett."},
    {.usage = "plan areas PROGRAM [--on DATO]",
	.method = "PlanService/GetOmraader",
	.fields = "--on=dato",
	.print = print_omraader,
	.help =
	    "Innsatsområdene som gjelder i dag, eller den dagen: måltall og budsjett per år, som har fulgt "
	    "områdene gjennom omdøping, sammenslåing og deling; og hvilket vedtak som gjorde det."},
    {.usage = "plan create PROGRAM omstillingsplan|handlingsplan TITTEL [--aar ÅR]",
	.method = "PlanService/CreatePlan",
	.fields = "omstillingsplan|handlingsplan=type",
	.show = PLAN,
	.example = "plan create sel omstillingsplan 'Omstillingsplan 2021-2026'",
	.help = "Opprett et tomt utkast."},
    {.usage = "plan put PLAN FIL [--melding TEKST] [--etag ETAG]",
	.method = "PlanService/SavePlan",
	.fields = "FIL=",
	.run = run_plan_save,
	.example = "plan put sel/omstillingsplan plan.yaml --melding 'Nye tall'",
	.help =
	    "Lagre en ny revisjon av utkastet fra en YAML- eller JSON-fil (- er standard inn). Det andre har "
	    "lagret siden filen ble hentet, flettes inn; er ingenting endret, lagres ingenting."},
    {.usage = "plan save PLAN FIL [--melding TEKST] [--etag ETAG]",
	.method = "PlanService/SavePlan",
	.fields = "FIL=",
	.run = run_plan_save,
	.example = "plan save sel/omstillingsplan plan.yaml --melding 'Nye tall'",
	.help = "Det samme som «plan put»."},
    {.usage = "plan merge PLAN FIL [--etag ETAG]",
	.method = "PlanService/MergePlan",
	.fields = "FIL=",
	.run = run_plan_merge,
	.show = "konflikter: sted slag foer deres deres_person min min_person; etag",
	.example = "plan merge sel/omstillingsplan plan.yaml",
	.help = "Prøv hva «plan put» ville føre til: konfliktene med hele verdier. Lagrer ingenting."},
    {.usage = "plan get PLAN [FIL] [--versjon N] [--vedtatt] [--yaml]",
	.method = "PlanService/GetPlan",
	.fields = "FIL= --yaml=",
	.run = run_plan_get,
	.example = "plan get sel/omstillingsplan plan.yaml",
	.help = "Hent planen som fil, til redigering og «plan put»: JSON, eller YAML med --yaml og når FIL "
		"slutter "
		"på .yaml."},
    {.usage = "plan export PLAN [FIL] [--format FORMAT] [--versjon N] [--vedtatt]",
	.method = "PlanService/GetPlan",
	.fields = "FIL= --format=",
	.run = run_plan_export,
	.help = "Planen som dokument med tabellene: Markdown, HTML med figurer, eller regneark med summene "
		"som formler. "
		"FORMAT er md, html eller xlsx; uten det gjelder endelsen på FIL."},
    {.usage = "plan edit PLAN [--melding TEKST]",
	.method = "PlanService/SavePlan",
	.run = run_plan_edit,
	.help =
	    "Rediger utkastet som YAML i $EDITOR, med de åpne funnene som kommentarer; bare det du endrer, "
	    "sendes inn."},
    {.usage = "plan letters PLAN FIL [--melding TEKST] [--etag ETAG]",
	.method = "PlanService/SavePlan",
	.fields = "FIL= ny_bokstavering:=true",
	.run = run_plan_save,
	.example = "plan letters sel/handlingsplan-2021 handlingsplan.yaml",
	.help =
	    "Lagre som «plan put», og gi alle strategier bokstaver på nytt fra A; bare før første vedtak."},
    {.usage = "plan submit PLAN [--etag ETAG]",
	.method = "PlanService/SubmitPlan",
	.run = run_plan_submit,
	.show = "sak; " PLAN,
	.help = "Frys utkastet og åpne saken om det."},
    {.usage = "plan acknowledge PLAN REGEL STED --reason TEKST",
	.method = "PlanService/AcknowledgeFinding",
	.fields = "--reason=grunn",
	.print = print_acknowledged,
	.example = "plan acknowledge sel/handlingsplan-2021 HP-1 omraader/4/oppgitt_sum_budsjett --reason "
		   "'Rammen står fast'",
	.help = "La én feil stå, med begrunnelse."},
    {.usage = "plan comment PLAN TEKST [--sted STED]",
	.method = "PlanService/CommentPlan",
	.show = COMMENT,
	.example = "plan comment sel/omstillingsplan 'Er dette nok?' --sted hovedmaal/arbeidsplasser",
	.help = "Kommenter et sted i utkastet eller i en frossen versjon (PLAN@v1); STED skrives som i «plan "
		"check», "
		"uten det gjelder kommentaren hele planen. Den følger det den er om når det flyttes eller "
		"skifter navn."},
    {.usage = "plan comments PLAN [--aapne]",
	.method = "PlanService/ListKommentarer",
	.fields = "--aapne=bare_aapne",
	.print = print_kommentarer,
	.help = "Kommentarene til planen med svar; av PLAN@v1 de som hører til versjonen. Åpne kommentarer "
		"fra før "
		"møtet må besvares eller frafalles før planen kan vedtas."},
    {.usage = "plan answer PLAN NR TEKST",
	.method = "PlanService/AnswerComment",
	.fields = "NR=kommentar",
	.show = COMMENT,
	.example = "plan answer sel/omstillingsplan 10001 'Ja, se budsjettet'",
	.help = "Svar på en kommentar; den som skrev den, kan følge opp, og åpner den da igjen."},
    {.usage = "plan waive PLAN NR --reason TEKST",
	.method = "PlanService/WaiveComment",
	.fields = "NR=kommentar --reason=grunn",
	.show = COMMENT,
	.example = "plan waive sel/omstillingsplan 10001 --reason 'Endret i ny utgave'",
	.help = "Frafall en kommentar, med begrunnelse: den lukkes for godt."},

/* cases */
#include "commands_sak.h"

#include "commands_soeknad.h"
/* results */
#include "commands_kurs.h"
#include "commands_resultat.h"
#include "commands_tildeling.h"

/* money */
#include "commands_oekonomi.h"
#include "commands_portefoelje.h"

    /* the approval matrix */
    {.usage = "rules show [BESLUTNING] [--on DATO]",
	.method = "SakService/ListRegler",
	.fields = "--on=dato",
	.print = print_regler,
	.example = "rules show 8 --on 2020-12-31",
	.help = "Godkjenningsmatrisen: hvem som gjør hva i hvilken rekkefølge, på hvilket vilkår, og hvor "
		"regelen "
		"kommer fra. BESLUTNING er raden; --on viser reglene som gjaldt den dagen."},

    {.usage = "rules add BESLUTNING STEG FUNKSJON AKT --kilde TEKST [--paakrevd] [--krav KRAV]... "
	      "[--omstendighet NAVN] [--fra DATO] [--til DATO]",
	.method = "SakService/AddRegel",
	.fields = "BESLUTNING=regel.beslutning STEG=regel.steg FUNKSJON=regel.funksjon AKT=regel.akt "
		  "--kilde=regel.kilde --paakrevd=regel.paakrevd --krav=regel.krav "
		  "--omstendighet=regel.omstendighet --fra=regel.gyldig_fra --til=regel.gyldig_til",
	.show = REGEL,
	.example = "rules add 8 3 OS raader --kilde 'Vedtak i KST 12. mars' --paakrevd",
	.help = "Legg til en regel i godkjenningsmatrisen fra i dag eller senere; saker som alt er åpnet, "
		"berøres ikke."},
    {.usage = "rules close REGEL --kilde TEKST [--til DATO]",
	.method = "SakService/CloseRegel",
	.fields = "--til=gyldig_til",
	.show = REGEL,
	.example = "rules close 804 --kilde 'Vedtak i KST 12. mars'",
	.help =
	    "Avslutt en regel; siste dag er i dag eller senere, og saker som alt er åpnet, beholder den."},

/* organs and people */
#include "commands_organ.h"

/* de minimis aid */
#include "commands_stoette.h"

    /* the journal */
    {.usage = "journal show [PROGRAM] [--etter N] [--antall N]",
	.method = "JournalService/ListJournal",
	.fields = "--antall=page_size",
	.csv = "poster",
	.run = run_journal_show,
	.help = "Journalen for et program, eller for installasjonen."},
    {.usage = "journal verify [PROGRAM] [--head NUMMER:HASH]",
	.method = "JournalService/ListJournal",
	.fields = "--head=",
	.run = run_journal_verify,
	.example = "journal verify sel",
	.help = "Regn ut journalens kjede på nytt her; --head sammenligner med et hode fra en kvittering. "
		"PROGRAM kan "
		"være en fil fra «journal export», skrevet med . eller / i navnet: da trengs ingen tjener."},
    {.usage = "journal export PROGRAM FIL",
	.method = "JournalService/ListJournal",
	.fields = "FIL=",
	.run = run_journal_export,
	.example = "journal export sel ./sel.jsonl",
	.help = "Skriv journalen til en ny fil, én post på hver linje som JSON; hodet som vises, tar du vare "
		"på."},

    /* demonstrations */
    {.usage = "demo date [DATO]",
	.method = "DemoService/SetIDag",
	.help = "Sett datoen alle regler bruker; uten DATO den virkelige."},

/* the client itself */
#include "commands_profil.h"
    {.usage = "help [KOMMANDO]... [--man]",
	.run = run_help,
	.help = "Vis kommandoene, eller bruken av én eller en gruppe; --man gir håndbokssiden (man 1).",
	.example = "help plan show"},
    {.usage = "shell",
	.run = run_shell,
	.live = true,
	.help =
	    "Kommandoer etter hverandre på én forbindelse, skrevet uten «omstilling» foran: på en terminal "
	    "med "
	    "historikk og Tab, til exit eller Ctrl-D; fra et rør eller en fil til den første som feiler, "
	    "hvis "
	    "avslutningsstatus blir skallets. Valg som gis her, gjelder hver linje. 'Ord med mellomrom' i "
	    "anførselstegn; # begynner en merknad."},
    {.usage = "completion bash|zsh",
	.run = run_completion,
	.help =
	    "Skriv skriptet som lar skallet fullføre kommandoer, valg og navn fra tjeneren når du trykker "
	    "Tab.",
	.example = "completion bash"},
    {.usage = "complete [ORD]...",
	.run = run_complete,
	.help = "Det som kan stå i det siste ordets plass, ett på hver linje; for skallet.",
	.example = "complete -- plan sh",
	.hidden = true},
    {0}};

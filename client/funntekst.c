/* funntekst: see funntekst.h. */
#include "funntekst.h"

#include <stddef.h>
#include <string.h>

#include "grunn.h"

const struct funntekst funntekster[] = {
    {"OP-1", "Summen av arbeidsplassene skal stemme med årene og være lik hovedmålet. Er målet delt i nye og "
	     "sikrede arbeidsplasser, skal delene stemme på samme måte."},
    {"OP-2", "Arbeidsplassene et innsatsområde har i hvert av årene, skal bli summen som står i raden."},
    {"OP-3",
	"Innsatsområdenes arbeidsplasser skal bli summen som står for hvert år, og totalsummen skal være lik "
	"hovedmålet og summen av resultatmålene."},
    {"OP-4", "Tabellen i et innsatsområdes eget kapittel skal være lik områdets rad i tabellen over alle "
	     "områdene."},
    {"OP-5", "Et område uten arbeidsplassmål skal ikke ha tall for arbeidsplasser. 0 er også et tall."},
    {"OP-6",
	"I finansieringstabellen skal hver rad, hvert år og totalsummen stemme med tallene de er summen av. "
	"En samlet ramme i teksten skal være den samme."},
    {"OP-7",
	"Finansieringsandelene skal bli 100 % til sammen, og beløpene bør være fordelt etter dem hvert år."},
    {"OP-8", "Finansieringen deles vanligvis med 50 % på departementet, 25 % på fylkeskommunen og 25 % på "
	     "kommunen eller kommunene."},
    {"OP-9", "Det som hvert år fordeles i ressurstabellen, skal være lik finansieringen det året."},
    {"OP-10", "I ressurstabellen skal hver rad, hvert år og totalsummen stemme med tallene de er summen av."},
    {"OP-11",
	"Hver strategi skal ha sin egen bokstav, i rekkefølge fra A gjennom alle innsatsområdene i første "
	"versjon. En ny strategi får neste ledige bokstav, etter Z kommer AA, og en bokstav som er gått ut, "
	"brukes ikke igjen."},
    {"OP-12", "Planen skal velge minst ett av FNs bærekraftsmål for hver av miljø, samfunn og økonomi, og "
	      "mål 17 for "
	      "samarbeid."},
    {"OP-13",
	"En plan har vanligvis tre eller fire prioriterte innsatsområder, støtteområdene ikke medregnet."},
    {"OP-14", "Omstillingsperioden skal være høyst seks år, når ikke en forlengelse er vedtatt."},
    {"OP-15",
	"Alle kapitlene skal være fylt ut før styringsgruppen behandler planen, og ingen [klamme] fra malen "
	"skal stå igjen."},
    {"OP-17", "Kapittel 3 og kapittel 5 skal ha de samme innsatsområdene."},
    {"HP-1", "Summen i et innsatsområdes tiltakstabell skal være lik summen av tiltakenes budsjetter."},
    {"HP-2", "Tiltakenes resultatmål skal bli summen som står for innsatsområdet, og den skal være lik det "
	     "omstillingsplanen har for området det året."},
    {"HP-3",
	"Hver strategi skal finnes under det samme innsatsområdet i omstillingsplanen som gjelder, eller som "
	"vedtas i det samme møtet."},
    {"HP-4", "Alle strategiene i omstillingsplanen bør være med i handlingsplanen."},
    {"HP-5", "Rammen et innsatsområde har i budsjettet, skal være lik summen i områdets egen tiltakstabell."},
    {"HP-6", "Kostnaden skal være timetallet ganger timeprisen, både med budsjettets timetall og med det som "
	     "står i "
	     "innsatsområdets eget kapittel."},
    {"HP-7", "Summen i hver rad i budsjettet skal være ramme pluss kostnad."},
    {"HP-8", "Alle summer i finansieringen og budsjettet skal stemme med tallene de er summen av."},
    {"HP-9", "Budsjettets totalsum skal være lik den samlede finansieringen."},
    {"HP-10",
	"Andelen til en finansieringskilde skal være beløpet delt på summen, og andelene skal stemme med sin "
	"egen sum."},
    {"HP-11", "Årets budsjett bør være lik det omstillingsplanen har for året."},
    {"HP-12", "En prosent som er oppgitt i teksten, bør stemme med beløpene den er regnet av."},
    {"HP-13", "Delmålene i oversikten bør ha samme antall og tilstand som delmålene i tiltakstabellen."},
    {"HP-14",
	"Det skal være én handlingsplan for hvert kalenderår, vedtatt før året er ute. Bare den første kan "
	"gjelde for en lengre periode."},
    {"HP-15", "Planen bør ha en kommunikasjonsplan og, etter det første året, resultatene fra tidligere år."},
    {"HP-16",
	"Et tall skal kunne leses som et nøyaktig desimaltall, slik som «200 000», «kr 400.000,-» og «62,5» "
	"kan."},
    {0},
};

_Static_assert(sizeof(funntekster) / sizeof(*funntekster) <= 64, "a bit for each rule");

const char *funntekst_once(uint64_t *shown, const char *regel)
{
	size_t i = 0;

	while (regel && funntekster[i].regel && strcmp(funntekster[i].regel, regel) != 0)
		i++;
	if (!regel || !funntekster[i].regel || *shown >> i & 1)
		return NULL;
	*shown |= UINT64_C(1) << i;
	return grunn_regel(regel, funntekster[i].tekst);
}

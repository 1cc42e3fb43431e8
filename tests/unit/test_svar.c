/* The server's sentences in whole answers: in messages, in lists and in messages of messages, and nothing
 * else; every row of the table names a field of the contract. */
#include <criterion/criterion.h>
#include <omstilling/v1/kurs.pb-c.h>
#include <omstilling/v1/oekonomi.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/resultat.pb-c.h>
#include <omstilling/v1/soeknad.pb-c.h>
#include <stdbool.h>

#include "client/contract.h"
#include "client/field.h"
#include "client/svar.h"
#include "grunn_fixture.h"
#include "proto/services.h"

#define DEEP 8

TestSuite(svar, .init = set_up, .fini = tear_down);

Test(svar, sentences_are_said_wherever_they_stand)
{
	char tekst[] = "Kommunikasjonsplanen mangler.", merknad[] = "sikrede: ikke målt";
	Omstilling__V1__Funn f = OMSTILLING__V1__FUNN__INIT, *funn[] = {&f, &f};
	Omstilling__V1__CheckPlanResponse r = OMSTILLING__V1__CHECK_PLAN_RESPONSE__INIT;
	Omstilling__V1__Resultatrad samlet = OMSTILLING__V1__RESULTATRAD__INIT;
	Omstilling__V1__GetResultaterResponse res = OMSTILLING__V1__GET_RESULTATER_RESPONSE__INIT;

	speak("en");
	f.tekst = tekst;
	r.funn = funn;
	r.n_funn = 2;
	svar_oversett(a, &r.base);
	cr_expect_str_eq(f.tekst, "The communication plan is missing.");
	samlet.merknad = merknad;
	samlet.navn = tekst;
	res.samlet = &samlet;
	svar_oversett(a, &res.base);
	cr_expect_str_eq(samlet.merknad, "secured: not measured");
	cr_expect_str_eq(samlet.navn, tekst, "a name is people's own");
}

Test(svar, what_remains_of_courses_is_said_as_among_the_tasks)
{
	char tittel[] = "Holde styreseminar etter år 1", kilde[] = "håndboka, del 10; S3";
	Omstilling__V1__Kursfrist k = OMSTILLING__V1__KURSFRIST__INIT, *rest[] = {&k};
	Omstilling__V1__ListKursResponse r = OMSTILLING__V1__LIST_KURS_RESPONSE__INIT;

	speak("nn");
	k.tittel = tittel;
	k.kilde = kilde;
	r.gjenstaar = rest;
	r.n_gjenstaar = 1;
	svar_oversett(a, &r.base);
	cr_expect_str_eq(k.tittel, "Halde styreseminar etter år 1");
	cr_expect_str_eq(k.kilde, "handboka, del 10; S3");
}

Test(svar, what_is_not_said_stays_unset)
{
	Omstilling__V1__Funn f = OMSTILLING__V1__FUNN__INIT;

	speak("en");
	svar_oversett(a, &f.base);
	cr_expect_null(f.tekst);
	cr_expect_null(f.kilde);
}

Test(svar, what_people_have_written_stays_where_the_server_may_have_too)
{
	char retting[] = "Retting: Møter", sum[] = "Administrasjon", sak[] = "sel/sak-1", omraade[] = "o1";
	Omstilling__V1__Postering p = OMSTILLING__V1__POSTERING__INIT;
	Omstilling__V1__Budsjettlinje l = OMSTILLING__V1__BUDSJETTLINJE__INIT;

	speak("en");
	p.tekst = retting;
	svar_oversett(a, &p.base);
	cr_expect_str_eq(p.tekst, retting, "booked by a person");
	p.sak = sak;
	svar_oversett(a, &p.base);
	cr_expect_str_eq(p.tekst, "Correction: Møter");
	l.navn = sum;
	l.omraade = omraade;
	svar_oversett(a, &l.base);
	cr_expect_str_eq(l.navn, sum, "the name of an area");
	l.omraade = NULL;
	svar_oversett(a, &l.base);
	cr_expect_str_eq(l.navn, "Administration");
}

Test(svar, a_row_that_is_refused_is_told_as_a_refusal_is)
{
	char grunn[] = "kursfilen_har_feil", tekst[] = "Ingenting er importert.",
	     detalj[] = "{\"antall\": 2, \"feil\": [{\"tekst\": \"«x» er ikke en dato\"}, {\"tekst\": "
			"\"2030-01-01 er ikke kommet\"}]}";
	Omstilling__V1__Importresultat r = OMSTILLING__V1__IMPORTRESULTAT__INIT;

	speak("en");
	r.grunn = grunn;
	r.tekst = tekst;
	r.detalj = detalj;
	svar_oversett(a, &r.base);
	cr_expect_str_eq(r.tekst,
	    "Nothing was imported. The file has 2 error(s): “x” is not a date; 1 Jan 2030 has not come yet.");
}

/* The field of the message called so that the type holds. */
static bool holder(const ProtobufCMessageDescriptor *type, const char *melding, const char *felt, int dybde)
{
	if (strcmp(type->short_name, melding) == 0) {
		const ProtobufCFieldDescriptor *fd = field_find(type, felt, strlen(felt));
		return fd && fd->type == PROTOBUF_C_TYPE_STRING;
	}
	for (unsigned i = 0; dybde < DEEP && i < type->n_fields; i++)
		if (type->fields[i].type == PROTOBUF_C_TYPE_MESSAGE &&
		    holder(type->fields[i].descriptor, melding, felt, dybde + 1))
			return true;
	return false;
}

static bool i_kontrakten(const char *melding, const char *felt)
{
	for (size_t s = 0; services_ours[s]; s++)
		for (unsigned m = 0; m < services_ours[s]->n_methods; m++)
			if (holder(services_ours[s]->methods[m].output, melding, felt, 0))
				return true;
	return false;
}

Test(svar, every_row_is_a_text_of_an_answer)
{
	const char *melding, *felt;
	size_t n = 0;

	for (; svar_felt(n, &melding, &felt); n++)
		cr_expect(i_kontrakten(melding, felt), "%s.%s", melding, felt);
	cr_expect_gt(n, 0);
}

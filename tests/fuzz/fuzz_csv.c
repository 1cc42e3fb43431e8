/*
 * fuzz_csv: any bytes as a spreadsheet's export.
 *
 * Must hold: the answer is rows that are as wide as the first, of valid UTF-8 without what divides rows
 * outside quotes, on lines that go up; or a complete status. Written in quotes and read again, they are the
 * same.
 */
#include <stdbool.h>
#include <string.h>

#include "client/csvfile.h"
#include "client/mem.h"
#include "fuzz.h"

#define ROOM (1 << 24)

const struct fuzz_seed fuzz_seeds[] = {
    FUZZ_SEED("Saksnummer;S\xc3\xb8ker;Bel\xc3\xb8p\r\n1;\"Ola \"\"O\"\" AS\";\"200 "
	      "000\"\r\n2;\"to\nlinjer\";\r\n"),
    FUZZ_SEED("sep=,\na,b\n1,2\n"),
    FUZZ_SEED("\xef\xbb\xbf"
	      "a\tb\n1\t2\n\n3\t4"),
    FUZZ_SEED("S\xf8ker;\x80\n\x93x\x94;\"y;z\"\n"),
    {0},
};

static size_t put(char *to, const struct csv *csv)
{
	size_t n = 0;

	for (size_t i = 0; i < csv->n; i++)
		for (size_t k = 0; k < csv->rows[i].n; k++) {
			to[n++] = '"';
			for (const char *c = csv->rows[i].cells[k]; *c; c++) {
				if (*c == '"')
					to[n++] = '"';
				to[n++] = *c;
			}
			to[n++] = '"';
			to[n++] = k + 1 < csv->rows[i].n ? csv->delimiter : '\n';
		}
	return n;
}

static void same_again(struct arena *a, const struct csv *csv, size_t size)
{
	struct csv again;
	struct status st = {0};
	char *text = mem_alloc(a, 10 * size + 100);
	char head[] = {'s', 'e', 'p', '=', csv->delimiter, '\n'};

	memcpy(text, head, sizeof(head));
	FUZZ_HOLDS(csv_read(a, text, sizeof(head) + put(text + sizeof(head), csv), &again, &st) == 0);
	FUZZ_HOLDS(again.n == csv->n);
	for (size_t i = 0; i < csv->n; i++)
		for (size_t k = 0; k < csv->rows[i].n; k++)
			FUZZ_HOLDS(strcmp(again.rows[i].cells[k], csv->rows[i].cells[k]) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct status st = {0};
	struct csv csv;
	struct arena *a = arena_new(ROOM);

	FUZZ_HOLDS(a && size < ROOM / 100);
	if (csv_read(a, (const char *)data, size, &csv, &st) == 0) {
		FUZZ_HOLDS(csv.n > 0 && st.code == GRPC_OK);
		for (size_t i = 0; i < csv.n; i++) {
			FUZZ_HOLDS(csv.rows[i].n == csv.rows[0].n &&
				   (i == 0 || csv.rows[i].line > csv.rows[i - 1].line));
			for (size_t k = 0; k < csv.rows[i].n; k++)
				FUZZ_HOLDS(grpc_utf8_valid(
				    (const uint8_t *)csv.rows[i].cells[k], strlen(csv.rows[i].cells[k])));
		}
		same_again(a, &csv, size);
	} else {
		FUZZ_HOLDS(st.code == GRPC_INVALID_ARGUMENT && st.reason && st.text);
		FUZZ_HOLDS(grpc_utf8_valid((const uint8_t *)st.text, strlen(st.text)));
	}
	arena_free(a);
	return 0;
}

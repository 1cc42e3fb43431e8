/* feil: see feil.h. */
#include "feil.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "spraak.h"

static const struct {
	int error;
	const char *tekst;
} rader[] = {
    {ENOENT, N_("den finnes ikke")},
    {EACCES, N_("ingen tilgang")},
    {EPERM, N_("det er ikke tillatt")},
    {EEXIST, N_("den finnes fra før")},
    {EISDIR, N_("den er en katalog")},
    {ENOTDIR, N_("en del av stien er ingen katalog")},
    {ENAMETOOLONG, N_("navnet er for langt")},
    {ELOOP, N_("for mange lenker etter hverandre")},
    {ENOSPC, N_("disken er full")},
    {EDQUOT, N_("kvoten er brukt opp")},
    {EFBIG, N_("filen er for stor")},
    {EROFS, N_("filsystemet kan bare leses")},
    {EIO, N_("lese- eller skrivefeil")},
    {ENOMEM, N_("for lite minne")},
    {EMFILE, N_("for mange åpne filer")},
    {ECONNREFUSED, N_("ingen svarer der")},
    {ECONNRESET, N_("den andre enden brøt av")},
    {ETIMEDOUT, N_("ingen svarte i tide")},
    {EHOSTUNREACH, N_("dit er det ingen vei herfra")},
    {ENETUNREACH, N_("dit er det ingen vei herfra")},
};

const char *feil_tekst(int error)
{
	for (size_t i = 0; i < sizeof(rader) / sizeof(*rader); i++)
		if (rader[i].error == error)
			return _(rader[i].tekst);
	return strerror(error);
}

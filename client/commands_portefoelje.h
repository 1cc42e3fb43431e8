/*
 * commands_portefoelje: the row of the portfolio in the table of commands; commands.c includes it in the
 * middle of it, and nobody else does.
 */
{.usage = "portefoelje show [--on DATO] [--fylke ORGAN] [--fase N] [--varsler]",
    .method = "PortefoeljeService/GetPortefoelje",
    .fields = "--on=dato --varsler=med_varsler",
    .csv = "programmer",
    .print = print_portefoelje,
    .example = "portefoelje show --on 2021-12-31 --varsler",
    .help =
	"Programmene du ser, side om side: fase og dager igjen av normal tid (minus: over den), penger, "
	"arbeidsplasser, prosjekter og varsler, i dag eller den dagen. Med --varsler bare de som har noen."},

/*
 * commands_profil: the rows of profiles and known servers in the table of commands; commands.c includes them
 * in the middle of it, and nobody else does.
 */
{.usage = "profile list",
    .run = run_profile_list,
    .help = "Profilene du har: tjener, person, og hvem som er innlogget med dem."},
    {.usage = "profile add PROFIL",
	.run = run_profile_add,
	.example = "profile add arbeid",
	.help = "Lagre valgene på denne linjen (--server, --as, --ca, --tls, --fingeravtrykk, --sertifikat, "
		"--noekkel, --output, --timeout) som en profil, i stedet for en med samme navn. Innlogging "
		"gjelder profilen og personen: «profile add arbeid --server vert:port --as kari», så "
		"«--profil arbeid "
		"login kari»."},
    {.usage = "profile use [PROFIL]",
	.run = run_profile_use,
	.help =
	    "Bruk profilen når verken --profil eller OMSTILLING_PROFIL sier noe annet; uten PROFIL: ingen."},
    {.usage = "profile remove PROFIL",
	.run = run_profile_remove,
	.help = "Slett profilen og tokenene dens her; økter på tjeneren avslutter du med «logout» først."},
    {.usage = "profile forget ADRESSE",
	.run = run_profile_forget,
	.example = "profile forget omstilling.example.no:7443",
	.help = "Glem nøkkelen du har sagt ja til hos en tjener; neste gang spørres det på nytt."},

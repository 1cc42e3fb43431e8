/*
 * commands_organ: the rows of organs, people and seats in the table of commands; commands.c includes them in
 * the middle of it, and nobody else does.
 */
{.usage = "organ list",
    .method = "OrganService/ListOrganer",
    .show = "organer: kortnavn navn art forelder seter fra til",
    .help = "Alle organer."},
    {.usage = "organ tree [--on DATO]",
	.method = "OrganService/ListOrganer",
	.fields = "--on=dato",
	.print = print_tree,
	.help = "Hierarkiet av organer, med den tiden hvert finnes; --on tegner det som det var den dagen."},
    {.usage = "organ show ORGAN",
	.method = "OrganService/GetOrgan",
	.show =
	    ORGAN "; varsler: tekst kilde; verv: rolle side liste rekkefoelge person_navn brukernavn fra til "
		  "id; tidligere: fra til navn "
		  "juridisk_form forelder orgnr nummer seter kilde",
	.help = "Ett organ og vervene i dag."},
    {.usage = "organ create KORTNAVN NAVN --art ART --forelder ORGAN [--juridisk-form FORM] [--orgnr NR] "
	      "[--nummer NR] "
	      "[--seter N] [--fra DATO] [--til DATO]",
	.method = "OrganService/CreateOrgan",
	.fields = "KORTNAVN=organ.kortnavn NAVN=organ.navn --art=organ.art --forelder=organ.forelder "
		  "--juridisk-form=organ.juridisk_form --orgnr=organ.orgnr --nummer=organ.nummer "
		  "--seter=organ.seter "
		  "--fra=organ.fra --til=organ.til",
	.show = ORGAN,
	.example = "organ create sel-np 'Næringspanelet i Sel' --art OS --juridisk-form prosjektgruppe "
		   "--forelder sel --seter 7",
	.help = "Opprett et organ under et annet."},
    {.usage = "organ change ORGAN --kilde TEKST [--fra DATO] [--navn NAVN] [--juridisk-form FORM] "
	      "[--forelder ORGAN] [--orgnr NR] [--nummer NR] [--seter N]",
	.method = "OrganService/ChangeOrgan",
	.fields = "--juridisk-form=juridisk_form",
	.show = ORGAN "; tidligere: fra til navn juridisk_form forelder orgnr nummer seter kilde",
	.example = "organ change sel-os --navn 'Omstillingsstyret for Sel' --kilde 'Vedtatt i møte 1. mars'",
	.help = "Endre navn, form, plass, numre eller seter fra en dag; det organet var til da, står igjen."},
    {.usage = "organ successor ORGAN ETTERFOELGER --fra DATO --kilde TEKST",
	.method = "OrganService/SetEtterfoelger",
	.show = ORGAN " etterfoelgere",
	.example = "organ successor viken buskerud --fra 2024-01-01 --kilde 'Stortinget 14. juni 2022'",
	.help = "Registrer hvem som overtar etter et organ, og fra hvilken dag; verv arves ikke."},
    {.usage = "organ handover ORGAN",
	.method = "OrganService/HandoverOrgan",
	.show = "varsel; plikter: slag program objekt tekst frist",
	.example = "organ handover viken",
	.help = "Alt organet etterlater seg: funksjoner, saker, tilsagn, delegasjoner, verv."},
    {.usage = "person create BRUKERNAVN NAVN [--kjoenn kvinne|mann]",
	.method = "OrganService/CreatePerson",
	.show = "person: navn brukernavn; invitasjon",
	.example = "person create tor2 'Tor Nordmann' --kjoenn mann",
	.help = "Opprett en konto; invitasjonen vises bare nå."},
    {.usage = "person invite BRUKERNAVN",
	.method = "OrganService/InvitePerson",
	.help = "Ny invitasjon til å sette passord."},
    {.usage = "verv give ORGAN BRUKERNAVN ROLLE [--fra DATO] [--til DATO] [--rekkefoelge N] "
	      "[--side naeringsliv|offentlig]",
	.method = "OrganService/GiveVerv",
	.show = VERV,
	.help = "Gi et verv i et organ; --side er den det representerer i et styre."},
    {.usage = "verv end VERV [--til DATO]",
	.method = "OrganService/EndVerv",
	.show = VERV,
	.help = "Avslutt et verv."},

    /* attachments */
    {.usage = "vedlegg list PROGRAM",
	.method = "VedleggService/ListVedlegg",
	.show = "vedlegg: id tittel type stoerrelse skjermingshjemmel mottatt",
	.help = "Vedleggene i et program; dine egne uferdige også."},
    {.usage = "vedlegg show VEDLEGG",
	.method = "VedleggService/GetVedlegg",
	.show = VEDLEGG,
	.help = "Ett vedlegg: hva det er, hvor det hører til, og summen."},
    {.usage = "vedlegg upload PROGRAM FIL --type TYPE [--tittel TEKST] [--plan PLAN] [--sak SAK] "
	      "[--medietype TYPE] [--hjemmel TEKST]",
	.method = "VedleggService/StartOpplasting",
	.stream = "VedleggService/Upload",
	.fields = "FIL= --hjemmel=skjermingshjemmel",
	.run = run_vedlegg_upload,
	.show = VEDLEGG,
	.example = "vedlegg upload sel plan.pdf --type annet --tittel 'Planen som fil'",
	.help =
	    "Last opp en fil: konsekvensanalyse, utviklingsanalyse, kommunikasjonsstrategi, protokoll eller "
	    "annet. --hjemmel skjermer den. En opplasting som ble avbrutt, fortsetter når kommandoen gjentas "
	    "innen "
	    "24 timer."},
    {.usage = "vedlegg download VEDLEGG [FIL]",
	.method = "VedleggService/GetVedlegg",
	.stream = "VedleggService/Download",
	.fields = "FIL=",
	.run = run_vedlegg_download,
	.show = VEDLEGG,
	.example = "vedlegg download 0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11 vedlegg.pdf",
	.help = "Last ned til FIL, ellers til filnavnet det ble sendt med. En nedlasting som ble avbrutt, "
		"fortsetter "
		"når kommandoen gjentas."},
    {.usage = "vedlegg delete VEDLEGG",
	.method = "VedleggService/DeleteVedlegg",
	.help = "Fjern et vedlegg som ingen fremlagt plan viser til."},

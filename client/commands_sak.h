/*
 * commands_sak: the rows of cases, meetings and what follows from decisions in the table of commands;
 * commands.c includes them in the middle of it, and nobody else does.
 */
{.usage = "sak list PROGRAM",
    .method = "SakService/ListSaker",
    .show = "saker: navn beslutning tittel tilstand",
    .help = "Sakene i et program."},
    {.usage = "sak show SAK",
	.method = "SakService/GetSak",
	.print = print_sak,
	.help = "Én sak: forslaget og veien, med hva som er ferdig, venter og kommer."},
    {.usage = "sak explain SAK",
	.method = "SakService/ExplainSak",
	.print = print_forklaring,
	.help = "Hvorfor saken står der den står: hva som er gjort, hvem den venter på, hva som kommer "
		"etterpå, og "
		"regelen og kilden for hvert steg."},
    {.usage = "sak simulate SAK [--fravaerende BRUKERNAVN]... [--inhabil BRUKERNAVN]... [--beloep KRONER] "
	      "[--dato DATO]",
	.method = "SakService/SimulateSak",
	.fields = "--inhabil=inhabile",
	.print = print_simulering,
	.help =
	    "Hva om noen er borte eller inhabile, eller beløpet et annet: hvem som stemmer, hvilke varaer "
	    "som kalles inn, "
	    "hvor mange som må være til stede og stemme ja, hvem som leder og hvem som avgjør. Endrer "
	    "ingenting."},
    {.usage = "sak frame SAK [FIL]",
	.method = "SakService/GetSak",
	.fields = "FIL=",
	.run = run_sak_frame,
	.help = "Saksframlegg som Markdown til kommunens sakssystem, fylt ut med det dataene viser; det et "
		"menneske må skrive, står i [klammer]."},
    {.usage = "sak export SAK [FIL]",
	.method = "SakService/ExportSak",
	.fields = "FIL=",
	.run = run_sak_export,
	.show = "hash",
	.help = "Skriv alt en revisor trenger om saken til én ny fil (JSON), eller i mappen FIL; hashen som "
		"vises, tar "
		"du vare på et annet sted."},
    {.usage = "sak create PROGRAM BESLUTNING TITTEL [--plan PLAN] [--versjon N] [--hash HASH] [--beloep "
	      "KRONER] "
	      "[--gyldig-til DATO] [--vilkaar TEKST]... [--vilkaarsrad ANSVARLIG:FRIST:TEKST]... "
	      "[--klage-over SAK] [--erstatter SAK] [--delprosjekt DELPROSJEKT] [--prinsipiell] "
	      "[--avtaleendring TEKST] [--valgmaate avtale] "
	      "[--aar AAR] [--finansioer NAVN] [--statlig KRONER] [--fra OMRAADE] "
	      "[--til OMRAADE] [--fra-tiltak BOKSTAV] [--til-tiltak BOKSTAV] "
	      "[--delegasjon "
	      "FRA:TIL:RAD:EMNE:FRADATO:TILDATO:BELOEP:HASTESAK]... [--regel NOEKKEL:VERDI]... "
	      "[--soeknad SOEKNAD] [--avvik-begrunnelse TEKST] [--kriterium VEKT:NAVN]... "
	      "[--verv ORGAN:BRUKERNAVN:ROLLE]...",
	.method = "SakService/CreateSak",
	.fields =
	    "--plan=forslag.plan --versjon=forslag.versjon --hash=forslag.hash --beloep=forslag.beloep "
	    "--gyldig-til=forslag.gyldig_til --vilkaar=forslag.vilkaar "
	    "--vilkaarsrad=forslag.vilkaarsrader(ansvarlig,frist,tekst*) --klage-over=forslag.klage_over "
	    "--erstatter=forslag.erstatter --delprosjekt=forslag.delprosjekt "
	    "--avtaleendring=forslag.avtaleendring --valgmaate=forslag.valgmaate "
	    "--aar=forslag.aar --finansioer=forslag.finansioer "
	    "--statlig=forslag.statlig_beloep --fra=forslag.omraade --til=forslag.til_omraade "
	    "--fra-tiltak=forslag.tiltak --til-tiltak=forslag.til_tiltak "
	    "--prinsipiell=forslag.prinsipiell "
	    "--delegasjon=forslag.delegasjoner(fra_organ,til_organ,beslutning,emne,gyldig_fra,gyldig_"
	    "til,beloep,hastesak) "
	    "--regel=forslag.regler(noekkel,verdi,gyldig_fra) "
	    "--soeknad=forslag.soeknad --avvik-begrunnelse=forslag.avvik_begrunnelse "
	    "--kriterium=forslag.kriterier(vekt,navn*) "
	    "--verv=forslag.verv(organ,brukernavn,rolle,fra,til,side)",
	.print = print_sak,
	.example = "sak create sel 15 'Ny programleder' --verv sel-pl:silje:programleder",
	.help = "Åpne en sak; BESLUTNING er raden i godkjenningsmatrisen. --verv kan ha :FRA:TIL:SIDE til "
		"slutt."},
    {.usage = "sak act SAK AKT [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = "ja|nei=utfall",
	.print = print_sak,
	.help =
	    "Utfør et steg uten votering: forbereder, kvalitetssikrer, raader, fremlegger, soeker, mottar."},
    {.usage = "sak prepare SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "forbereder",
	.print = print_sak,
	.help = "Forbered saken."},
    {.usage = "sak quality-assure SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "kvalitetssikrer",
	.print = print_sak,
	.help = "Gi kvalitetssikringen."},
    {.usage = "sak advise SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "raader",
	.print = print_sak,
	.help = "Gi råd i saken."},
    {.usage = "sak lay-before SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "fremlegger",
	.print = print_sak,
	.help = "Legg saken fram med egen innstilling."},
    {.usage = "sak apply SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "soeker",
	.print = print_sak,
	.help = "Send søknaden."},
    {.usage = "sak receive SAK [ja|nei] [--tekst TEKST]",
	.method = "SakService/PerformAct",
	.fields = ACT_FIELDS "mottar",
	.print = print_sak,
	.help = "Ta imot."},
    {.usage = "sak haste SAK GRUNN",
	.method = "SakService/MarkHastesak",
	.print = print_sak,
	.example = "sak haste sel/sak-1 'Fristen er i morgen'",
	.help = "Merk at saken ikke kan vente på kommunestyret, og hvorfor; organet som har fått myndighet i "
		"hastesaker, kan da avgjøre den."},
    {.usage = "sak vote SAK ja|nei|blank [--forslag N]",
	.method = "SakService/CastVote",
	.fields = "ja|nei|blank=stemme",
	.show = "stemme: organ brukernavn stemme",
	.help = "Stem i et åpent møte; --forslag er nummeret på et alternativ eller en liste."},
    {.usage =
	    "sak record SAK --utfall ja|nei|utsatt|tilbakesendt --ja N --nei N [--blank N] [--dato DATO] "
	    "[--moete MOETE] [--organ ORGAN] [--sted STED] "
	    "[--saksnummer NR] "
	    "[--moeteleder BRUKERNAVN] [--moeteleders-stemme ja|nei] [--begrunnelse TEKST] [--dissens "
	    "TEKST]... "
	    "[--protokolltilfoersel TEKST]... [--inhabil BRUKERNAVN]... [--vilkaar ANSVARLIG:FRIST:TEKST]... "
	    "[--forslag SLAG:JA:NEI:VEDTATT:VERSJON:FREMSATT_AV:TEKST]... [--liste "
	    "JA:LODD:KANDIDATER:TEKST]... [--valgmaate flertall]",
	.method = "SakService/RecordResult",
	.fields = "--dato=resultat.dato --utfall=resultat.utfall --ja=resultat.ja --nei=resultat.nei "
		  "--blank=resultat.blank --moete=resultat.moete "
		  "--organ=resultat.organ --sted=resultat.sted --saksnummer=resultat.saksnummer "
		  "--moeteleder=resultat.moeteleder --moeteleders-stemme=resultat.moeteleders_stemme "
		  "--begrunnelse=resultat.begrunnelse --dissens=resultat.dissens "
		  "--protokolltilfoersel=resultat.protokolltilfoersel "
		  "--inhabil=resultat.inhabile --vilkaar=resultat.vilkaar(ansvarlig,frist,tekst*) "
		  "--forslag=resultat.motforslag(slag,ja,nei,vedtatt,forslag.versjon,fremsatt_av,tekst*) "
		  "--liste=resultat.motforslag(ja,lodd,kandidater,tekst*) --valgmaate=resultat.valgmaate",
	.print = print_sak,
	.example = "sak record sel/sak-1 --utfall ja --ja 17 --nei 2 --dato 2020-11-03 --organ sel-kst "
		   "--saksnummer 'PS 70/20'",
	.help =
	    "Før inn resultatet av et fysisk møte; det gjelder først når møtelederen bekrefter. --forslag er "
	    "et annet "
	    "forslag det ble stemt over: VEDTATT er ja eller tom, og VERSJON den endrede teksten av planen "
	    "som "
	    "ble vedtatt, eller tom. --liste er en liste i et forholdsvalg: stemmene, ja hvis den fikk en "
	    "plass ved "
	    "lodd, og kandidatene med komma imellom."},
    {.usage = "sak confirm SAK RESULTAT",
	.method = "SakService/ConfirmResult",
	.print = print_sak,
	.help = "Bekreft et innført resultat; RESULTAT står i «sak show»."},
    {.usage = "sak decide SAK [ja|nei|utsatt|tilbakesendt] [--reason TEKST] [--vilkaar "
	      "ANSVARLIG:FRIST:TEKST]...",
	.method = "SakService/DecideSak",
	.fields =
	    "ja|nei|utsatt|tilbakesendt=utfall --reason=tekst --vilkaar=vilkaar(ansvarlig,frist,tekst*)",
	.print = print_sak,
	.help =
	    "Avslutt steget: lukk voteringen i et kollegialt organ, eller avgjør selv i et "
	    "enkeltpersonsorgan. utsatt og tilbakesendt gjelder også i et møte der ingen har stemt ennå."},
    {.usage = "habilitet declare SAK GRUNN [--forklaring TEKST]",
	.method = "SakService/DeclareHabilitet",
	.print = print_sak,
	.help =
	    "Si fra om din egen habilitet; GRUNN er ingen, part, slekt, styreverv eller saerlige_forhold."},
    {.usage = "habilitet raise SAK BRUKERNAVN GRUNN [--forklaring TEKST]",
	.method = "SakService/RaiseHabilitet",
	.print = print_sak,
	.help = "Reis spørsmål om en annens habilitet."},
    {.usage = "habilitet vote SAK BRUKERNAVN ja|nei",
	.method = "SakService/VoteHabilitet",
	.fields = "ja|nei=stemme",
	.print = print_sak,
	.example = "habilitet vote hallingdal/sak-11 kjersti ja",
	.help = "Stem over om en annen er inhabil (ja) eller ikke (nei), i et åpent møte."},
    {.usage = "habilitet decide SAK BRUKERNAVN [ja|nei]",
	.method = "SakService/DecideHabilitet",
	.fields = "ja|nei=utfall",
	.print = print_sak,
	.example = "habilitet decide hallingdal/sak-11 kjersti",
	.help = "Lukk voteringen over habiliteten; for en som handler alene, avgjør som overordnet."},
    {.usage = "moete call ORGAN DATO KLOKKESLETT [SAK]... [--lukket SAK:HJEMMEL]... [--sted STED] "
	      "[--maate fysisk|fjernmoete|hastefjernmoete|skriftlig] [--varighet MINUTTER] [--melding TEKST]",
	.method = "MoeteService/CallMoete",
	.fields = "SAK=saker --lukket=lukkede(sak,hjemmel*) --varighet=varighet_minutter",
	.print = print_moete,
	.example = "moete call sel-sg 2025-03-04 18:00 --sted Rådhuset",
	.help = "Kall inn til møte med sakslisten i rekkefølge; --lukket nevner saker for lukkede dører, med "
		"hjemmel."},
    {.usage = "moete change MOETE INNKALLING [SAK]... [--lukket SAK:HJEMMEL]... [--dato DATO] "
	      "[--klokkeslett TID] [--sted STED] "
	      "[--maate fysisk|fjernmoete|hastefjernmoete|skriftlig] [--varighet MINUTTER] [--melding TEKST] "
	      "[--avlys]",
	.method = "MoeteService/ChangeMoete",
	.fields = "SAK=saker --lukket=lukkede(sak,hjemmel*) --varighet=varighet_minutter",
	.print = print_moete,
	.example = "moete change sel-sg/2025-03-04 1 --sted Kulturhuset",
	.help =
	    "Send endret innkalling; INNKALLING er nummeret du har lest. Nevner du saker, er de hele den nye "
	    "sakslisten."},
    {.usage = "moete show MOETE",
	.method = "MoeteService/GetMoete",
	.print = print_moete,
	.help = "Ett møte: innkalling, saksliste og deltakere. MOETE er id eller ORGAN/DATO."},
    {.usage = "moete list [--organ ORGAN] [--program PROGRAM]",
	.method = "MoeteService/ListMoeter",
	.show = "moeter: dato klokkeslett organ sted maate tilstand id",
	.example = "moete list --program sel",
	.help = "Møtene i et organ, eller med saker fra et program; nyeste først."},
    {.usage = "moete calendar MOETE [FIL]",
	.method = "MoeteService/GetMoete",
	.fields = "FIL=",
	.run = run_moete_calendar,
	.example = "moete calendar sel-sg/2020-10-06 innkalling.ics",
	.help = "Innkallingen som kalenderfil (iCalendar). En endret innkalling erstatter den gamle i "
		"kalenderen, "
		"en avlyst fjerner den."},
    {.usage = "moete packet MOETE [FIL]",
	.method = "MoeteService/GetMoete",
	.fields = "FIL=",
	.run = run_moete_packet,
	.example = "moete packet sel-sg/2020-10-06 sakspapirer.html",
	.help =
	    "Sakspapirene til møtet som én HTML-fil: saksliste, forslag, innstillinger, hva planene endrer, "
	    "funn og kvitteringer, kommentarer, habilitet, vilkår."},
    {.usage = "moete demand ORGAN [--sak SAK] [--begrunnelse TEKST]",
	.method = "MoeteService/DemandMoete",
	.example = "moete demand sel-os --begrunnelse 'Budsjettet må opp igjen'",
	.help = "Krev møte, eller en sak på sakslisten; en tredel av medlemmene avgjør."},
    {.usage = "moete remote ORGAN --saksnummer NR [--fra DATO] [--opphoer]",
	.method = "MoeteService/SetFjernmoete",
	.help = "Registrer organets eget vedtak om at møter kan holdes som fjernmøte, eller ikke lenger kan "
		"det."},
    {.usage = "moete open ORGAN [SAK]... [--sted STED] [--moeteleder BRUKERNAVN]",
	.method = "MoeteService/OpenMoete",
	.fields = "SAK=saker",
	.example = "moete open sel-kst sel/sak-3",
	.help =
	    "Åpne møtet som er kalt inn til i dag, eller et som ble kalt inn utenfor, med sakene det har."},
    {.usage = "moete attend MOETE [BRUKERNAVN]... [--borte] [--klokkeslett TID]",
	.method = "MoeteService/RegisterOppmoete",
	.print = print_moete,
	.help = "Før hvem som er kommet, eller med --borte gått; uten BRUKERNAVN deg selv."},
    {.usage = "moete lead MOETE MOETELEDER [--sak SAK] [--sted STED]",
	.method = "MoeteService/LeadMoete",
	.print = print_moete,
	.example = "moete lead sel-sg/2020-10-06 liv",
	.help = "Før hvem som leder møtet fra nå av, eller i én sak."},
    {.usage = "moete add MOETE SAK [--hjemmel HJEMMEL] [--kommunedirektoer-varslet]",
	.method = "MoeteService/AddSak",
	.print = print_moete,
	.help = "Ta opp en sak som ikke står på sakslisten."},
    {.usage = "moete object MOETE SAK",
	.method = "MoeteService/ObjectSak",
	.print = print_moete,
	.help = "Motsett deg at en sak utenfor sakslisten avgjøres, eller at den avgjøres skriftlig."},
    {.usage = "moete close MOETE [--sted STED]",
	.method = "MoeteService/CloseMoete",
	.print = print_moete,
	.help = "Avslutt møtet; si hvor det ble holdt, om ingen har sagt det."},
    {.usage = "moete propose MOETE SAK alternativ|endring|utsettelse|tilbakesending|liste|hemmelig TEKST "
	      "[--versjon N] [--kandidater KANDIDATER]",
	.method = "MoeteService/ProposeForslag",
	.fields =
	    "alternativ|endring|utsettelse|tilbakesending|liste|hemmelig=slag --versjon=forslag.versjon",
	.print = print_sak,
	.example = "moete propose sel-sg/2020-10-06 sel/sak-1 alternativ 'Planen vedtas uten område 6'",
	.help =
	    "Sett fram et forslag i saken; --versjon er den frosne versjonen av planen det gjelder. I valg: "
	    "en liste med kandidater, brukernavn med komma imellom (forholdsvalg), eller at det stemmes "
	    "skriftlig og hemmelig over "
	    "listene."},
    {.usage = "moete vote MOETE SAK NUMMER ja|nei",
	.method = "MoeteService/VoteForslag",
	.fields = "ja|nei=stemme",
	.print = print_sak,
	.help = "Stem over et endringsforslag, eller over å utsette eller sende tilbake."},
    {.usage = "moete decide MOETE SAK NUMMER",
	.method = "MoeteService/DecideForslag",
	.print = print_sak,
	.help = "Lukk voteringen over forslaget."},
    {.usage = "moete amend MOETE SAK ETAG",
	.method = "MoeteService/AmendPlan",
	.help = "Frys den endrede teksten i utkastet som en ny versjon i samme sak."},
    {.usage = "moete remark MOETE SAK TEKST",
	.method = "MoeteService/EnterMerknad",
	.show = "merknad: brukernavn tekst",
	.example = "moete remark sel-sg/2020-10-06 sel/sak-1 'Vi ville ha hatt mer til opplæring'",
	.help = "Før en protokolltilførsel."},
    {.usage = "moete minutes MOETE [FIL]",
	.method = "MoeteService/GetProtokoll",
	.fields = "FIL=",
	.run = run_moete_minutes,
	.example = "moete minutes hall-rr/2021-12-14 moetebok.md",
	.help = "Møteboka eller protokollen som Markdown, med signaturer og journalhoder; med --output json "
		"som melding."},
    {.usage = "moete sign MOETE HASH",
	.method = "MoeteService/SignProtokoll",
	.show = "protokoll: slag hash frosset mangler_signatur; signaturer: navn rolle tid",
	.help = "Signer protokollen du har lest; HASH står i «moete minutes»."},
    {.usage = "moete absence ORGAN DATO [--brukernavn BRUKERNAVN] [--grunn TEKST] [--moeter]",
	.method = "OrganService/MeldForfall",
	.show = "innkalt: brukernavn representerer dato organ",
	.example = "moete absence sel-os 2025-03-04 --grunn Sykdom",
	.help =
	    "Meld forfall til møtet den dagen, eller med --moeter at du kommer likevel; neste vara kalles "
	    "inn."},
    {.usage = "delegasjon list PROGRAM",
	.method = "SakService/ListDelegasjoner",
	.show =
	    "delegasjoner: fra_organ til_organ beslutning beloep emne gyldig_fra gyldig_til trukket sak id",
	.help = "Delegasjonene i et program."},
    {.usage = "delegasjon empower DELEGASJON TIL_ORGAN [--beloep KRONER] [--gyldig-til DATO]",
	.method = "SakService/EmpowerDelegasjon",
	.fields = "TIL_ORGAN=til_organ --gyldig-til=gyldig_til",
	.show = "delegasjon: fra_organ til_organ beslutning beloep gyldig_fra gyldig_til id",
	.example = "delegasjon empower 0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11 sel-pl --beloep 100000",
	.help = "Gi programlederen fullmakt innenfor en delegasjon til kommunedirektøren."},
    {.usage = "delegasjon withdraw DELEGASJON [--grunn TEKST]",
	.method = "SakService/WithdrawDelegasjon",
	.show = "delegasjon: fra_organ til_organ beslutning trukket id",
	.help = "Trekk en delegasjon tilbake fra i dag."},
    {.usage = "vedtak contest VEDTAK BEGRUNNELSE",
	.method = "SakService/DemandLovlighetskontroll",
	.show = "vedtak: dato organ tittel utfall lovlighetskontroll iverksetting_utsatt id",
	.help = "Krev lovlighetskontroll som medlem av kommunestyret eller fylkestinget; VEDTAK er id-en, "
		"som «--output json vedtak list» viser."},
    {.usage = "vedtak suspend VEDTAK GRUNN [--opphoer]",
	.method = "SakService/SuspendVedtak",
	.show = "vedtak: dato organ tittel utfall lovlighetskontroll iverksetting_utsatt id",
	.example = "vedtak suspend 0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11 'Klagen er ikke avgjort'",
	.help = "Utsett iverksettingen av et vedtak, eller med --opphoer la det gjelde igjen."},
    {.usage = "vedtak list PROGRAM",
	.method = "SakService/ListVedtak",
	.show = "vedtak: dato organ akt beslutning tittel utfall ja nei saksnummer plan versjon klagefrist",
	.help = "Vedtakene i et program."},

    {.usage = "vilkaar list PROGRAM [--tilstand TILSTAND]",
	.method = "VilkaarService/ListVilkaar",
	.show = VILKAAR,
	.help =
	    "Vilkårene i vedtakene i et program: aapent, overskredet, dokumentert, godkjent eller frafalt."},
    {.usage = "vilkaar document VILKAAR [--tekst TEKST] [--vedlegg ID]",
	.method = "VilkaarService/DocumentVilkaar",
	.show = VILKAAR,
	.example = "vilkaar document 0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11 --tekst 'Avtalen er signert'",
	.help = "Dokumenter at et vilkår er oppfylt, med en tekst eller et vedlegg."},
    {.usage = "vilkaar approve VILKAAR [ja|nei] [--grunn TEKST]",
	.method = "VilkaarService/ApproveVilkaar",
	.fields = "ja|nei=utfall",
	.show = VILKAAR,
	.help = "Godkjenn dokumentasjonen av et vilkår som ditt organ har satt; nei krever en grunn."},
    {.usage = "vilkaar waive VILKAAR --grunn TEKST",
	.method = "VilkaarService/WaiveVilkaar",
	.show = VILKAAR,
	.example = "vilkaar waive 0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11 --grunn 'Dekket av et annet vilkår'",
	.help = "La et vilkår falle, med begrunnelse."},

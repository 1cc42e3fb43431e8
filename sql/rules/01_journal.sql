-- The journal: append-only, gapless, chained by hash; one chain a programme and one for the installation.

create or replace function core.installasjonen() returns uuid
language sql immutable as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;
comment on function core.installasjonen() is 'The chain of the installation: the nil uuid.';

create or replace function core.journalfoer(kjede_ uuid, hendelse text, objekt text, gammel jsonb, ny jsonb, organ text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hode    core.journal_hode;
	innhold text := jsonb_strip_nulls(jsonb_build_object('gammel', gammel, 'ny', ny))::text;
	salt    bytea := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
	linje   text;
begin
	perform core.krev_omfang(kjede_); -- every change of data comes by here
	insert into core.journal_hode (kjede, nr, hash) values (kjede_, 0, decode(repeat('00', 32), 'hex'))
	on conflict (kjede) do nothing;
	select * into hode from core.journal_hode h where h.kjede = kjede_ for update;
	linje := core.jcs(jsonb_strip_nulls(jsonb_build_object(
		'nummer', hode.nr + 1,
		'tid', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
		'dato', core.i_dag(),
		'person', (select p.brukernavn from core.person p where p.id = core.person()),
		'organ', organ, 'hendelse', hendelse, 'objekt', objekt,
		'innhold_hash', encode(sha256(salt || convert_to(innhold, 'UTF8')), 'hex'))));
	hode.nr := hode.nr + 1;
	hode.hash := sha256(hode.hash || convert_to(linje, 'UTF8'));
	insert into core.journal (kjede, nr, linje, innhold, salt, hash) values (kjede_, hode.nr, linje, innhold, salt, hode.hash);
	update core.journal_hode h set nr = hode.nr, hash = hode.hash where h.kjede = kjede_;
end $$;
comment on function core.journalfoer(uuid, text, text, jsonb, jsonb, text) is
	'Adds an entry to a chain. The chain''s head is locked until the transaction ends: numbers have no gaps.';

create or replace function core.journal_objekt(rad jsonb) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(
		(select 'sak-' || s.nr from core.sak s where s.program_id = (rad ->> 'program_id')::uuid
			and s.id::text in (rad ->> 'sak_id', rad ->> 'id')),
		(select p.kortnavn from core.plan p where p.program_id = (rad ->> 'program_id')::uuid
			and p.id::text in (rad ->> 'plan_id', rad ->> 'id')),
		rad ->> 'kortnavn', rad ->> 'brukernavn',
		(select o.kortnavn from core.organ o where o.id = (rad ->> 'organ_id')::uuid),
		'fase-' || (rad ->> 'fase'), rad ->> 'id');
end $$;
comment on function core.journal_objekt(jsonb) is 'What a journalled row is about, as its users name it: a case, a plan, an organ, a person; else its id.';

create or replace function core.journal_rad() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
	ny     jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
	rad    jsonb := coalesce(ny, gammel);
	kjede_ uuid := coalesce((rad ->> 'program_id')::uuid,
		case when tg_table_name = 'program' then (rad ->> 'id')::uuid end, core.installasjonen());
begin
	for i in 1 .. tg_nargs - 1 loop
		gammel := gammel - tg_argv[i];
		ny := ny - tg_argv[i];
	end loop;
	-- An act in a case is told by its own name: the rule that allowed it says which.
	perform core.journalfoer(kjede_, coalesce((select g.akt from core.regel g where g.id = (rad ->> 'regel_id')::int), tg_argv[0]),
		coalesce(core.journal_objekt(rad), tg_table_name), gammel, ny,
		(select o.kortnavn from core.organ o where o.id = (rad ->> 'organ_id')::uuid));
	return null;
end $$;
comment on function core.journal_rad() is
	'Row trigger: journals the row in its programme''s chain, or the installation''s. Arguments: the event, then columns to leave out.';

create or replace function core.uforanderlig() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	raise exception '% kan bare legges til, aldri endres eller slettes (PH-7).', tg_table_name
		using errcode = 'RP009', constraint = 'raden_er_uforanderlig', table = tg_table_name;
end $$;
comment on function core.uforanderlig() is 'Statement trigger: nothing is erased (PH-7), whoever asks, the owner too.';

create or replace trigger uforanderlig before update or delete or truncate on core.plan for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.plan_revisjon for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.plan_versjon for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.versjon_funn for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.kvittering for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.handling for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.vedtak for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.resultat for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.journal for each statement execute function core.uforanderlig();

create or replace function core.journal_mister_bare_innhold() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if new.innhold is not null or (new.kjede, new.nr, new.linje, new.salt, new.hash) is distinct from
		(old.kjede, old.nr, old.linje, old.salt, old.hash) then
		raise exception 'En journalpost kan bare miste innholdet sitt.' using errcode = 'RP009', constraint = 'raden_er_uforanderlig';
	end if;
	return new;
end $$;
comment on function core.journal_mister_bare_innhold() is 'Row trigger: the one change an entry may suffer is losing its content when the law demands it (handbook, section 10).';
create or replace trigger mister_bare_innhold before update on core.journal for each row execute function core.journal_mister_bare_innhold();

create or replace function core.slett_innhold(kjede_navn text, nummer bigint, grunn text) returns text
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kjede_ uuid := case kjede_navn when 'installasjonen' then core.installasjonen() else (select p.id from core.program p where p.kortnavn = kjede_navn) end;
begin
	if btrim(grunn) = '' then
		raise exception 'Oppgi grunnen til at innholdet slettes, uten det som slettes.' using errcode = 'RP003', constraint = 'grunn_mangler';
	end if;
	update core.journal j set innhold = null where j.kjede = kjede_ and j.nr = nummer and j.innhold is not null;
	if not found then
		raise exception 'Journalen har ingen slik post med innhold: %, nummer %.', kjede_navn, nummer using errcode = 'RP005', constraint = 'ukjent_journalpost';
	end if;
	perform core.journalfoer(kjede_, 'innhold_slettet', 'post-' || nummer, null, jsonb_build_object('grunn', grunn), null);
	return format('The content of entry %s of %s is erased; the entry after the last tells so.', nummer, kjede_navn);
end $$;
comment on function core.slett_innhold(text, bigint, text) is
	'Erases the content of an entry, personal data, when the law demands it (handbook, section 10): its line, hash and number stay, and the chain holds. The chain is a programme''s short name, or installasjonen. For `omstillingd admin erase`, as the owner; no daemon may execute it. NOT_FOUND ukjent_journalpost, INVALID_ARGUMENT grunn_mangler.';

create or replace trigger journal after insert or update on core.person for each row execute function core.journal_rad('person');
create or replace trigger journal after insert or update on core.organ for each row execute function core.journal_rad('organ');
create or replace trigger journal after insert or update on core.verv for each row execute function core.journal_rad('verv');
create or replace trigger journal after insert or update on core.program for each row execute function core.journal_rad('program');
create or replace trigger journal after insert or update on core.program_organ for each row execute function core.journal_rad('program_organ');
create or replace trigger journal after insert or update on core.fase for each row execute function core.journal_rad('fase_aapnet');
create or replace trigger journal after update on core.oppsett for each row execute function core.journal_rad('oppsett');
create or replace trigger journal after insert on core.plan for each row execute function core.journal_rad('plan_opprettet');
create or replace trigger journal after insert on core.plan_revisjon for each row execute function core.journal_rad('plan_lagret', 'dokument', 'tittel', 'hovedmaal', 'hovedmaal_nye', 'hovedmaal_sikrede', 'periode_fra', 'periode_til');
create or replace trigger journal after insert on core.kvittering for each row execute function core.journal_rad('funn_kvittert');
create or replace trigger journal after insert on core.plan_versjon for each row execute function core.journal_rad('plan_fremlagt', 'bytes');

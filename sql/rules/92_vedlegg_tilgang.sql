-- Row-level security of attachments. Finished ones are for those who serve the programme, and for anybody when an adopted
-- plan refers to them and they are not screened (handbook, section 10); an unfinished one is its uploader's alone.

alter table core.vedleggstype enable row level security;
alter table core.vedlegg_rett enable row level security;
alter table core.vedlegg enable row level security;
alter table core.vedlegg_del enable row level security;
alter table core.vedlegg_bruk enable row level security;

drop policy if exists deltakerne_og_vedtatte_planers_vedlegg on core.vedlegg;
create policy deltakerne_og_vedtatte_planers_vedlegg on core.vedlegg for select to omstilling_api
	using (case when ferdig is null then lastet_opp_av = core.person() and utloeper > now() and core.deltar(program_id)
		else core.deltar(program_id) or skjermingshjemmel is null and core.vedlegg_er_offentlig(program_id, id) end);
drop policy if exists de_som_forbereder_laster_opp on core.vedlegg;
create policy de_som_forbereder_laster_opp on core.vedlegg for insert to omstilling_api
	with check (lastet_opp_av = core.person() and core.kan_laste_opp(program_id, type));

drop policy if exists innholdet_av_ferdige_vedlegg on core.vedlegg_del;
create policy innholdet_av_ferdige_vedlegg on core.vedlegg_del for select to omstilling_api
	using (exists (select from core.vedlegg v where v.program_id = vedlegg_del.program_id and v.id = vedlegg_id and v.ferdig is not null));
drop policy if exists den_som_laster_opp_legger_til on core.vedlegg_del;
create policy den_som_laster_opp_legger_til on core.vedlegg_del for insert to omstilling_api
	with check (exists (select from core.vedlegg v where v.program_id = vedlegg_del.program_id and v.id = vedlegg_id and v.ferdig is null
		and v.lastet_opp_av = core.person() and core.kan_laste_opp(v.program_id, v.type)));

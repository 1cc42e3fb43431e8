-- Payments (handbook, section 7): in arrears on reported cost, a share held back until the final report is received, by two persons.

create or replace trigger journal after insert on core.utbetaling for each row execute function core.journal_rad('utbetaling');
create or replace trigger uforanderlig before update or delete or truncate on core.utbetaling for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.utbetaling_svar for each row execute function core.journal_rad('utbetaling_svar');
create or replace trigger uforanderlig before update or delete or truncate on core.utbetaling_svar for each statement execute function core.uforanderlig();
alter table core.utbetaling enable row level security;
alter table core.utbetaling_svar enable row level security;
drop policy if exists deltakerne_ser_utbetalinger on core.utbetaling;
create policy deltakerne_ser_utbetalinger on core.utbetaling for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.utbetaling;
create policy i_eget_navn on core.utbetaling for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_svarene on core.utbetaling_svar;
create policy deltakerne_ser_svarene on core.utbetaling_svar for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.utbetaling_svar;
create policy i_eget_navn on core.utbetaling_svar for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());

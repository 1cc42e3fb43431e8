-- A kommunestyre that has adopted another text than the others (mode C) adopts theirs later, in the same step: no longer one yes of an
-- organ in a step, once and for all. That nobody does a step twice is asked by core.handling_kontroll(), under the case's lock.
drop index if exists core.steget_er_utfoert_foer;
create index handling_ja on core.handling (program_id, sak_id, regel_id, organ_id) where utfall = 'ja';

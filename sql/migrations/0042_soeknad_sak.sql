-- The cases of an application are found by what they propose.

create index sak_soeknad on core.sak (program_id, (forslag ->> 'soeknad')) where forslag ? 'soeknad';

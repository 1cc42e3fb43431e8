-- What a plan is called follows its document: the title as a column, so that a list of plans opens none of them.

alter table core.plan_revisjon add column tittel text generated always as (left(nullif(btrim(dokument ->> 'tittel'), ''), 300)) stored;
comment on column core.plan_revisjon.tittel is 'From dokument: what the plan is called in this revision; null: as it was when it was made.';
comment on column core.plan.tittel is 'Title that it was made with; the document''s own, of each revision, goes before it (core.plan_tittel).';

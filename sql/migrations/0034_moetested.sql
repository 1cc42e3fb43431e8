-- Where a meeting was held (V-10; KL 11-4), when neither the notice nor who opened it said: told while somebody else takes over
-- the chair, or when it is closed.

alter table core.moete_ledelse add column sted text, add constraint moetestedet_er_kort check (length(sted) <= 200);
alter table core.moete_slutt add column sted text, add constraint moetestedet_er_kort check (length(sted) <= 200);
comment on column core.moete_ledelse.sted is 'Where the meeting is held; null: not told here.';
comment on column core.moete_slutt.sted is 'Where the meeting was held; null: not told here.';
comment on constraint moetestedet_er_kort on core.moete_ledelse is 'Stedet har høyst 200 tegn.';
comment on constraint moetestedet_er_kort on core.moete_slutt is 'Stedet har høyst 200 tegn.';

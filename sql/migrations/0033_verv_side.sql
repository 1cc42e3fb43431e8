-- Whom a seat represents, for the advice on a styre's composition (handbook, section 6, V-12).
alter table core.verv add column side text;
alter table core.verv add constraint siden_er_naeringsliv_eller_offentlig check (side in ('naeringsliv', 'offentlig'));
comment on column core.verv.side is 'naeringsliv or offentlig: which side of society the seat represents (V-12); null: not stated.';
comment on constraint siden_er_naeringsliv_eller_offentlig on core.verv is 'Et verv representerer siden naeringsliv eller offentlig, eller er uten side.';

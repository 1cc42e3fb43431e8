-- Sessions as their owner sees them: where and with what they were begun, when they were last used, and that they end when they
-- are not.

alter table auth.sesjon
	add column id uuid not null default gen_random_uuid(),
	add column adresse text,
	add column klient text,
	add column sist_brukt timestamptz not null default now(),
	add column hviler timestamptz not null default now() + interval '1 hour',
	add constraint sesjonens_id_er_dens_egen unique (id),
	add constraint adressen_er_kort check (length(adresse) <= 64),
	add constraint klienten_er_kort check (length(klient) <= 100);
comment on column auth.sesjon.id is 'What its owner calls it; worth nothing as a token.';
comment on column auth.sesjon.adresse is 'Where it was begun: an address without its host part (core.omtrentlig), or unix.';
comment on column auth.sesjon.klient is 'What the client called itself then.';
comment on column auth.sesjon.sist_brukt is 'Last use, to the minute: the daemons tell once a minute which sessions were used (auth.brukt).';
comment on column auth.sesjon.hviler is 'Worthless after, unless it is used before; infinity: it may rest as long as it lasts.';
comment on constraint sesjonens_id_er_dens_egen on auth.sesjon is 'Økten finnes fra før.';
comment on constraint adressen_er_kort on auth.sesjon is 'Adressen er for lang.';
comment on constraint klienten_er_kort on auth.sesjon is 'Klientens navn er for langt.';

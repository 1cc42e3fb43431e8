-- API tokens: sessions for machines, with a name, a scope and a last day.

alter table auth.sesjon
	add column navn text,
	add column skriver boolean not null default true,
	add column programmer uuid[],
	add constraint navnet_paa_et_token check (navn ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
	add constraint omfanget_er_et_tokens check (navn is not null or skriver and programmer is null),
	add constraint et_token_har_programmer check (cardinality(programmer) between 1 and 100);
create unique index tokenets_navn_er_i_bruk on auth.sesjon (person_id, navn) where navn is not null and avsluttet is null;
comment on column auth.sesjon.navn is 'What its owner calls an API token; null: a login.';
comment on column auth.sesjon.skriver is 'False: it reads only (core.bare_les).';
comment on column auth.sesjon.programmer is 'The programmes in which it may do what its owner may; in others it is as somebody without a seat. Null: all.';
comment on constraint navnet_paa_et_token on auth.sesjon is
	'Et token har et navn på 1 til 63 tegn: små bokstaver a-z, tall, punktum, bindestrek og understrek.';
comment on constraint omfanget_er_et_tokens on auth.sesjon is 'Bare et token kan ha et mindre omfang enn personen.';
comment on constraint et_token_har_programmer on auth.sesjon is 'Et token gjelder for 1 til 100 programmer, eller for alle.';

-- What has not failed often enough to wait has never had to: a moment that is now would be ahead of those who began just before it.
alter table auth.forsoek alter column aapner set default '-infinity';
update auth.forsoek set aapner = '-infinity' where aapner <= now();

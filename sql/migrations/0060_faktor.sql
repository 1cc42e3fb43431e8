-- What a login has shown of a second factor is known of the login; whether one is demanded is asked when it is used.

alter table auth.sesjon add column med_faktor boolean not null default false;
update auth.sesjon s set med_faktor = true from auth.totp t where t.person_id = s.person_id and t.bekreftet is not null and s.avsluttet is null;
comment on column auth.sesjon.med_faktor is
	'It has shown a second factor: at its beginning, or when one was taken in use in it; of an API token, the login that made it. Without one it is good for enrolling one, and nothing else, while an organ of the person''s demands it.';

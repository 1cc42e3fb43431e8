-- Acts, the seats that perform them, and the voting rules of each legal form (handbook, sections 4 and 6).

insert into core.akt (akt, navn, avgjoer, stemmes, kan_nekte) values
	('initierer', 'ta initiativ', false, false, false),
	('forbereder', 'forberede saken', false, false, false),
	('kvalitetssikrer', 'kvalitetssikre', false, false, true),
	('raader', 'gi råd', false, false, true),
	('bidrar', 'bidra', false, false, false),
	('innstiller', 'innstille', false, true, true),
	('fremlegger', 'legge saken fram med egen innstilling', false, false, true),
	('vedtar', 'vedta', true, true, true),
	('godkjenner', 'godkjenne', true, true, true),
	('soeker', 'sende søknaden', false, false, false),
	('finansierer', 'finansiere', false, false, false),
	('mottar', 'ta imot', false, false, false),
	('registrerer', 'registrere', false, false, false),
	('instruerer', 'instruere om at saken legges fram', true, true, true)
on conflict (akt) do update set navn = excluded.navn, avgjoer = excluded.avgjoer, stemmes = excluded.stemmes,
	kan_nekte = excluded.kan_nekte;

-- By vote: any member may preside (V-4), and only who presides closes or confirms. Without: the one who decides.
-- Observers, substitutes, secretaries, administrators and auditors act for nobody.
insert into core.akt_rolle (akt, rolle)
select a.akt, r.rolle
from (values
	(array['innstiller', 'vedtar', 'godkjenner', 'instruerer'], array['leder', 'nestleder', 'medlem', 'kommunedirektoer', 'programleder', 'raadgiver']),
	(array['forbereder'], array['prosjektleder', 'programleder', 'prosjektansvarlig', 'kommunedirektoer', 'raadgiver', 'leder']),
	(array['fremlegger', 'soeker'], array['kommunedirektoer', 'leder']),
	(array['initierer', 'kvalitetssikrer', 'raader', 'bidrar', 'finansierer', 'registrerer'],
		array['leder', 'nestleder', 'raadgiver', 'kommunedirektoer', 'programleder', 'prosjektleder']),
	(array['mottar'], array['leder', 'nestleder', 'raadgiver', 'kommunedirektoer', 'sekretaer', 'administrator'])
) as x (akter, roller), unnest(x.akter) as a (akt), unnest(x.roller) as r (rolle)
on conflict do nothing;

insert into core.stemmeregel (form, mer_enn_halvparten, flertall_av_alle_stemmer, ja_over_en_av, kvorum_av_til_stede, alle_stemmer, kilde) values
	('folkevalgt', false, false, null, false, true, 'KL 11-9, 5-1, 11-5, 18-1'),
	('prosjektgruppe', false, false, null, false, true, 'U: som folkevalgt organ'),
	('kf', false, false, 3, true, false, 'KL 9-9'),
	('as', true, true, 3, true, false, 'ASL 6-24, 6-25')
on conflict (form) do update set mer_enn_halvparten = excluded.mer_enn_halvparten,
	flertall_av_alle_stemmer = excluded.flertall_av_alle_stemmer, ja_over_en_av = excluded.ja_over_en_av,
	kvorum_av_til_stede = excluded.kvorum_av_til_stede, alle_stemmer = excluded.alle_stemmer, kilde = excluded.kilde
where core.stemmeregel.* is distinct from excluded.*;

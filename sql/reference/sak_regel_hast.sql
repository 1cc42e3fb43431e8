-- Urgent cases (handbook, section 6, V-1; KL 11-8): where the kommunestyre decides, the organ that it has empowered may decide an
-- urgent case instead: number 91 of the row's hundred. Not what the law gives to the kommunestyre itself: how it is organised and who
-- sits where (rows 6, 12, 13: KL 5-7, 7-4, 9-4), and its budget's money (rows 22, 25: KL 14-2).

insert into core.regel (id, beslutning, steg, funksjon, akt, paakrevd, vilkaar, gjelder, gyldig_fra, kilde)
select g.beslutning * 100 + 91, g.beslutning, g.steg, 'HAST', g.akt, true, g.vilkaar, 'hastesak', g.gyldig_fra, 'V-1; KL 11-8'
from core.regel g
where g.funksjon = 'KST' and g.akt = 'vedtar' and g.id % 100 < 50 and g.beslutning not in (6, 12, 13, 22, 25)
on conflict (id) do nothing;

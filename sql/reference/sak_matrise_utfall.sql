-- Where refusals lead and what may be appealed (handbook, section 4, "When refused"; section 7, awards).

update core.akt set ved_nei = x.ved_nei
from (select a.akt, case a.akt when 'innstiller' then 'tilbake' when 'vedtar' then 'avvist' when 'godkjenner' then 'venter' else 'videre' end as ved_nei
	from core.akt a) x
where core.akt.akt = x.akt and core.akt.ved_nei <> x.ved_nei;

-- A no of SG or OS goes back to who prepared. A programleder's advice against stops nothing, nor does the first instance of
-- an appeal that finds no ground to give way (FVL 33): the next organ decides.
update core.regel set ved_nei = 'videre' where id in (2101, 2703, 2902) and ved_nei is distinct from 'videre';

-- Enkeltvedtak: the county's refusal of what is applied for, and every award or refusal of one.
update core.regel set klage_over = x.klage_over
from (values (array[401, 808, 908, 1102, 1606, 1707, 1806, 1905, 3705], array['nei']), (array[2704, 2802, 2803, 2804], array['ja', 'nei'])) x (ider, klage_over)
where core.regel.id = any (x.ider) and core.regel.klage_over is distinct from x.klage_over;

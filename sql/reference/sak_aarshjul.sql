-- The year wheel (handbook, section 5). Applied after the matrix, whose rows say when it is done.

insert into core.aarshjul (nr, navn, fra_mnd, fra_dag, frist_mnd, frist_dag, funksjoner, roller, ferdig, regler, siden_mnd, plan_om, kilde) values
	(10, 'Ha årets handlingsplan i kraft', 1, 1, 2, 28, '{PL,OS}', '{programleder,leder}', 'plan', '{}', 1, 0, 'W'),
	(11, 'Forberede årsrapporten', 1, 1, 2, 28, '{PL}', '{programleder}', 'handling', '{3001}', 1, null, 'W'),
	(12, 'Behandle årsrapporten i omstillingsstyret', 1, 1, 2, 28, '{OS}', '{leder,sekretaer}', 'handling', '{3002}', 1, null, 'W'),
	(20, 'Behandle årsrapporten i kommunestyret', 3, 1, 3, 31, '{KST}', '{leder,sekretaer}', 'handling', '{3004}', 1, null, 'W'),
	(30, 'Følge opp tiltakene midt i året', 5, 1, 6, 30, '{PL,OS}', '{programleder,leder}', 'aldri', '{}', 1, null, 'W'),
	(40, 'Lage faktaark, minst en uke før programstatusvurderingen', 10, 1, 11, 23, '{PL}', '{programleder}', 'handling', '{3101}', 9, null, 'W'),
	(41, 'Holde programstatusvurdering', 10, 1, 11, 30, '{IN}', '{leder,raadgiver}', 'handling', '{3104}', 9, null, 'W'),
	(50, 'Forberede neste års handlingsplan', 11, 1, 12, 31, '{PL}', '{programleder}', 'handling', '{1601}', 1, 1, 'W'),
	(51, 'Innstille på neste års handlingsplan', 11, 1, 12, 31, '{OS}', '{leder,sekretaer}', 'handling', '{1603}', 1, 1, 'W'),
	(52, 'Vedta neste års handlingsplan', 11, 1, 12, 31, '{KST}', '{leder,sekretaer}', 'handling', '{1605}', 1, 1, 'W'),
	(60, 'Forberede søknaden om neste års midler', 12, 1, 12, 31, '{PL}', '{programleder}', 'handling', '{1002}', 11, null, 'W'),
	(61, 'Søke om neste års midler', 12, 1, 12, 31, '{KST}', '{leder,sekretaer}', 'handling', '{1005}', 11, null, 'W'),
	(62, 'Sende søknaden om neste års midler', 12, 1, 12, 31, '{KDIR}', '{kommunedirektoer}', 'handling', '{1006}', 11, null, 'W'),
	(70, 'Legge innstillingen til budsjett ut til offentlig ettersyn, minst 14 dager før vedtaket', 12, 1, 12, 17, '{KDIR}', '{kommunedirektoer}', 'handling', '{2501,2502}', 10, null, 'KL 14-3'),
	(71, 'Vedta neste års budsjett med kommunens andel', 12, 1, 12, 31, '{KST,EIER}', '{leder,sekretaer}', 'handling', '{2501,2502}', 10, null, 'KL 14-3')
on conflict (nr) do update set navn = excluded.navn, fra_mnd = excluded.fra_mnd, fra_dag = excluded.fra_dag, frist_mnd = excluded.frist_mnd,
	frist_dag = excluded.frist_dag, funksjoner = excluded.funksjoner, roller = excluded.roller, ferdig = excluded.ferdig, regler = excluded.regler,
	siden_mnd = excluded.siden_mnd, plan_om = excluded.plan_om, kilde = excluded.kilde;

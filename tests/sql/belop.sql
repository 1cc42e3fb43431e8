-- HP-16: printed numbers parse to exact decimals or are refused; a document's own numbers are decimals with a point.
begin;
select plan(84);

select is(core.parse_belop(trykt)::text, svar, 'parse_belop ' || trykt)
from (values
	('200 000', '200000'), ('5.000.000', '5000000'), ('kr 400.000,-', '400000'), ('62,5', '62.5'), ('0', '0'), ('7', '7'), ('1000000', '1000000'),
	(U&'3\00A0800\00A0000', '3800000'), (U&'3\2009800\2009000', '3800000'), (U&'3\202F800\202F000', '3800000'), ('  200   000 ', '200000'),
	('kr. 500,-', '500'), ('Kr 1 000', '1000'), ('NOK 1 000', '1000'), ('400 000 kr', '400000'), (U&'400.000,\2013', '400000'),
	('400.000,00', '400000.00'), ('1 234,50', '1234.50'), ('-200 000', '-200000'), (U&'\2212200 000', '-200000'), ('999999999999999', '999999999999999')
) as v(trykt, svar);

select is(core.parse_belop(trykt), null, 'parse_belop refuses ' || quote_literal(left(trykt, 20)))
from unnest(array['', ' ', '-', 'kr', '5.00.000', '20 00', '5.000 000', '1 0000', '62.5', '1,2,3', ',5', '5,', '1e6', 'ca 5', '5 mill.', '0x10', '--5',
	'1234 567', '9999999999999999', repeat('9', 1000), 'NaN', '500.000', '-1.000']) as trykt;

select is(checks.tall(t)::text, svar, 'tall ' || coalesce(t, 'null'))
from (values ('62.5', '62.5'), ('-3', '-3'), ('0', '0'), ('-', null), (null, null), ('62,5', null), ('200 000', null), ('1e3', null), ('.5', null), ('NaN', null),
	('2.125', '2.125'), ('0.500', null), ('500.000', null), ('1500.000', '1500.000')) as v(t, svar);
select ok(not checks.er_ugyldig('-'), '"-" is stated and no number: not malformed');
select ok(checks.er_ugyldig(''), 'an empty number is malformed');
select ok(checks.er_ugyldig('500.000'), 'which is five hundred to one and five hundred thousand to another: refused');

-- A document is stored and checked with what its printed numbers mean; other fields, and what is no amount, are left alone.
select is(core.les_tall(dok::jsonb, 'handlingsplan'), svar::jsonb, navn)
from (values
	('{"a": [{"budsjett": "kr 400.000,-"}, {"timer": "62,5"}, {"budsjett": "5.000.000"}]}', '{"a": [{"budsjett": "400000"}, {"timer": "62.5"}, {"budsjett": "5000000"}]}', 'les_tall at any depth'),
	('{"budsjett": "-", "timer": "0", "a": [], "b": {}, "c": "1 000"}', '{"budsjett": "-", "timer": "0", "a": [], "b": {}, "c": "1 000"}', 'les_tall: "-", 0, what is empty, and other fields'),
	('{"budsjett": "1 000", "timer": "500.000", "a": {"budsjett": "ca. 5", "timer": ""}}', '{"budsjett": "1000", "timer": "500.000", "a": {"budsjett": "ca. 5", "timer": ""}}', 'les_tall: what is no amount stays, for HP-16'),
	(U&'{"budsjett": "1\00A0000\00A0000,50", "timer": 7}', '{"budsjett": "1000000.50", "timer": 7}', 'les_tall: blanks of every width')
) as v(dok, svar, navn);
select is(core.les_tall(format('{"budsjett": "%s"}', t)::jsonb, 'handlingsplan') ->> 'budsjett', core.parse_belop(t)::text, 'les_tall finds ' || t)
from unnest(array['200 000', '5.000.000', 'kr 400.000,-', '62,5', '400 000 kr', 'Kr. 500,-', 'NOK 1 000', '400.000,00', '-200 000', U&'\2212200 000', U&'400.000,\2013', '  200   000 ']) as t;
select is(checks.norsk(1234567.5), '1 234 567,5', 'Norwegian digits');
select is(checks.norsk(-1000), '-1 000', 'Norwegian digits below zero');
select is(checks.norsk(0.126), '0,13', 'two decimals for people');

select is(core.skriv_belop(tall), svar, 'skriv_belop ' || tall) from (values (4500000.00, '4 500 000'), (62.50, '62,5'), (0, '0'), (999.99, '999,99')) x (tall, svar);

select * from finish();
rollback;

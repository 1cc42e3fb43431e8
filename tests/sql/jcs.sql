-- Canonical JSON against vectors worked out by hand from RFC 8785, and against another writer on real documents.
\set op `cat :src/client/demo/sel/omstillingsplan.json`
\set hp `cat :src/client/demo/sel/handlingsplan-2021.json`
\set op_python `python3 -c 'import json,sys; sys.stdout.buffer.write(json.dumps(json.load(open(sys.argv[1])), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())' :src/client/demo/sel/omstillingsplan.json`
\set hp_python `python3 -c 'import json,sys; sys.stdout.buffer.write(json.dumps(json.load(open(sys.argv[1])), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())' :src/client/demo/sel/handlingsplan-2021.json`
begin;
select plan(22);

select is(core.jcs(d::jsonb), svar, navn)
from (values
	('{}', '{}', 'an empty object'),
	('[]', '[]', 'an empty list'),
	('null', 'null', 'null'),
	('[true, false, null]', '[true,false,null]', 'literals, no blanks'),
	('{"bb": 1, "a": 2, "B": 3, "": 4}', '{"":4,"B":3,"a":2,"bb":1}', 'members sorted by code unit, not by length as jsonb sorts them'),
	('{"b": {"y": [], "x": {}}, "a": [{"d": 1, "c": 2}]}', '{"a":[{"c":2,"d":1}],"b":{"x":{},"y":[]}}', 'nested objects sorted, lists kept in order'),
	('[3, 1, 2]', '[3,1,2]', 'a list keeps its order'),
	('{"aa": 1, "a": 2, "a-": 3}', '{"a":2,"a-":3,"aa":1}', 'a name goes before those it begins'),
	('"\u0008\u0009\u000a\u000c\u000d\u0001\u001f"', '"\b\t\n\f\r\u0001\u001f"', 'controls: short forms where there are, else lower-case hex'),
	('"\"\\\/"', '"\"\\/"', 'quote and backslash escaped, slash not'),
	('"\u00e6\u20ac\ud83d\ude00\u007f"', U&'"\00E6\20AC\+01F600\007F"', 'everything else as it is, in UTF-8'),
	('[1e3, -0, 1.0, 9007199254740991, -9007199254740991]', '[1000,0,1,9007199254740991,-9007199254740991]', 'whole numbers in plain digits')
) as v(d, svar, navn);

-- RFC 8785, 3.2.3: its own example, in the order that it prints.
select is(core.jcs('{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
	"\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}'),
	U&'{"\\r":"Carriage Return","1":"One","\0080":"Control","\00F6":"Latin Small Letter O With Diaeresis","\20AC":"Euro Sign",'
	|| U&'"\+01F600":"Emoji: Grinning Face","\FB33":"Hebrew Letter Dalet With Dagesh"}', 'the example of RFC 8785');
-- The corners of UTF-16: U+D7FF < U+10000 (D800 DC00) < U+10FFFF (DBFF DFFF) < U+E000 < U+FFFF, after a common beginning too.
select is(core.jcs('{"a\uffff": 5, "a\ue000": 4, "a\udbff\udfff": 3, "a\ud800\udc00": 2, "a\ud7ff": 1}'),
	U&'{"a\D7FF":1,"a\+010000":2,"a\+10FFFF":3,"a\E000":4,"a\FFFF":5}', 'UTF-16 order, where bytes of UTF-8 would differ');
select is(core.jcs('{"\udbff\udfff\uffff": 2, "\udbff\udfff": 1, "\ue000": 3, "\udbff\udfffa": 9}'),
	U&'{"\+10FFFF":1,"\+10FFFFa":9,"\+10FFFF\FFFF":2,"\E000":3}', 'the last code point is a character like others');

select is(core.jcs(:'op'), :'op_python', 'Sel''s omstillingsplan: the same bytes as Python''s json');
select is(core.jcs(:'hp'), :'hp_python', 'Sel''s handlingsplan: the same bytes as Python''s json');
select is(core.jcs(core.jcs(:'hp')::jsonb), core.jcs(:'hp'), 'canonical bytes read and written again are the same');

create function pg_temp.grunn(d jsonb) returns text language plpgsql as $$
declare
	navn text;
begin
	perform core.jcs(d);
	return 'no error';
exception when sqlstate 'RP003' then
	get stacked diagnostics navn = constraint_name;
	return navn;
end $$;
select is(pg_temp.grunn('{"a": [1.5]}'), 'ugyldig_tall', 'a fraction is refused, not rounded');
select is(pg_temp.grunn('9007199254740992'), 'ugyldig_tall', 'a number that a double cannot tell from its neighbour is refused');
select is(pg_temp.grunn('-1e400'), 'ugyldig_tall', 'a number beyond every double is refused');
select is(core.jcs(null), null, 'no document has no bytes');

select * from finish();
rollback;

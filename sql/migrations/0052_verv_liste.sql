-- Which list of a proportional election a seat was won by: its varas are called from that list (handbook, section 6, V-2; KL 7-6, 7-10).
alter table core.verv add column liste int, add constraint listen_har_et_nummer check (liste >= 1);
comment on column core.verv.liste is 'The list that won the seat in a proportional election, by its number in the meeting; null: not elected so.';
comment on constraint listen_har_et_nummer on core.verv is 'Listen oppgis med sitt nummer, fra 1.';

-- In which rows nobody is inhabil, and in which everybody states his habilitet first (handbook, section 6, H-8 and H-9).

update core.beslutning set inhabilitet = nr not in (13, 14), krever_erklaering = nr in (27, 28)
where (inhabilitet, krever_erklaering) is distinct from (nr not in (13, 14), nr in (27, 28));

-- What is recorded of a study when it is routed is looked up row by row. Left to itself, PostgreSQL reads the whole chain for each study until
-- statistics tell it better, and a session keeps such a plan for as long as none are made: a core was busy with it while studies came in.

create index provenance_pending_row on provenance_pending (relation, row_id, row_part);

alter function provenance_record_study() set enable_seqscan = off;
alter function provenance_record_study() set enable_hashjoin = off;
alter function provenance_record_study() set enable_mergejoin = off;

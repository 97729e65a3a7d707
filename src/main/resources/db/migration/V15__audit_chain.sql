-- What people changed is in the provenance chain, too: as a digest, since a subject or a value may tell who a patient is.

create trigger audit_entry_recorded after insert or update or delete on audit_entry for each row
    execute function provenance_record_digest('id', 'at', 'node', 'person', 'address', 'action', 'subject', 'before', 'after', 'reason');

set local timezone = 'UTC';
set local extra_float_digits = 1;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'audit_entry', id, 0, provenance_digest(to_jsonb(t),
        array['at', 'node', 'person', 'address', 'action', 'subject', 'before', 'after', 'reason'])
    from audit_entry t order by id;

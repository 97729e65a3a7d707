-- What the provenance chain did not know yet: configurations, other content under a known UID, which instances a purge removed; and whether a
-- destination may have an instance of which it said nothing.

create trigger configuration_version_recorded after insert or update or delete on configuration_version
    for each row execute function provenance_record_row('id');
-- How often the same came is no part of it: a sender that goes on and on would fill the chain.
create trigger other_content_recorded after insert or update or delete on other_content for each row
    execute function provenance_record_digest('id', 'instance_id', 'sha256', 'outcome', 'calling_ae_title', 'peer', 'first_at',
        'replaced_sha256');

set local timezone = 'UTC';
set local extra_float_digits = 1;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'configuration_version', id, 0, to_jsonb(t)::text from configuration_version t order by id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'other_content', id, 0, provenance_digest(to_jsonb(t),
        array['instance_id', 'sha256', 'outcome', 'calling_ae_title', 'peer', 'first_at', 'replaced_sha256'])
    from other_content t order by id;

alter table purge add column instances int8multirange;
comment on column purge.instances is
    'numbers of the instances whose files it removed, without those that were sent once more; empty for a job''s, and for those from before';

alter table delivery_attempt drop constraint delivery_attempt_outcome_check;
alter table delivery_attempt add constraint delivery_attempt_outcome_check
    check (outcome in ('SENT', 'WARNING', 'REFUSED', 'UNREACHABLE', 'UNANSWERED'));
comment on column delivery_attempt.outcome is 'UNANSWERED: it was on its way when the connection broke, and may have been stored';

alter table job add column offered_at timestamptz;
comment on column job.offered_at is
    'since when a lane sends what it made; empty when that came to an end, so that each answer which was given is recorded';

create index job_offered on job (destination) where offered_at is not null;

alter table rejection_due add column certain boolean not null default true;
comment on column rejection_due.certain is
    'false: the destination may have stored the instance and its answer was lost. It is told by another note, which it may refuse';

-- Outputs that a person withdraws, what tells the destinations of it, and the decisions of routing in the provenance chain.

create table retraction (
    id         bigint generated always as identity primary key,
    person     text        not null,
    reason     text        not null,
    selection  text        not null,
    decided_at timestamptz not null
);
comment on table retraction is 'that a person withdrew outputs which were made before';
comment on column retraction.selection is 'in words: which outputs were meant';

alter table job
    add column retracted_by bigint references retraction,
    add column note_of bigint references retraction;
comment on column job.retracted_by is 'the retraction that withdrew what the job made';
comment on column job.note_of is 'the retraction of which the job tells a destination by a rejection note';
create index job_retracted_by on job (retracted_by) where retracted_by is not null;
create index job_note_of on job (note_of) where note_of is not null;
create index job_made_by on job (model_version_id, route);
create index derived_series_uid on derived_series (series_instance_uid);

create table rejected_instance (
    job_id              bigint not null references job,
    derived_instance_id bigint not null references derived_instance,
    primary key (job_id, derived_instance_id)
);
comment on table rejected_instance is 'which instances the rejection note of a job lists';
create index rejected_instance_instance on rejected_instance (derived_instance_id);

create table rejection_due (
    derived_instance_id bigint not null references derived_instance,
    destination         text   not null,
    primary key (derived_instance_id, destination)
);
comment on table rejection_due is 'withdrawn instances that a destination has stored and of which no note tells it yet; gone within a second or so';

-- The other states stay as they are.
do $$
declare
    states text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'job_state_check');
begin
    alter table job drop constraint job_state_check;
    execute 'alter table job add constraint job_state_check ' || replace(states, '''HELD''::text', '''HELD''::text, ''RETRACTED''::text');
end $$;

create trigger retraction_recorded after insert or update or delete on retraction
    for each row execute function provenance_record_row('id');
create trigger rejected_instance_recorded after insert or update or delete on rejected_instance
    for each row execute function provenance_record_row('job_id', 'derived_instance_id');

-- The decisions of routing. What a clause looked at may tell who the patient is, so of these a digest is recorded, when it changes.
alter table route_switch add column id bigint generated always as identity unique;

create function provenance_record_digest() returns trigger language plpgsql set timezone = 'UTC' set extra_float_digits = 1 as $$
declare
    node text := coalesce(current_setting('afterimage.node', true), '');
    columns text[] := tg_argv[1:];
    row_now jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    digest text := provenance_digest(row_now, columns);
begin
    if node = '' or (tg_op = 'UPDATE' and provenance_digest(to_jsonb(old), columns) = digest) then
        return null;
    end if;
    insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    values (clock_timestamp(), node, tg_op, tg_table_name, (row_now ->> tg_argv[0])::bigint, 0,
        case when tg_op = 'DELETE' then '' else digest end);
    return null;
end $$;

create trigger route_decision_recorded after insert or update or delete on route_decision for each row
    execute function provenance_record_digest('id', 'series_id', 'route', 'taken', 'sentence', 'clauses', 'decided_at');
create trigger expected_count_recorded after insert or update or delete on expected_count for each row
    execute function provenance_record_digest('id', 'study_id', 'remote', 'problem', 'series', 'seen_at');
create trigger study_route_recorded after insert or update or delete on study_route
    for each row execute function provenance_record_row('id');
create trigger route_switch_recorded after insert or update or delete on route_switch
    for each row execute function provenance_record_row('id');

-- What was there before is recorded in the state that it is found in.
set local timezone = 'UTC';
set local extra_float_digits = 1;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'route_decision', id, 0, provenance_digest(to_jsonb(t),
        array['series_id', 'route', 'taken', 'sentence', 'clauses', 'decided_at'])
    from route_decision t order by id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'expected_count', id, 0, provenance_digest(to_jsonb(t),
        array['study_id', 'remote', 'problem', 'series', 'seen_at'])
    from expected_count t order by id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'study_route', id, 0, to_jsonb(t)::text from study_route t order by id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'route_switch', id, 0, to_jsonb(t)::text from route_switch t order by id;

-- Every row of what was received, decided, made and delivered is recorded when it is made or changed, in the same transaction, by triggers:
-- whoever writes the row, the record can't be forgotten. A node takes the records in their order into a chain of hashes, outside that
-- transaction, so that nobody waits for the end of the chain.

create table provenance_pending (
    id          bigint generated always as identity primary key,
    recorded_at timestamptz not null,
    node        text        not null,
    operation   text        not null check (operation in ('BASELINE', 'INSERT', 'UPDATE', 'DELETE')),
    relation    text        not null,
    row_id      bigint      not null,
    row_part    bigint      not null,
    content     text        not null
);
comment on table provenance_pending is 'recorded and not yet in the chain; rows leave it within a second or so while a node runs';

create table provenance_event (
    sequence    bigint      primary key,
    recorded_at timestamptz not null,
    node        text        not null,
    operation   text        not null,
    relation    text        not null,
    row_id      bigint      not null,
    row_part    bigint      not null,
    content     text        not null,
    hash        bytea       not null
);
comment on column provenance_event.sequence is 'from 1, without gaps';
comment on column provenance_event.node is 'which node wrote the row';
comment on column provenance_event.row_part is 'the second half of the key of rows that have two; else 0';
comment on column provenance_event.content is
    'the row as jsonb text with times in UTC; of rows that tell who the patient is, sha256: and the digest of that text alone';
comment on column provenance_event.hash is 'SHA-256 of the hash before it and the canonical bytes of this row';
create index provenance_event_row on provenance_event (relation, row_id, row_part);

create table provenance_checkpoint (
    number     bigint      primary key,
    sequence   bigint      not null,
    hash       bytea       not null,
    made_at    timestamptz not null,
    public_key bytea       not null,
    signature  bytea       not null
);
comment on table provenance_checkpoint is 'the end of the chain at some times, signed with the node''s Ed25519 key (RFC 8032)';

create function provenance_refuse() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op;
end $$;
create trigger provenance_event_append_only before update or delete or truncate on provenance_event
    for each statement execute function provenance_refuse();
create trigger provenance_checkpoint_append_only before update or delete or truncate on provenance_checkpoint
    for each statement execute function provenance_refuse();

-- The time zone and the digits of numbers are part of the text that is hashed.
create function provenance_record_row() returns trigger language plpgsql set timezone = 'UTC' set extra_float_digits = 1 as $$
declare
    node text := coalesce(current_setting('afterimage.node', true), '');
    row_now jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
    -- Only the node records what it does itself. What somebody else does to a row is in no record, and so it is found.
    if node = '' or (tg_op = 'UPDATE' and to_jsonb(old) = row_now) then
        return null;
    end if;
    insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    values (clock_timestamp(), node, tg_op, tg_table_name, (row_now ->> tg_argv[0])::bigint,
        coalesce((row_now ->> tg_argv[1])::bigint, 0), case when tg_op = 'DELETE' then '' else row_now::text end);
    return null;
end $$;

-- The digest of some columns of a row.
create function provenance_digest(row_now jsonb, columns text[]) returns text language sql immutable as $$
    select 'sha256:' || encode(sha256(convert_to(
        (select jsonb_object_agg(name, row_now -> name) from unnest(columns) as name)::text, 'UTF8')), 'hex')
$$;

-- What was received is recorded when its study was routed, a study at a time: nothing is added to the way in. At commit, when all is there.
create function provenance_record_study() returns trigger language plpgsql set timezone = 'UTC' set extra_float_digits = 1 as $$
declare
    node text := coalesce(current_setting('afterimage.node', true), '');
begin
    if node = '' then
        return null;
    end if;
    insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select clock_timestamp(), node, 'INSERT', made.relation, made.id, 0, made.content
    from (
        select 1 as place, 'study' as relation, s.id, provenance_digest(to_jsonb(s), array['study_instance_uid', 'patient_id',
            'patient_name', 'accession_number', 'study_date', 'description', 'first_received_at']) as content
        from study s where s.id = new.id
        union all
        select 2, 'series', r.id, provenance_digest(to_jsonb(r), array['study_id', 'series_instance_uid', 'modality', 'series_number',
            'description'])
        from series r where r.study_id = new.id
        union all
        select 3, 'instance', i.id, provenance_digest(to_jsonb(i), array['series_id', 'sop_instance_uid', 'sop_class_uid',
            'transfer_syntax_uid', 'instance_number', 'file', 'bytes', 'sha256', 'calling_ae_title', 'called_ae_title', 'peer',
            'association_id', 'received_at'])
        from instance i join series r on r.id = i.series_id where r.study_id = new.id
    ) as made
    where not exists (select from provenance_event e
            where e.relation = made.relation and e.row_id = made.id and e.row_part = 0)
        and not exists (select from provenance_pending p
            where p.relation = made.relation and p.row_id = made.id and p.row_part = 0)
    order by made.place, made.id;
    return null;
end $$;
create constraint trigger study_recorded after update on study deferrable initially deferred
    for each row when (new.state <> 'RECEIVING' and old.state = 'RECEIVING') execute function provenance_record_study();

-- Which model, of which parameters, made it; which pixels went in and came out.
alter table derived_series add column role text;
alter table derived_series add column algorithm text;
alter table derived_series add column parameter_digest text;
comment on column derived_series.parameter_digest is 'SHA-256 of the manifest''s settings that the pixels depend on';
alter table derived_instance add column pixel_sha256 text;
alter table derived_instance add column source_pixel_sha256 text;
comment on column derived_instance.pixel_sha256 is
    'SHA-256 of rows, columns and the stored values of the image, each four bytes, least significant first';
comment on column derived_instance.source_pixel_sha256 is 'the same of the source whose place it has';

create table review (
    id         bigint generated always as identity primary key,
    job_id     bigint      not null unique references job,
    decision   text        not null check (decision in ('RELEASED', 'REJECTED')),
    person     text        not null,
    reason     text        not null,
    decided_at timestamptz not null
);
comment on table review is 'what a person decided on an output that a gate held back';

create trigger model_version_recorded after insert or update or delete on model_version
    for each row execute function provenance_record_row('id');
create trigger job_recorded after insert or update or delete on job for each row execute function provenance_record_row('id');
create trigger job_source_recorded after insert or update or delete on job_source
    for each row execute function provenance_record_row('job_id', 'place');
create trigger job_stage_recorded after insert or update or delete on job_stage for each row execute function provenance_record_row('id');
create trigger gate_result_recorded after insert or update or delete on gate_result
    for each row execute function provenance_record_row('id');
create trigger derived_series_recorded after insert or update or delete on derived_series
    for each row execute function provenance_record_row('id');
create trigger derived_instance_recorded after insert or update or delete on derived_instance
    for each row execute function provenance_record_row('id');
create trigger derived_source_recorded after insert or update or delete on derived_source
    for each row execute function provenance_record_row('derived_instance_id', 'instance_id');
create trigger delivery_attempt_recorded after insert or update or delete on delivery_attempt
    for each row execute function provenance_record_row('id');
create trigger review_recorded after insert or update or delete on review for each row execute function provenance_record_row('id');

-- What was there before the chain begins with the state that it is found in.
set local timezone = 'UTC';
set local extra_float_digits = 1;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'study', id, 0, provenance_digest(to_jsonb(t), array['study_instance_uid', 'patient_id',
        'patient_name', 'accession_number', 'study_date', 'description', 'first_received_at'])
    from study t where state <> 'RECEIVING' order by id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'series', t.id, 0, provenance_digest(to_jsonb(t), array['study_id', 'series_instance_uid',
        'modality', 'series_number', 'description'])
    from series t join study s on s.id = t.study_id where s.state <> 'RECEIVING' order by t.id;
insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)
    select now(), 'migration', 'BASELINE', 'instance', t.id, 0, provenance_digest(to_jsonb(t), array['series_id', 'sop_instance_uid',
        'sop_class_uid', 'transfer_syntax_uid', 'instance_number', 'file', 'bytes', 'sha256', 'calling_ae_title', 'called_ae_title',
        'peer', 'association_id', 'received_at'])
    from instance t join series r on r.id = t.series_id join study s on s.id = r.study_id where s.state <> 'RECEIVING' order by t.id;
do $$
declare
    relation record;
begin
    for relation in select * from (values (1, 'model_version', 'id', '0'), (2, 'job', 'id', '0'), (3, 'job_source', 'job_id', 'place'),
            (4, 'job_stage', 'id', '0'), (5, 'gate_result', 'id', '0'), (6, 'derived_series', 'id', '0'),
            (7, 'derived_instance', 'id', '0'), (8, 'derived_source', 'derived_instance_id', 'instance_id'),
            (9, 'delivery_attempt', 'id', '0')) as listed (place, name, id, part) order by place loop
        execute format('insert into provenance_pending (recorded_at, node, operation, relation, row_id, row_part, content)'
            || ' select now(), ''migration'', ''BASELINE'', %L, %s, %s, to_jsonb(t)::text from %I t order by 5, 6',
            relation.name, relation.id, relation.part, relation.name);
    end loop;
end $$;

-- A held output that a person rejects ends as such. The other states stay as they are.
do $$
declare
    states text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'job_state_check');
begin
    alter table job drop constraint job_state_check;
    execute 'alter table job add constraint job_state_check ' || replace(states, '''HELD''::text', '''HELD''::text, ''REJECTED''::text');
end $$;

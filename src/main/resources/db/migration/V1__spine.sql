-- The index of what was received, the work on it, and what became of it.

create table study (
    id                 bigint generated always as identity primary key,
    study_instance_uid text        not null unique,
    patient_id         text,
    patient_name       text,
    accession_number   text,
    study_date         text,
    description        text,
    state              text        not null check (state in ('RECEIVING', 'ROUTED')),
    first_received_at  timestamptz not null,
    last_received_at   timestamptz not null,
    due_at             timestamptz not null
);
comment on column study.due_at is 'when the study counts as complete; each new instance pushes it back';
create index study_due on study (due_at) where state = 'RECEIVING';
create index study_latest on study (last_received_at desc);

create table series (
    id                  bigint generated always as identity primary key,
    study_id            bigint not null references study,
    series_instance_uid text   not null,
    modality            text,
    series_number       integer,
    description         text,
    routing             text,
    unique (study_id, series_instance_uid)
);
comment on column series.routing is 'in words: which route took the series, or why none did';

create table instance (
    id                  bigint generated always as identity primary key,
    series_id           bigint      not null references series,
    sop_instance_uid    text        not null unique,
    sop_class_uid       text        not null,
    transfer_syntax_uid text        not null,
    instance_number     integer,
    file                text        not null,
    bytes               bigint      not null,
    sha256              text        not null,
    calling_ae_title    text        not null,
    called_ae_title     text        not null,
    peer                text        not null,
    association_id      bigint      not null,
    received_at         timestamptz not null,
    receive_millis      double precision not null,
    other_content_count integer     not null default 0
);
comment on column instance.receive_millis is 'from the first byte of the data set to its file synced';
comment on column instance.other_content_count is 'how often the same UID came with other content; the first copy is kept';
create index instance_series on instance (series_id);

create table model_version (
    id            bigint generated always as identity primary key,
    model_id      text        not null,
    version       text        not null,
    sha256        text        not null,
    title         text        not null,
    registered_at timestamptz not null,
    unique (model_id, version, sha256)
);

create table job (
    id               bigint generated always as identity primary key,
    series_id        bigint      not null references series,
    model_version_id bigint      references model_version,
    route            text        not null,
    model            text        not null,
    destination      text        not null,
    input_digest     text        not null,
    state            text        not null
        check (state in ('QUEUED', 'RUNNING', 'DELIVERING', 'DELIVERED', 'SKIPPED', 'HELD', 'FAILED')),
    reason_code      text,
    reason           text,
    engine           text,
    attempts         integer     not null default 0,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    ended_at         timestamptz
);
comment on column job.input_digest is 'SHA-256 of the source SOP Instance UIDs: the same input by the same route and model is done once';
create unique index job_once on job (series_id, route, input_digest, coalesce(model_version_id, 0));
create index job_state on job (state, updated_at);

create table job_stage (
    id         bigint generated always as identity primary key,
    job_id     bigint      not null references job,
    stage      text        not null
        check (stage in ('RECEIVED', 'ROUTED', 'SYNTHESISED', 'CHECKED', 'DERIVED', 'DELIVERED')),
    attempt    integer     not null,
    started_at timestamptz not null,
    millis     double precision not null,
    detail     text        not null
);
create index job_stage_job on job_stage (job_id);

create table gate_result (
    id       bigint generated always as identity primary key,
    job_id   bigint           not null references job,
    sop_instance_uid text     not null,
    gate     text             not null,
    measured double precision not null,
    bound    text             not null,
    verdict  text             not null check (verdict in ('PASS', 'WARN', 'HOLD')),
    sentence text             not null
);
create index gate_result_job on gate_result (job_id);

create table derived_series (
    id                  bigint generated always as identity primary key,
    job_id              bigint  not null references job,
    series_instance_uid text    not null,
    series_number       integer not null,
    description         text    not null,
    unique (job_id, series_instance_uid)
);

create table derived_instance (
    id                bigint generated always as identity primary key,
    derived_series_id bigint      not null references derived_series,
    sop_instance_uid  text        not null,
    sop_class_uid     text        not null,
    file              text        not null,
    bytes             bigint      not null,
    sha256            text        not null,
    made_at           timestamptz not null,
    unique (derived_series_id, sop_instance_uid)
);
create index derived_instance_uid on derived_instance (sop_instance_uid);

create table derived_source (
    derived_instance_id bigint not null references derived_instance,
    instance_id         bigint not null references instance,
    primary key (derived_instance_id, instance_id)
);

create table delivery_attempt (
    id                  bigint generated always as identity primary key,
    derived_instance_id bigint      not null references derived_instance,
    destination         text        not null,
    attempted_at        timestamptz not null,
    status              integer,
    outcome             text        not null check (outcome in ('SENT', 'WARNING', 'REFUSED', 'UNREACHABLE')),
    message             text        not null
);
comment on column delivery_attempt.status is 'the C-STORE status of PS3.4 B.2.3; empty when there was no answer';
create index delivery_attempt_instance on delivery_attempt (derived_instance_id);

-- The queue of db-scheduler, as its documentation gives it for PostgreSQL.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

-- Sent and confirmed are two things; a job may be cancelled, or made and not sent; a destination is up or down.

alter table job drop constraint job_state_check;
update job set state = 'SENT' where state = 'DELIVERED';
alter table job add constraint job_state_check check (state in
    ('QUEUED', 'RUNNING', 'DELIVERING', 'SENT', 'CONFIRMED', 'SHADOWED', 'SKIPPED', 'HELD', 'FAILED', 'CANCELLED'));
alter table job
    add column priority smallint not null default 0,
    add column interruptions integer not null default 0,
    add column delivery_attempts integer not null default 0,
    add column confirmation_attempts integer not null default 0,
    add column next_at timestamptz not null default now(),
    add column reprocess_of bigint references job;
comment on column job.priority is 'what is higher is done first';
comment on column job.interruptions is 'how often the node ended while it worked on the job';
comment on column job.delivery_attempts is 'deliveries that the destination could have taken and did not; waiting for one that is down is none';
comment on column job.next_at is 'when its delivery or its confirmation goes on';
comment on column job.reprocess_of is 'the job that a person had done again with another model';

-- What lanes look for: the next delivery, and the confirmations that are due.
create index job_delivery on job (destination, priority desc, id) where state = 'DELIVERING';
create index job_confirmation on job (destination, next_at) where state = 'SENT' and ended_at is null;
create index job_route_open on job (route) where ended_at is null;

alter table job_stage drop constraint job_stage_stage_check;
alter table job_stage add constraint job_stage_stage_check check (stage in
    ('RECEIVED', 'ROUTED', 'SYNTHESISED', 'CHECKED', 'DERIVED', 'DELIVERED', 'CONFIRMED'));

alter table derived_instance
    add column delivery text not null default 'MADE' check (delivery in ('MADE', 'SENT', 'CONFIRMED')),
    add column confirmed_at timestamptz,
    add column confirmation text;
comment on column derived_instance.delivery is 'what the destination of the job said: nothing yet or no, stored, or that it keeps it';
comment on column derived_instance.confirmation is 'in words: how the destination confirmed the instance, or why it does not';
update derived_instance d set delivery = 'SENT' where exists (
    select from delivery_attempt a where a.derived_instance_id = d.id and a.outcome in ('SENT', 'WARNING'));

create table destination (
    ae_title      text primary key,
    down_since    timestamptz,
    reason        text,
    probes        integer not null default 0,
    next_probe_at timestamptz
);
comment on table destination is 'what was last seen of each destination; one that is down is asked by C-ECHO and gets nothing until it answers';

create table route_switch (
    route      text primary key,
    paused     boolean     not null,
    shadow     boolean     not null,
    changed_at timestamptz not null
);
comment on table route_switch is 'routes that a person has paused, or whose results are recorded and not sent';

-- A second queue of db-scheduler: who sends to which destination, so that a slow one holds up no synthesis.
create table scheduled_lanes (
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
create index scheduled_lanes_execution on scheduled_lanes (execution_time);
create index scheduled_lanes_heartbeat on scheduled_lanes (last_heartbeat);

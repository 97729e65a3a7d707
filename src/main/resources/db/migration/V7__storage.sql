-- What was removed from disk, when and why; rows stay, files go. A purge is first marked, in the transaction that decides on it, then its
-- files are removed, then that is recorded: one that a crash cut off is found by its empty removed_at, and goes on.

create table purge (
    id         bigint generated always as identity primary key,
    study_id   bigint      references study,
    job_id     bigint      references job,
    rule       text        not null,
    reason     text        not null,
    files      integer     not null,
    bytes      bigint      not null,
    marked_at  timestamptz not null,
    removed_at timestamptz,
    check (num_nonnulls(study_id, job_id) = 1)
);
comment on table purge is 'received instances of a study, or what a job made, that left the disk; nobody reads the files of a purge that is here';
comment on column purge.rule is 'the entry of storage.keep in node.yaml that allowed it';
comment on column purge.removed_at is 'when the last file was gone; empty while some may still be there';
create index purge_open on purge (id) where removed_at is null;
create index purge_study on purge (study_id) where study_id is not null;
create index purge_job on purge (job_id) where job_id is not null;

alter table study add column purge_id bigint references purge;
alter table instance add column purge_id bigint references purge;
alter table job add column purge_id bigint references purge;
comment on column study.purge_id is 'all that had come until then is purged; empty again when something came since';
comment on column instance.purge_id is 'its file is gone, or goes now; empty again when the same instance was sent once more';
comment on column job.purge_id is 'what it made is gone, or goes now';
create index study_kept on study (last_received_at) where purge_id is null and state = 'ROUTED';
create index job_kept on job (state, ended_at) where purge_id is null and ended_at is not null;
create index instance_purged on instance (purge_id, id) where purge_id is not null;
create trigger purge_recorded after insert or update or delete on purge for each row execute function provenance_record_row('id');

-- The same SOP Instance UID with other content: what was done with each such content.
create table other_content (
    id               bigint generated always as identity primary key,
    instance_id      bigint      not null references instance on delete cascade,
    sha256           text        not null,
    outcome          text        not null check (outcome in ('KEPT_FIRST', 'REFUSED', 'REPLACED')),
    calling_ae_title text        not null,
    peer             text        not null,
    times            integer     not null default 1,
    first_at         timestamptz not null default now(),
    last_at          timestamptz not null default now(),
    replaced_sha256  text,
    replaced_file    text
);
comment on column other_content.sha256 is 'of the data set that came';
comment on column other_content.replaced_file is 'the file whose place it took, until that is gone from the disk';
create unique index other_content_once on other_content (instance_id, sha256, outcome) where outcome <> 'REPLACED';
create index other_content_replaced on other_content (id) where replaced_file is not null;

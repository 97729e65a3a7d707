-- What people are told of without looking; two people for one decision; results that a person sends elsewhere; the last administrator.

create table occasion (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    kind     text        not null,
    subject  text        not null,
    job_id   bigint      references job,
    is_over  boolean     not null default false,
    sentence text        not null
);
comment on table occasion is 'what people are to be told and no message tells yet; a message takes its occasions along';
comment on column occasion.kind is 'as notifications.on of node.yaml names it, in capitals';
comment on column occasion.subject is 'the job, AE title, disk, model or node that it is about';
comment on column occasion.is_over is 'that what was told before is over: a destination is up again, there is room on the disk';
create index occasion_kind on occasion (kind, id);

create table occasion_open (
    kind    text        not null,
    subject text        not null,
    since   timestamptz not null,
    primary key (kind, subject)
);
comment on table occasion_open is 'what lasts and was told when it began; its end is told, too';

create table occasion_told (
    kind text        primary key,
    at   timestamptz not null
);
comment on table occasion_told is 'when a message last had this kind, so that the next does not follow too soon';

create table notification (
    id        bigint generated always as identity primary key,
    made_at   timestamptz not null,
    channel   text        not null check (channel in ('WEBHOOK', 'EMAIL')),
    title     text        not null,
    content   text        not null,
    state     text        not null check (state in ('WAITING', 'SENT', 'GIVEN_UP')),
    attempts  integer     not null default 0,
    next_at   timestamptz not null,
    ended_at  timestamptz,
    node      text        not null,
    failure   text        not null default ''
);
comment on table notification is 'messages to people, at least once each; those that ended are kept for a while so that their page can show them';
comment on column notification.content is 'the body as it is sent: JSON for a webhook, text for an e-mail';
comment on column notification.node is 'which node tried it last';
create index notification_due on notification (next_at) where state = 'WAITING';
create index notification_made on notification (made_at);

-- Whatever brings a job to its failure or before a person, the occasion is there when that is committed, and only then.
create function occasion_of_job() returns trigger language plpgsql as $$
begin
    insert into occasion (kind, subject, job_id, sentence)
    values (case new.state when 'HELD' then 'OUTPUT_HELD' else 'JOB_FAILED' end, new.id::text, new.id, coalesce(new.reason, ''));
    return null;
end $$;
create trigger job_occasion_made after insert on job for each row when (new.state in ('FAILED', 'HELD')) execute function occasion_of_job();
create trigger job_occasion after update of state on job
    for each row when (new.state in ('FAILED', 'HELD') and old.state <> new.state) execute function occasion_of_job();

-- With four eyes a release has a first word and, by another person, a second one, which decides.
alter table review drop constraint review_job_id_key;
alter table review add column is_first boolean;
comment on column review.is_first is 'true for the first of two words that a release needs; empty for the word that decided';
create unique index review_deciding on review (job_id) where is_first is null;
create unique index review_first on review (job_id) where is_first;
create unique index review_person on review (job_id, lower(person)) where decision = 'RELEASED';

-- A result that a person sends to another destination is delivered by a job of its own, with its own copies of the files.
alter table job add column copy_of bigint references job;
comment on column job.copy_of is 'the job whose result a person has sent to another destination by this one';
drop index job_once;
create unique index job_once on job (series_id, route, input_digest, coalesce(model_version_id, 0)) where copy_of is null;
create unique index job_copy on job (copy_of, destination) where copy_of is not null;

-- Two administrators who demote each other at once would both be gone: one change after the other, and the last is refused. Where no account is
-- left at all, the next start makes the first one.
create function account_keep_administrator() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(5417823);
    if exists (select from account) and not exists (select from account where role = 'ADMINISTRATOR' and not disabled) then
        raise exception 'the last administrator stays' using errcode = 'AF001';
    end if;
    return null;
end $$;
create trigger account_administrator after update of role, disabled on account for each row
    when (old.role = 'ADMINISTRATOR' and not old.disabled and (new.role <> 'ADMINISTRATOR' or new.disabled))
    execute function account_keep_administrator();
create trigger account_administrator_gone after delete on account for each row
    when (old.role = 'ADMINISTRATOR' and not old.disabled) execute function account_keep_administrator();

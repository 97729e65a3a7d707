-- Who may use the console, who is signed in, what people did, and the indexes that its lists page by.

create table account (
    id               bigint generated always as identity primary key,
    name             text        not null,
    role             text        not null check (role in ('VIEWER', 'REVIEWER', 'OPERATOR', 'ADMINISTRATOR')),
    password_hash    text        not null,
    must_change      boolean     not null,
    disabled         boolean     not null default false,
    failures         integer     not null default 0,
    wait_until       timestamptz,
    created_at       timestamptz not null,
    last_sign_in_at  timestamptz
);
comment on table account is 'a person who may sign in to the console';
comment on column account.password_hash is 'bcrypt, with its cost and salt';
comment on column account.must_change is 'the password was given by another person; nothing else is possible before it is changed';
comment on column account.failures is 'wrong passwords since the last right one';
comment on column account.wait_until is 'until then no password is tried';
create unique index account_name on account (lower(name));

create table console_session (
    token_sha256 text        primary key,
    account_id   bigint      not null references account on delete cascade,
    form_token   text        not null,
    created_at   timestamptz not null,
    seen_at      timestamptz not null
);
comment on table console_session is 'who is signed in; the browser has the token, and here is its digest alone';
comment on column console_session.form_token is 'what each form of the session carries, so that no other page can send one';
create index console_session_account on console_session (account_id);
create index console_session_seen on console_session (seen_at);

create table audit_entry (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    node    text        not null,
    person  text        not null,
    address text        not null,
    action  text        not null,
    subject text        not null,
    before  text        not null,
    after   text        not null,
    reason  text        not null
);
comment on table audit_entry is 'what people changed, and who; rows are added and never changed';
create index audit_entry_person on audit_entry (person, id desc);
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function provenance_refuse();

create index study_patient_id on study (patient_id text_pattern_ops);
create index study_patient_name on study (lower(patient_name) text_pattern_ops);
create index study_accession on study (accession_number text_pattern_ops);
create index study_page on study (last_received_at desc, id desc);
create index job_state_page on job (state, id desc);
create index job_route_page on job (route, id desc);
create index job_ended on job (ended_at desc) where ended_at is not null;

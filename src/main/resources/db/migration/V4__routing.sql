-- What each route decided on each series, and how far each route is with each study.

create table route_decision (
    id         bigint generated always as identity primary key,
    series_id  bigint      not null references series,
    route      text        not null,
    taken      boolean     not null,
    sentence   text        not null,
    clauses    text        not null,
    decided_at timestamptz not null,
    unique (series_id, route)
);
comment on table route_decision is 'the last decision of a route on a series; an instance that comes late has it made again';
comment on column route_decision.clauses is 'as JSON: each clause of the route, whether it held, and the values that it looked at';

create table study_route (
    id          bigint generated always as identity primary key,
    study_id    bigint      not null references study,
    route       text        not null,
    state       text        not null check (state in ('WAITING', 'DECIDED', 'HELD', 'DISCARDED', 'RELEASED')),
    reason      text,
    waits_since timestamptz not null,
    changed_at  timestamptz not null,
    seen_at     timestamptz,
    unique (study_id, route)
);
comment on table study_route is 'whether a route still waits for more of a study, and for what';
comment on column study_route.waits_since is 'the hard cap of the route counts from here';
comment on column study_route.seen_at is 'when the last instance had been received that the route has decided on';
create index study_route_open on study_route (state, changed_at) where state in ('WAITING', 'HELD');

create table expected_count (
    id          bigint generated always as identity primary key,
    study_id    bigint      not null references study,
    remote      text        not null,
    next_ask_at timestamptz,
    seen_at     timestamptz,
    problem     text,
    series      text,
    unique (study_id, remote)
);
comment on table expected_count is 'how many instances of each series the source of a study says that it has';
comment on column expected_count.series is 'as JSON: each series with its modality and the number of its instances';
comment on column expected_count.next_ask_at is 'when to ask; empty when there is nothing to ask';
comment on column expected_count.seen_at is 'when the last instance had been received before which the source was asked';
create index expected_count_due on expected_count (next_ask_at) where next_ask_at is not null;

alter table study add column opened_at timestamptz;
alter table study add column cap_at timestamptz;
update study set opened_at = first_received_at;
alter table study alter column opened_at set not null;
comment on column study.opened_at is 'the first instance since the study was last routed, or ever';
comment on column study.cap_at is 'when the study is looked at even if instances keep coming; empty where no route has a hard cap';

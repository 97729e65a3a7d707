-- Every configuration that was in force, and by whom. The files name where secrets are and do not hold them.
create table configuration_version (
    id           bigint generated always as identity primary key,
    node         text        not null,
    digest       text        not null,
    taken_at     timestamptz not null,
    origin       text        not null check (origin in ('FILE', 'CLI', 'REST')),
    person       text        not null,
    previous_id  bigint      references configuration_version,
    difference   text        not null,
    node_yaml    text        not null,
    remotes_yaml text        not null,
    routes_yaml  text        not null
);
comment on table configuration_version is 'what a node took over as its configuration, whole; rows are added and never changed';
comment on column configuration_version.digest is 'SHA-256 of the three files with their names and lengths';
comment on column configuration_version.person is 'the owner of the file that was changed last, or who was named with an import';
comment on column configuration_version.previous_id is 'what was in force on the same node before';
create index configuration_version_node on configuration_version (node, id desc);
create trigger configuration_version_append_only before update or delete or truncate on configuration_version
    for each statement execute function provenance_refuse();

alter table job add column configuration_version_id bigint references configuration_version;
comment on column job.configuration_version_id is 'under which its route decided; empty for jobs from before versions were kept';

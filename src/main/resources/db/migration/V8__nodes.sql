-- Several nodes on one database: who lives, which folder they share, and which of them has a job.

create table node (
    process     text        primary key,
    name        text        not null,
    host        text        not null,
    pid         bigint      not null,
    data_folder text        not null,
    version     text        not null,
    started_at  timestamptz not null,
    renewed_at  timestamptz not null
);
comment on table node is 'the nodes that work on this database, and those that ended without a word and whose journal nobody has filed yet';
comment on column node.process is 'one run of a node: what its journal is called, under incoming/ of the spool';

create table shared_folder (
    one      boolean     primary key default true check (one),
    id       text        not null,
    path     text        not null,
    bound_at timestamptz not null
);
comment on table shared_folder is 'the folder of the instances that this database knows: it has a file folder.id with the same id';

alter table job
    add column claims integer not null default 0,
    add column node text;
comment on column job.claims is 'how often a slot took it up, ever: who holds an older claim than the last may change nothing any more';
comment on column job.node is 'the node whose slot took it up last';

-- How far an administrator has come with the first start: one row a step that is done, with what it was done for.
create table first_start_step (
    step text primary key,
    subject text not null,
    person text not null,
    done_at timestamptz not null
);

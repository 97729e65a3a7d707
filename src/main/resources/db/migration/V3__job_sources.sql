-- A job may work on several series of a study: T1 and T2, for one.
create table job_source (
    job_id    bigint  not null references job,
    place     integer not null,
    series_id bigint  not null references series,
    primary key (job_id, place)
);
comment on table job_source is 'every series that a job was given, in the order of its task; the first is that of job.series_id';
insert into job_source (job_id, place, series_id) select id, 0, series_id from job;
create index job_source_series on job_source (series_id);

comment on column gate_result.sop_instance_uid is
    'the source instance that the gate judged; the Series Instance UID of the first source where it judged the series as a whole';

-- Whether a job makes a series besides its result that shows what changed, as its route wanted it when the job was made.
alter table job add column change_map boolean not null default false;
comment on column job.change_map is 'whether a series that shows what changed goes with the result';

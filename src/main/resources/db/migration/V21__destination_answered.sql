-- When a destination last answered somebody: one that nobody has asked yet is neither up nor down.
alter table destination add column answered_at timestamptz;
comment on column destination.answered_at is 'when it last took a delivery or answered an echo, to the minute; empty when it was never asked, or did not answer';
insert into destination (ae_title, answered_at)
    select destination, max(updated_at) from job where state in ('SENT', 'CONFIRMED') and destination is not null group by destination
    on conflict (ae_title) do update set answered_at = excluded.answered_at;

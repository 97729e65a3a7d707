-- Where a gate found what it measured, so that a person who decides is shown the place.
alter table gate_result
    add column place_instance_uid text,
    add column place_column double precision,
    add column place_row double precision,
    add column place_radius double precision;
comment on column gate_result.place_instance_uid is 'the source instance; empty where the measure is of no place, or the gate was passed';
comment on column gate_result.place_column is 'the middle, in pixels of the image from the left; empty where the place is the whole image';
comment on column gate_result.place_row is 'the same from the top';
comment on column gate_result.place_radius is 'how far it reaches, in pixels';

-- What the console's lists are narrowed to and paged by; the jobs of a series, whether they send results elsewhere or not.
create index job_series on job (series_id);
create index job_model_page on job (split_part(model, '@', 1), id desc);
create index job_destination_page on job (destination, id desc);

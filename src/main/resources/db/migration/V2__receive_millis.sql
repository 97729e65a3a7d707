-- Rows are inserted while their files are synced, so that the time of the sync is not known when they are.
comment on column instance.receive_millis is 'from the first byte of the data set to the last one written';

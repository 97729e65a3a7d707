-- Configurations that somebody changed in the console.
alter table configuration_version drop constraint configuration_version_origin_check;
alter table configuration_version add constraint configuration_version_origin_check
    check (origin in ('FILE', 'CLI', 'REST', 'CONSOLE'));

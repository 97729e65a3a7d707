-- Accounts for which an OpenID Connect provider vouches: their roles are the provider's word, and a person with a password stays to let others in.

alter table console_session add column id_token text;
comment on column console_session.id_token is 'what the provider said of the person, which it is shown when the session ends; null for local accounts';

create or replace function account_keep_administrator() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(5417823);
    if exists (select from account) and not exists (select from account
        where role = 'ADMINISTRATOR' and not disabled and oidc_issuer is null) then
        raise exception 'the last administrator stays' using errcode = 'AF001';
    end if;
    return null;
end $$;

drop trigger account_administrator on account;
create trigger account_administrator after update of role, disabled on account for each row
    when (old.oidc_issuer is null and old.role = 'ADMINISTRATOR' and not old.disabled and (new.role <> 'ADMINISTRATOR' or new.disabled))
    execute function account_keep_administrator();
drop trigger account_administrator_gone on account;
create trigger account_administrator_gone after delete on account for each row
    when (old.oidc_issuer is null and old.role = 'ADMINISTRATOR' and not old.disabled) execute function account_keep_administrator();

-- With which programs use the REST interface, and accounts that another place vouches for.

create table api_token (
    id              bigint generated always as identity primary key,
    name            text        not null,
    role            text        not null check (role in ('VIEWER', 'REVIEWER', 'OPERATOR', 'ADMINISTRATOR')),
    token_sha256    text        not null unique,
    created_at      timestamptz not null,
    created_by      text        not null,
    ends_at         timestamptz,
    revoked_at      timestamptz,
    last_used_at    timestamptz,
    last_used_from  text
);
comment on table api_token is 'with which a program may use the REST interface; the program has the token, and here is its digest alone';
comment on column api_token.ends_at is 'from then on it counts no more; null for never';
comment on column api_token.last_used_at is 'to the minute';
create unique index api_token_name on api_token (lower(name)) where revoked_at is null;
create index api_token_page on api_token ((revoked_at is not null), id desc);

alter table account alter column password_hash drop not null;
alter table account add column oidc_issuer text;
alter table account add column oidc_subject text;
alter table account add constraint account_way_in check ((oidc_issuer is null) = (oidc_subject is null)
    and (password_hash is not null) = (oidc_issuer is null));
comment on column account.oidc_issuer is 'the OpenID Connect provider that vouches for this person, who then has no password here';
comment on column account.oidc_subject is 'by which that provider knows the person';
create unique index account_oidc on account (oidc_issuer, oidc_subject);

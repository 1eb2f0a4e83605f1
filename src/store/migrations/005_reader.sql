-- Who may read with SQL, and nothing else: grant chat_reader to whoever shall. Where we may not make
-- roles there is none, and whoever runs the database can make it.
do $$
begin
  begin
    create role chat_reader nologin;
  exception when duplicate_object or unique_violation or insufficient_privilege then
    null;
  end;
  if exists (select from pg_roles where rolname = 'chat_reader') then
    execute format('grant usage on schema %I to chat_reader', current_schema());
    grant select on chat_messages, chat_members, conversations to chat_reader;
  end if;
end
$$;

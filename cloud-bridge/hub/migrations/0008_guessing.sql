-- Cards, codes and keys that are tried one after the other at a door are an alarm with an end.

create or replace function alarm_edge(type text) returns text language sql immutable parallel safe as $$
  select case
    when type in ('door.forced', 'door.held-open', 'door.lock-fault', 'door.not-locked', 'door.release-failed', 'device.tampered', 'fire.released',
      'storage.filling', 'clock.doubted', 'credential.guessing') then 'begins'
    when type in ('input.line-fault', 'credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown', 'registry.restored') then 'happens'
    when type in ('door.secured', 'door.lock-restored', 'door.release-restored', 'device.tamper-cleared', 'fire.reset', 'storage.relieved', 'clock.trusted',
      'credential.guessing-over', 'alarm.lapsed') then 'ends'
    when type = 'alarm.seen-to' then 'seen-to'
  end
$$;
create or replace function alarm_name(type text, door text, about text, payload bytea) returns text language sql immutable parallel safe as $$
  select case
    when type in ('door.forced', 'door.held-open', 'door.secured') then 'door/' || coalesce(door, '')
    when type in ('door.lock-fault', 'door.not-locked', 'door.lock-restored') then 'lock/' || coalesce(door, '')
    when type in ('door.release-failed', 'door.release-restored') then 'release/' || coalesce(door, '')
    when type in ('device.tampered', 'device.tamper-cleared') then 'device/' || coalesce(about, '')
    when type in ('fire.released', 'fire.reset') then 'fire'
    when type in ('storage.filling', 'storage.relieved') then 'storage/' || left(coalesce(event_data(payload) ->> 'place', ''), 200)
    when type in ('clock.doubted', 'clock.trusted') then 'clock'
    when type = 'input.line-fault' then 'input/' || coalesce(door, '')
    when type = 'credential.duress' then 'duress/' || coalesce(door, '')
    when type = 'credential.pin-locked-out' then 'pin-lockout/' || coalesce(door, '')
    when type in ('credential.guessing', 'credential.guessing-over') then 'guessing/' || coalesce(door, '')
    when type = 'credential.lost-card-shown' then 'lost-card/' || coalesce(door, '')
    when type = 'registry.restored' then 'registry'
    -- These two name it themselves; a camera's alarm is not theirs.
    when type in ('alarm.seen-to', 'alarm.lapsed') and split_part(about, '/', 1) <> 'alarm' then about
  end
$$;
create or replace function is_alarm(type text) returns boolean language sql immutable parallel safe as $$
  select type in ('alarm.raised', 'alarm.ended', 'alarm.acknowledged', 'alarm.seen-to', 'alarm.lapsed', 'door.forced', 'door.held-open', 'door.secured',
    'door.lock-fault', 'door.not-locked', 'door.lock-restored', 'door.release-failed', 'door.release-restored', 'device.tampered', 'device.tamper-cleared',
    'fire.released', 'fire.reset', 'storage.filling', 'storage.relieved', 'clock.doubted', 'clock.trusted', 'input.line-fault', 'credential.duress',
    'credential.pin-locked-out', 'credential.guessing', 'credential.guessing-over', 'credential.lost-card-shown', 'registry.restored')
$$;
select fold_alarms();

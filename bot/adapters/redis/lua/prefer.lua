-- Set one dial at one place, or clear it, and note in the same step what that changed.
-- KEYS: 1 preferences, 2 changes
-- ARGV: 1 "set" or "clear", 2 dial, 3 value, 4 the dial that goes only without it ("" for none),
--       5 who, 6 place, 7 how many changes are kept, 8 milliseconds for which they are kept,
--       9 milliseconds for which what is set is kept ("" for ever)
-- Returns 1.
local preferences, changes = unpack(KEYS)
local act, dial, value, rival, who, place, most, kept, retention = unpack(ARGV)

local function turn(name, new)
  local old = redis.call('HGET', preferences, name)
  if old == new then return end
  local row = {'who', who, 'place', place, 'dial', name}
  if old then
    table.insert(row, 'old')
    table.insert(row, old)
  end
  if new then
    redis.call('HSET', preferences, name, new)
    table.insert(row, 'new')
    table.insert(row, new)
  else
    redis.call('HDEL', preferences, name)
  end
  redis.call('XADD', changes, 'MAXLEN', most, '*', unpack(row))
end

if act == 'set' then
  turn(dial, value)
  if rival ~= '' then turn(rival, false) end
else
  turn(dial, false)
end

local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - kept
redis.call('XTRIM', changes, 'MINID', string.format('%.0f', oldest))
redis.call('PEXPIRE', changes, kept)
if retention ~= '' then redis.call('PEXPIRE', preferences, retention) end
return 1

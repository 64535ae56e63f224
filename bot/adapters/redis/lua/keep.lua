#!lua flags=allow-oom
-- Append what was said in answering the leased question, each turn once, and count what it used.
-- KEYS: 1 owner, 2 conversation, 3 kept, 4 known, 5 preferences of the thread, 6 usage of the
--       thread, from 7 on usage of others, each of which is counted by day, too
-- ARGV: 1 thread, 2 token, 3 id of the question as first asked, 4 number of the first turn among
--       those of its question ("" for the next one), 5 milliseconds of retention, 6 milliseconds
--       for which the usage of others is kept, then of each turn: itself (JSON), how many counts
--       it has, and these: field, amount
-- Returns 1; 0 if the token is not the holder's; -1 if turns before the first one are missing.
local owner, conversation, kept, known, preferences, usage = unpack(KEYS)
local thread, token, first, at, retention, years = unpack(ARGV, 1, 6)

if redis.call('HGET', owner, thread) ~= token then return 0 end
local number = 0
if redis.call('EXISTS', conversation) == 1 then
  -- Nothing is known of turns that an older bot kept: who read them knows how many there are.
  number = tonumber(redis.call('HGET', kept, first) or at) or 0
else
  redis.call('DEL', kept)
end
local fresh = number
number = tonumber(at) or number
if number > fresh then return -1 end

local day = string.format('%d', math.floor(redis.call('TIME')[1] / 86400))
local counters = {usage}
for i = 7, #KEYS do
  table.insert(counters, KEYS[i])
  table.insert(counters, KEYS[i] .. ':' .. day)
end

local i = 7
while i <= #ARGV do
  local turn, last = ARGV[i], i + 1 + 2 * ARGV[i + 1]
  if number >= fresh then
    redis.call('RPUSH', conversation, turn)
    redis.call('HSET', kept, first, string.format('%d', number + 1))
    for j = i + 2, last, 2 do
      for _, counter in ipairs(counters) do redis.call('HINCRBY', counter, ARGV[j], ARGV[j + 1]) end
    end
  end
  number = number + 1
  i = last + 1
end

for _, key in ipairs({conversation, kept, known, preferences, usage}) do
  redis.call('PEXPIRE', key, retention)
end
for n = 2, #counters do redis.call('PEXPIRE', counters[n], years) end
return 1

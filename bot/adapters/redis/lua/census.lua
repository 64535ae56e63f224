-- What waits and what is being answered, in all threads.
-- KEYS: 1 ready, 2 leases, 3 workers
-- ARGV: 1 prefix of waiting keys, 2 prefix of question keys
-- Returns {waiting questions, leased threads, microseconds of the oldest waiting thread, of the
-- oldest lease, live workers}.
local ready, leases, workers = unpack(KEYS)
local waiting, questions = unpack(ARGV)
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local asked, leased, waits, holds = 0, 0, 0, 0

-- How long ago a worker last took a question of this thread that is not dealt with. Few are asked
-- about: what is being answered is the oldest, or was when it was taken.
local function taken(thread)
  local ago = 0
  for _, member in ipairs(redis.call('ZRANGE', waiting .. thread, 0, 4)) do
    local id = string.sub(member, string.find(member, ' ', 1, true) + 1)
    local since = tonumber(redis.call('HGET', questions .. id, 'taken') or now)
    ago = math.max(ago, now - since)
  end
  return ago
end

local here = redis.call('ZRANGE', ready, 0, -1, 'WITHSCORES')
for i = 1, #here, 2 do
  local thread, since = here[i], tonumber(here[i + 1])
  asked = asked + redis.call('ZCARD', waiting .. thread)
  -- What was handed back, or taken from the dead, goes first and has no time of its own.
  waits = math.max(waits, since > 0 and now - since or taken(thread))
end
for _, thread in ipairs(redis.call('ZRANGE', leases, 0, -1)) do
  asked = asked + redis.call('ZCARD', waiting .. thread)
  leased = leased + 1
  holds = math.max(holds, taken(thread))
end
return {asked, leased, math.floor(waits), math.floor(holds), redis.call('ZCOUNT', workers, now, '+inf')}

#!lua flags=allow-oom
-- Book the next free time for one call, in every window that the call counts in.
-- KEYS: 1 pause    string  until when Slack wants no such call
--       2… windows zset    calls of late and those that are booked; score: when
-- ARGV: 1 now in microseconds, or "" for the clock of Redis, then of each window how many calls it
--       may hold, and its microseconds
-- Returns the microseconds until that time; whoever books later has it no sooner.
local t = redis.call('TIME')
local now = tonumber(ARGV[1]) or t[1] * 1000000 + t[2]

local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or 0))
for i = 2, #KEYS do
  local calls, length = tonumber(ARGV[2 * i - 2]), tonumber(ARGV[2 * i - 1])
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now - length)
  local before = redis.call('ZRANGE', KEYS[i], -calls, -calls, 'WITHSCORES')
  if before[2] then at = math.max(at, before[2] + length) end
end
local when = string.format('%.0f', at)
for i = 2, #KEYS do
  local number = redis.call('ZCOUNT', KEYS[i], when, when)
  redis.call('ZADD', KEYS[i], when, when .. ' ' .. number)
  redis.call('PEXPIRE', KEYS[i], math.ceil((at - now + ARGV[2 * i - 1]) / 1000))
end
return at - now

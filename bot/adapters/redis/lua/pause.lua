#!lua flags=allow-oom
-- Slack wants rest; a shorter one never ends a longer one.
-- KEYS: 1 pause
-- ARGV: 1 microseconds, 2 now in microseconds, or "" for the clock of Redis
-- Returns 1.
local pause = KEYS[1]
local rest = tonumber(ARGV[1])
local t = redis.call('TIME')
local now = tonumber(ARGV[2]) or t[1] * 1000000 + t[2]

local ends = math.max(now + rest, tonumber(redis.call('GET', pause) or 0))
redis.call('SET', pause, string.format('%.0f', ends), 'PX', math.ceil((ends - now) / 1000))
return 1

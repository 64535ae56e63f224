#!lua flags=allow-oom
-- Keep room for the final edit of a reply.
-- KEYS: 1 running
-- ARGV: 1 reply, 2 microseconds of a minute, 3 now in microseconds, or "" for the clock of Redis
-- Returns 1.
local running = KEYS[1]
local reply, minute = ARGV[1], tonumber(ARGV[2])
local t = redis.call('TIME')
local now = tonumber(ARGV[3]) or t[1] * 1000000 + t[2]

redis.call('ZADD', running, now + minute, reply)
redis.call('PEXPIRE', running, math.ceil(minute / 500))
return 1

-- Keep room for the final edit of a reply.
-- KEYS: 1 running
-- ARGV: 1 reply, 2 microseconds of a minute
-- Returns 1.
local running = KEYS[1]
local reply, minute = ARGV[1], tonumber(ARGV[2])
local t = redis.call('TIME')

redis.call('ZADD', running, t[1] * 1000000 + t[2] + minute, reply)
redis.call('PEXPIRE', running, math.ceil(minute / 500))
return 1

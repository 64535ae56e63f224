#!lua flags=allow-oom
-- Say that a worker lives, or that it ends; ask who else does.
-- KEYS: 1 workers
-- ARGV: 1 worker, 2 microseconds for which it may be believed to live; 0: it ends
-- Returns how many others live.
local workers = KEYS[1]
local worker, term = ARGV[1], tonumber(ARGV[2])
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]

redis.call('ZREMRANGEBYSCORE', workers, '-inf', now)
redis.call('ZREM', workers, worker)
local others = redis.call('ZCARD', workers)
if term > 0 then redis.call('ZADD', workers, now + term, worker) end
return others

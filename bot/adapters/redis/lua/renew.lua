#!lua flags=allow-oom
-- Let a lease run from now.
-- KEYS: 1 leases, 2 owner, 3 question
-- ARGV: 1 thread, 2 token, 3 microseconds of the lease
-- Returns what is wished of the answer ("" for nothing), or 0 if the token is not the holder's.
local leases, owner, question = unpack(KEYS)
local thread, token, lease = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
local t = redis.call('TIME')
redis.call('ZADD', leases, t[1] * 1000000 + t[2] + lease, thread)
return redis.call('HGET', question, 'wish') or ''

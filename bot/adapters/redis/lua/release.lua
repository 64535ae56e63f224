#!lua flags=allow-oom
-- Hand a question back; its thread goes to the front.
-- KEYS: 1 question, 2 ready, 3 leases, 4 wake, 5 owner
-- ARGV: 1 thread, 2 token, 3 "counted" if it stays an attempt; else it is as if never taken
-- Returns 1, or 0 if the token is not the holder's.
local question, ready, leases, wake, owner = unpack(KEYS)
local thread, token, counted = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
if counted ~= 'counted' then redis.call('HINCRBY', question, 'attempts', -1) end
redis.call('ZREM', leases, thread)
redis.call('HDEL', owner, thread)
redis.call('ZADD', ready, 0, thread)
redis.call('LPUSH', wake, '')
redis.call('LTRIM', wake, 0, 255)
return 1

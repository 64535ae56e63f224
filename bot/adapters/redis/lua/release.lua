-- Hand a question back as if it had never been taken; its thread goes to the front.
-- KEYS: 1 question, 2 ready, 3 leases, 4 wake, 5 owner
-- ARGV: 1 thread, 2 token
-- Returns 1, or 0 if the token is not the holder's.
local question, ready, leases, wake, owner = unpack(KEYS)
local thread, token = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
redis.call('HINCRBY', question, 'attempts', -1)
redis.call('ZREM', leases, thread)
redis.call('HDEL', owner, thread)
redis.call('ZADD', ready, 0, thread)
redis.call('LPUSH', wake, '')
redis.call('LTRIM', wake, 0, 255)
return 1

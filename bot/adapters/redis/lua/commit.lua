-- A question is dealt with: exactly this one goes, and its thread joins the ready ones at the back.
-- KEYS: 1 question, 2 waiting, 3 ready, 4 leases, 5 wake, 6 owner, 7 question, as first asked
-- ARGV: 1 thread, 2 token, 3 member, 4 milliseconds for which the question is remembered
-- Returns 1, also to a holder that committed before; 0 if the token is not the holder's.
local question, waiting, ready, leases, wake, owner, first = unpack(KEYS)
local thread, token, member, remembered = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then
  return redis.call('HGET', question, 'committed') == token and 1 or 0
end
redis.call('HSET', question, 'committed', token)
redis.call('PEXPIRE', question, remembered)
redis.call('PEXPIRE', first, remembered)
redis.call('ZREM', waiting, member)
redis.call('ZREM', leases, thread)
redis.call('HDEL', owner, thread)

if redis.call('EXISTS', waiting) == 1 then
  local t = redis.call('TIME')
  redis.call('ZADD', ready, t[1] * 1000000 + t[2], thread)
  redis.call('LPUSH', wake, '')
  redis.call('LTRIM', wake, 0, 255)
end
return 1

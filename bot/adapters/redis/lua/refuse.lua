-- Remember that an endpoint does not take a feature; a shorter word never ends a longer one.
-- KEYS: 1 refused
-- ARGV: 1 feature, 2 microseconds
-- Returns 1.
local refused = KEYS[1]
local feature, term = unpack(ARGV)
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]

redis.call('ZREMRANGEBYSCORE', refused, '-inf', now)
redis.call('ZADD', refused, 'GT', now + term, feature)
local last = redis.call('ZRANGE', refused, -1, -1, 'WITHSCORES')[2]
redis.call('PEXPIRE', refused, string.format('%d', math.ceil((last - now) / 1000)))
return 1

-- Keep what somebody thinks of an answer, unless the answer was forgotten meanwhile.
-- KEYS: 1 feedback of the thread, 2 judged, 3 forgotten
-- ARGV: 1 thread, 2 key of the verdict, 3 verdict (JSON), 4 ts of the question, 5 ts of the press,
--       6 milliseconds for which it is kept
-- Returns 1, or 0 if it was forgotten.
local feedback, judged, forgotten = unpack(KEYS)
local thread, key, verdict, ts, now, retention = unpack(ARGV)

local upto = redis.call('GET', forgotten)
if upto and tonumber(ts) <= tonumber(upto) then return 0 end
redis.call('HSET', feedback, key, verdict)
redis.call('PEXPIRE', feedback, retention)
redis.call('ZADD', judged, 'GT', now, thread)
redis.call('ZREMRANGEBYSCORE', judged, 0, now - retention / 1000)
redis.call('PEXPIRE', judged, retention)
return 1

#!lua flags=allow-oom
-- A question is dealt with, and all that were answered with it: exactly these go, and their thread
-- joins the ready ones at the back.
-- KEYS: 1 question, 2 waiting, 3 ready, 4 leases, 5 wake, 6 owner, 7 question, as first asked,
--       8 running, 9 traces
-- ARGV: 1 thread, 2 token, 3 member, 4 milliseconds for which this asking is remembered, 5 the same
--       of the question as first asked and of all that were answered with it,
--       6 prefix of question keys, 7 "heeded" if the question is known to be taken back,
--       8 "moved" if it is asked at another place by now, 9 milliseconds for which what it ordered
--       can't be ordered again
-- Returns 1, also to a holder that committed before; 0 if the token is not the holder's; 2 if
-- meanwhile somebody changed the question or took it back.
local question, waiting, ready, leases, wake, owner, first, running, traces = unpack(KEYS)
local thread, token, member, remembered, known, questions, heeded, moved, moment = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then
  return redis.call('HGET', question, 'committed') == token and 1 or 0
end
local wish = redis.call('HGET', question, 'wish')
if wish == 'change' or (wish == 'withdraw' and heeded ~= 'heeded') then return 2 end

local gone = {}
for part in string.gmatch(redis.call('HGET', first, 'together') or '', '%S+') do
  gone[part] = redis.call('HEXISTS', question, 'together') == 1
  redis.call('PEXPIRE', questions .. part, known)
end
for _, other in ipairs(redis.call('ZRANGE', waiting, 0, -1)) do
  local id = string.sub(other, string.find(other, ' ', 1, true) + 1)
  if gone[id] then
    redis.call('ZREM', waiting, other)
    redis.call('HSET', questions .. id, 'committed', token)
  end
end

local once = redis.call('HGET', question, 'once')
if once then redis.call('PEXPIRE', once, moment) end
redis.call('HSET', question, 'committed', token)
redis.call('HDEL', question, 'wish')
redis.call('PEXPIRE', question, remembered)
redis.call('PEXPIRE', first, known)
-- Whatever has a record is listed among the traces, to be forgotten with its thread.
redis.call('PEXPIRE', traces, math.max(remembered, known), 'GT')
redis.call('ZREM', waiting, member)
redis.call('ZREM', leases, thread)
redis.call('HDEL', owner, thread)
redis.call('HDEL', running, thread)
-- Its words lie where it is asked by now, to be forgotten there; that it was put stays known.
if moved == 'moved' then
  redis.call('HSET', question, 'heard', 1)
  redis.call('HDEL', question, 'asked')
end
-- The order to forget goes last: see `forget.lua`.
if redis.call('HEXISTS', question, 'forgets') == 1 then
  redis.call('DEL', question)
  redis.call('SREM', traces, string.sub(member, string.find(member, ' ', 1, true) + 1))
end

if redis.call('EXISTS', waiting) == 1 then
  local t = redis.call('TIME')
  redis.call('ZADD', ready, t[1] * 1000000 + t[2], thread)
  redis.call('LPUSH', wake, '')
  redis.call('LTRIM', wake, 0, 255)
end
return 1

-- Let a question wait in its thread, once.
-- KEYS: 1 question, 2 waiting, 3 ready, 4 leases, 5 wake, 6 known, 7 asked, 8 traces,
--       9 forgotten, 10 threads of whoever asks, 11 what is ordered once, if it is
-- ARGV: 1 thread, 2 member, 3 asked (JSON), 4 its ts, 5 id of its first asking, 6 cap,
--       7 milliseconds for which the thread stays known,
--       8 milliseconds for which it is known that there was no room,
--       9 "alone" if no other question may be answered with it,
--       10 who asks, 11 "word" if it is none of the questions of the thread,
--       12 how many threads of one person are listed; "" if this one is not to be,
--       13 milliseconds for which what is ordered can't be again, unless that ends before
-- Returns "new", "duplicate" (it was put before, or taken back or forgotten before it came), "twin"
-- (what it orders was ordered before, and is not long done) or, once, "full" (`cap` wait already).
local question, waiting, ready, leases, wake, known, people, traces, forgotten, list = unpack(KEYS)
local once, longest = KEYS[11], tonumber(ARGV[13])
local thread, member, asked, ts, first, cap, retention, told, alone, user, kind = unpack(ARGV)
local t = redis.call('TIME')

local upto = redis.call('GET', forgotten)
if upto and tonumber(ts) <= tonumber(upto) then return 'duplicate' end
for _, field in ipairs({'asked', 'full', 'gone', 'heard'}) do
  if redis.call('HEXISTS', question, field) == 1 then return 'duplicate' end
end
if once and redis.call('EXISTS', once) == 1 then return 'twin' end
redis.call('SADD', traces, string.sub(member, string.find(member, ' ', 1, true) + 1))
redis.call('PEXPIRE', traces, retention + told)
if redis.call('ZCARD', waiting) >= tonumber(cap) then
  -- Slack tells of one message twice, and delivers again: its asker is told once.
  redis.call('HSET', question, 'full', 1)
  redis.call('PEXPIRE', question, told)
  return 'full'
end

-- No time limit while it waits: `commit` sets one.
redis.call('HSET', question, 'asked', asked, 'first', first)
if once then
  -- `commit` ends it; that of an older bot, beside us while we are deployed, knows of none.
  redis.call('SET', once, '', 'PX', math.min(retention, longest))
  redis.call('HSET', question, 'once', once)
end
if alone == 'alone' then redis.call('HSET', question, 'alone', 1) end
redis.call('ZADD', waiting, 0, member)
if kind ~= 'word' then
  redis.call('HSETNX', people, string.sub(member, string.find(member, ' ', 1, true) + 1), user)
  redis.call('PEXPIRE', people, retention)
end
if ARGV[12] ~= '' then
  redis.call('ZADD', list, 'GT', ts, thread)
  redis.call('ZREMRANGEBYSCORE', list, '-inf', t[1] - retention / 1000)
  redis.call('ZREMRANGEBYRANK', list, 0, -ARGV[12] - 1)
  redis.call('PEXPIRE', list, retention)
end
-- A word calls nobody in.
if kind == 'word' or not redis.call('SET', known, ts, 'PX', retention, 'NX') then
  redis.call('PEXPIRE', known, retention)
end

if not redis.call('ZSCORE', leases, thread) then
  local now = t[1] * 1000000 + t[2]
  if redis.call('ZADD', ready, 'NX', now, thread) == 1 then
    redis.call('LPUSH', wake, '')
    redis.call('LTRIM', wake, 0, 255)
  end
end
return 'new'

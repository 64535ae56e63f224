-- A person changed the words of a question, or took it back.
-- KEYS: 1 question, 2 waiting, 3 running, 4 traces, 5 forgotten
-- ARGV: 1 thread, 2 member, 3 asked (JSON), or "" if it was taken back, 4 when, as Slack's ts,
--       5 prefix of question keys, 6 channel, 7 milliseconds for which it is remembered
-- Returns {what became of it, id of the question that stands for all that are answered with it}:
-- "unknown", "stale" (a later change is known, or it was taken back), "waiting", "running" or
-- "answered"; the last two are for the caller, or the worker, to act on.
local question, waiting, running, traces, forgotten = unpack(KEYS)
local thread, member, asked, when, questions, channel, remembered = unpack(ARGV)
local known = redis.call('HMGET', question, 'first', 'gone', 'edited', 'head', 'together')
local head = known[4] or known[1] or ''

if not known[1] then
  -- What is taken back before we hear of it is never asked; what was forgotten is not anyway.
  local upto = tonumber(redis.call('GET', forgotten) or 0)
  local ts, id = string.match(member, '^(%S+) (.*)$')
  if asked == '' and tonumber(ts) > upto then
    redis.call('HSET', question, 'gone', 1)
    redis.call('PEXPIRE', question, remembered)
    redis.call('SADD', traces, id)
    redis.call('PEXPIRE', traces, remembered, 'NX')
    redis.call('PEXPIRE', traces, remembered, 'GT')
  elseif asked ~= '' then
    -- It was obeyed or turned away as it was; in its new words it may be asked.
    redis.call('HDEL', question, 'heard', 'full')
  end
  return {'unknown', ''}
end
local waits = redis.call('ZSCORE', waiting, member)
if asked ~= '' then
  if known[2] or (known[3] and tonumber(known[3]) > tonumber(when)) then return {'stale', head} end
  redis.call('HSET', question, 'asked', asked, 'edited', when)
else
  redis.call('HSET', question, 'gone', 1)
end

local function wished()
  local left = false
  for part in string.gmatch(redis.call('HGET', questions .. head, 'together') or head, '%S+') do
    left = left or redis.call('HEXISTS', questions .. part, 'gone') == 0
  end
  return left and 'change' or 'withdraw'
end

local id = redis.call('HGET', running, thread)
if id and redis.call('HGET', questions .. id, 'first') == head then
  local wish = wished()
  redis.call('HSET', questions .. id, 'wish', wish)
  redis.call('PUBLISH', channel, id .. ' ' .. wish)
  return {'running', head}
end
if not waits then return {'answered', head} end
if asked == '' and not known[4] and not known[5] then
  redis.call('ZREM', waiting, member)
  redis.call('PEXPIRE', question, remembered)
end
return {'waiting', head}

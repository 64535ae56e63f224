#!lua flags=allow-oom
-- May this method be called now? If so the call is counted (GCRA). All times are microseconds.
-- KEYS: 1 full    string  when all calls so far are paid for: its bucket is empty then
--       2 pause   string  stands as long as Slack wants no call of this method
--       3 later   string  the `full` of the method that each call of this one brings about later
--       4 open    zset    who will need that later call; score: until when
-- ARGV: 1 "open", "close" or "" (neither), 2 who, 3 gap between calls, 4 calls in a burst,
--       5 and 6 the same of the later method, 7 how long the later call may be needed
-- Returns 0 (granted) or the microseconds after which to ask again.
local full, pause, later, open = unpack(KEYS)
local act, who = ARGV[1], ARGV[2]
local gap, burst = tonumber(ARGV[3]), tonumber(ARGV[4])
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]

local paused = redis.call('PTTL', pause) * 1000
if paused > 0 then return paused end

local function paid(key) return math.max(now, tonumber(redis.call('GET', key) or '0')) end
local after = paid(full) + gap
if after - now > burst * gap then return math.ceil(after - now - burst * gap) end

-- What is opened has to be closed: room for that is kept for everybody who is open.
if act == 'open' then
  local every, most = tonumber(ARGV[5]), tonumber(ARGV[6])
  redis.call('ZREMRANGEBYSCORE', open, '-inf', now)
  local used = (later == full and after or paid(later)) - now
  local others = redis.call('ZCARD', open) - (redis.call('ZSCORE', open, who) and 1 or 0)
  if used + (others + 1) * every > most * every then return every end
  redis.call('ZADD', open, now + tonumber(ARGV[7]), who)
  redis.call('PEXPIRE', open, math.ceil(tonumber(ARGV[7]) / 1000))
elseif act == 'close' then
  redis.call('ZREM', open, who)
end

redis.call('SET', full, string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000) + 1)
return 0

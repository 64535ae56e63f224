#!lua flags=allow-oom
-- May this reply be edited now? If so the edit is counted. All times are microseconds.
-- KEYS: 1 window    zset    edits of the last minute; score: when
--       2 running   zset    replies that will need a final edit; score: until when we believe so
--       3 interims  zset    the line of replies that wait for an interim edit; score: since when,
--                           a minute earlier for a first text, an hour later for what goes on
--       4 finals    zset    the same for final edits
--       5 asked     zset    who stands in a line; score: when it last asked
--       6 pause     string  until when Slack wants no edit
--       7 last      string  when the last interim edit was granted
-- ARGV: 1 "first", "more", "doing" (see `bot/reply/pace.py`) or "final", 2 reply, 3 minute,
--       4 interim edits a minute, 5 edits a minute, 6 now, or "" for the clock of Redis
-- Returns 0 (granted) or the microseconds after which to ask again.
local window, running, interims, finals, asked, pause, last = unpack(KEYS)
local kind, reply = ARGV[1], ARGV[2]
local minute, allowed, ceiling = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local t = redis.call('TIME')
local now = tonumber(ARGV[6]) or t[1] * 1000000 + t[2]

-- Forget edits a minute ago, replies that went silent, and who left the line without a word.
redis.call('ZREMRANGEBYSCORE', window, '-inf', now - minute)
redis.call('ZREMRANGEBYSCORE', running, '-inf', now)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', asked, '-inf', now - minute / 12)) do
  for _, key in ipairs({asked, interims, finals}) do redis.call('ZREM', key, gone) end
end

-- Asking is a sign of life, and takes a place in the line: that of the best kind it asked for.
local line, since = interims, now
if kind == 'final' then
  line = finals
  redis.call('ZREM', interims, reply)
elseif kind == 'first' then
  since = now - minute
elseif kind == 'doing' then
  since = now + 60 * minute
end
redis.call('ZADD', running, now + minute, reply)
redis.call('ZADD', asked, now, reply)
redis.call('ZADD', line, 'LT', since, reply)
for i = 1, 5 do redis.call('PEXPIRE', KEYS[i], math.ceil(minute / 500)) end

local place = redis.call('ZRANK', line, reply)
local used = redis.call('ZCARD', window)

-- Time until the edit at `rank` (0: the oldest) leaves the window.
local function leaves(rank)
  local edit = redis.call('ZRANGE', window, rank, rank, 'WITHSCORES')
  return edit[2] and edit[2] + minute - now or minute
end

-- `whole`: what this kind of edit may use of a minute. Interim ones leave room for the final edit
-- of every running reply, and while few are running also for those of some that may begin.
-- `open`: how many of the line may go now; `wait`: how long this one waits.
local whole = ceiling
if kind ~= 'final' then
  local runs = redis.call('ZCARD', running)
  local newcomers = math.max(0, math.floor(ceiling / 5 - runs / 3))
  whole = math.max(0, math.min(allowed, ceiling - runs - newcomers))
  if kind == 'doing' then whole = math.floor(whole / 3) end
end
local free = whole - used
local open = free
local wait = leaves(math.max(0, place - free))

-- A third may go in a burst, for first texts a half. Then what is left is spread until the window
-- frees the next edit, so that the replies go on growing, slowly, instead of standing still.
local burst = whole / (kind == 'first' and 2 or 3)
if kind ~= 'final' and free > 0 and used > burst then
  local gap = math.max(minute / whole, leaves(0) / free)
  local rested = now - (redis.call('GET', last) or 0)
  open = math.min(free, math.floor(rested / gap))
  wait = (place + 1) * gap - rested
end

local paused = (redis.call('GET', pause) or 0) - now
if paused > 0 then wait = paused end
if paused > 0 or place >= open then
  return math.ceil(math.max(minute / 1000, math.min(wait, minute / 24)))
end

redis.call('ZADD', window, now, string.format('%.0f %d %s', now, used, reply))
redis.call('PEXPIRE', window, math.ceil(minute / 500))
redis.call('ZREM', line, reply)
redis.call('ZREM', asked, reply)
if kind ~= 'final' then
  redis.call('SET', last, string.format('%.0f', now), 'PX', math.ceil(minute / 500))
end
return 0

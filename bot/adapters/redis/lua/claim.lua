-- Lease the thread that has been ready longest, for the question in it whose answer was begun, else
-- for the oldest and those that wait with it: who they are is decided once, and written down.
-- KEYS: 1 ready, 2 leases, 3 owner, 4 fence, 5 wake, 6 running
-- ARGV: 1 microseconds of the lease, 2 prefix of waiting keys, 3 prefix of question keys, 4 how
--       many questions one reply answers at most, 5 the newest schema that the worker can read:
--       what is newer is left to newer workers
-- Returns nil if no thread is ready, else {token, attempt, journal (JSON or ""), wish ("" for none),
-- how many of the questions were taken back, asked (JSON), then asked of each that was not}.
local ready, leases, owner, fence, wake, running = unpack(KEYS)
local lease, waiting, questions, most, schema = unpack(ARGV)
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]

-- Leases that ran out: their threads go first. Without an owner nobody can renew them any more.
for _, thread in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, 64)) do
  redis.call('ZREM', leases, thread)
  redis.call('HDEL', owner, thread)
  redis.call('ZADD', ready, 0, thread)
end

local function newer(record)
  local version = record and string.match(record, '^{"v":(%d+),')
  return version and tonumber(version) > tonumber(schema)
end

local function named(member)
  return string.sub(member, string.find(member, ' ', 1, true) + 1)
end

-- The question that is to be answered in a thread; nil if none waits. What was begun goes on, even
-- if one that was asked before it has come meanwhile: the model knows of it, and people see it.
local function chosen(thread)
  local begun = redis.call('HGET', running, thread)
  local members = redis.call('ZRANGE', waiting .. thread, 0, begun and -1 or 0)
  for _, member in ipairs(members) do
    if named(member) == begun then return member end
  end
  return members[1]
end

-- Whether a question waits for the first time, for nobody else's reply, and may share one.
local function joins(id)
  local key = questions .. id
  local held = redis.call('HMGET', key, 'first', 'alone', 'together', 'head')
  return held[1] == id and not held[2] and not held[3] and not held[4]
end

-- The ids of all that is answered with question `id`, as one text.
local function together(thread, id)
  local key = questions .. id
  local first = redis.call('HGET', key, 'first')
  if first ~= id then return redis.call('HGET', questions .. first, 'together') or first end
  local written = redis.call('HGET', key, 'together')
  if written then return written end
  local found = {id}
  if joins(id) then
    for place, member in ipairs(redis.call('ZRANGE', waiting .. thread, 0, most - 1)) do
      local other = named(member)
      if place > 1 then
        if not joins(other) then break end
        redis.call('HSET', questions .. other, 'head', id)
        table.insert(found, other)
      end
    end
  end
  written = table.concat(found, ' ')
  redis.call('HSET', key, 'together', written)
  return written
end

local function claimed(thread, id, asked)
  local key = questions .. id
  local token = redis.call('INCR', fence)
  if token == 1 then
    -- A Redis that has lost its memory must not give a token again that a holder still shows.
    redis.call('SET', fence, t[1] .. string.format('%06d', t[2]))
    token = redis.call('INCR', fence)
  end
  redis.call('ZREM', ready, thread)
  redis.call('HSET', owner, thread, token)
  redis.call('HSET', running, thread, id)
  redis.call('ZADD', leases, now + lease, thread)
  local attempt = redis.call('HINCRBY', key, 'attempts', 1)
  redis.call('HSET', key, 'taken', string.format('%.0f', now))
  local first = questions .. redis.call('HGET', key, 'first')
  local wish = redis.call('HGET', key, 'wish') or ''
  -- The words are read now: whatever was changed in them is known from here on.
  if wish == 'change' then
    redis.call('HDEL', key, 'wish')
    wish = ''
  end
  local gone = 0
  local claim = {token, attempt, redis.call('HGET', first, 'journal') or '', wish, gone, asked}
  for part in string.gmatch(together(thread, id), '%S+') do
    local words = redis.call('HMGET', questions .. part, 'asked', 'gone')
    if words[1] and not words[2] then
      table.insert(claim, words[1])
    else
      gone = gone + 1
    end
  end
  claim[5] = gone
  return claim
end

local left = 0
while true do
  local thread = redis.call('ZRANGE', ready, left, left)[1]
  if not thread then
    redis.call('DEL', wake)
    return false
  end
  local member = chosen(thread)
  local question = member and questions .. named(member)
  local asked = question and redis.call('HGET', question, 'asked')
  local first = asked and questions .. redis.call('HGET', question, 'first')
  if newer(asked) or newer(first and redis.call('HGET', first, 'journal')) then
    left = left + 1
  elseif asked then
    return claimed(thread, named(member), asked)
  elseif member then
    -- Somebody deleted the question by hand; it must not silence its thread.
    redis.call('ZREM', waiting .. thread, member)
  else
    redis.call('ZREM', ready, thread)
  end
end

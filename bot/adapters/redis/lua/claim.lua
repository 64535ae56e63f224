-- Lease the thread that has been ready longest, for the oldest question in it.
-- KEYS: 1 ready, 2 leases, 3 owner, 4 fence, 5 wake
-- ARGV: 1 microseconds of the lease, 2 prefix of waiting keys, 3 prefix of question keys,
--       4 the newest schema that the worker can read: what is newer is left to newer workers
-- Returns {token, attempt, asked (JSON), journal (JSON or nil)}, or nil if no thread is ready.
local ready, leases, owner, fence, wake = unpack(KEYS)
local lease, waiting, questions, schema = unpack(ARGV)
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

local left = 0
while true do
  local thread = redis.call('ZRANGE', ready, left, left)[1]
  if not thread then
    redis.call('DEL', wake)
    return false
  end
  local member = redis.call('ZRANGE', waiting .. thread, 0, 0)[1]
  local question = member and questions .. string.sub(member, string.find(member, ' ', 1, true) + 1)
  local asked = question and redis.call('HGET', question, 'asked')
  local first = asked and questions .. redis.call('HGET', question, 'first')
  local journal = asked and redis.call('HGET', first, 'journal')
  if newer(asked) or newer(journal) then
    left = left + 1
  elseif asked then
    local token = redis.call('INCR', fence)
    if token == 1 then
      -- A Redis that has lost its memory must not give a token again that a holder still shows.
      redis.call('SET', fence, t[1] .. string.format('%06d', t[2]))
      token = redis.call('INCR', fence)
    end
    redis.call('ZREM', ready, thread)
    redis.call('HSET', owner, thread, token)
    redis.call('ZADD', leases, now + lease, thread)
    local attempt = redis.call('HINCRBY', question, 'attempts', 1)
    redis.call('HSET', question, 'taken', string.format('%.0f', now))
    return {token, attempt, asked, journal}
  elseif member then
    -- Somebody deleted the question by hand; it must not silence its thread.
    redis.call('ZREM', waiting .. thread, member)
  else
    redis.call('ZREM', ready, thread)
  end
end

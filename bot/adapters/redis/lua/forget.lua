#!lua flags=allow-oom
-- Forget all of a thread but what waits in it, and the order to forget until it is committed.
-- KEYS: 1 owner, 2 waiting, 3 question: the order, 4 traces, 5 asked, 6 known, 7 kept, 8 forgotten,
--       9 and 10 sets that name the thread, from 11 on what goes as a whole
-- ARGV: 1 thread, 2 token, 3 prefix of question keys, 4 prefix of people's lists of threads,
--       5 member of the order, 6 its ts, 7 milliseconds for which it is known that it was forgotten
-- Returns 1, or 0 if the token is not the holder's.
local owner, waiting, order, traces, people, known, kept, forgotten = unpack(KEYS)
local thread, token, questions, lists, own, upto, retention = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
local waits, stays, next_ = {}, {}, nil
for _, member in ipairs(redis.call('ZRANGE', waiting, 0, -1)) do
  local id = string.sub(member, string.find(member, ' ', 1, true) + 1)
  local first = redis.call('HGET', questions .. id, 'first') or id
  waits[id], waits[first] = true, true
  if member ~= own then
    stays[redis.call('HGET', people, id) or ''] = true
    next_ = next_ or string.match(member, '^0*(%S+) ')
  end
end

for _, ids in ipairs({
  redis.call('SMEMBERS', traces), redis.call('HKEYS', people), redis.call('HKEYS', kept),
}) do
  for _, id in ipairs(ids) do
    local user = redis.call('HGET', people, id)
    if user and not stays[user] then redis.call('ZREM', lists .. user, thread) end
    local ordered = string.sub(own, -#id - 1) == ' ' .. id
    if ordered or not waits[id] then redis.call('HDEL', people, id) end
    if not waits[id] then
      redis.call('DEL', questions .. id)
      redis.call('SREM', traces, id)
    end
  end
end
redis.call('ZREM', KEYS[9], thread)
redis.call('ZREM', KEYS[10], thread)
redis.call('DEL', known, kept, unpack(KEYS, 11))

redis.call('SET', forgotten, upto, 'PX', retention)
redis.call('HSET', order, 'forgets', 1)
-- What was asked meanwhile begins anew.
if next_ then redis.call('SET', known, next_, 'PX', retention) end
return 1

-- Forget what was said in a thread, and what was asked there but waits no more.
-- KEYS: 1 owner, 2 waiting, 3 asked, 4 kept, from 5 on what goes as a whole
-- ARGV: 1 thread, 2 token, 3 prefix of question keys
-- Returns 1, or 0 if the token is not the holder's.
local owner, waiting, people, kept = unpack(KEYS)
local thread, token, questions = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
local waits = {}
for _, member in ipairs(redis.call('ZRANGE', waiting, 0, -1)) do
  local id = string.sub(member, string.find(member, ' ', 1, true) + 1)
  waits[redis.call('HGET', questions .. id, 'first') or id] = true
end
for _, names in ipairs({redis.call('HKEYS', people), redis.call('HKEYS', kept)}) do
  for _, id in ipairs(names) do
    if not waits[id] and redis.call('EXISTS', questions .. id) == 1 then
      -- That it was asked stays known, or Slack telling of it again would ask it again.
      redis.call('HDEL', questions .. id, 'asked', 'journal', 'together', 'head', 'edited')
      redis.call('HSET', questions .. id, 'gone', 1)
    end
    if not waits[id] then redis.call('HDEL', people, id) end
  end
end
redis.call('DEL', unpack(KEYS, 4))
return 1

#!lua flags=allow-oom
-- Forget all that is one person's alone; a thread that is left without feedback is listed no more.
-- KEYS: 1 judged by anybody, from 2 on what goes as a whole
-- ARGV: 1 who, 2 prefix of the feedback of threads
-- Returns 1.
local anybody = KEYS[1]
local own, prefix = ' ' .. ARGV[1], ARGV[2]

for _, thread in ipairs(redis.call('ZRANGE', anybody, 0, -1)) do
  local feedback, gone = prefix .. thread, false
  for _, key in ipairs(redis.call('HKEYS', feedback)) do
    if string.sub(key, -#own) == own then gone = redis.call('HDEL', feedback, key) end
  end
  if gone and redis.call('EXISTS', feedback) == 0 then redis.call('ZREM', anybody, thread) end
end
redis.call('DEL', unpack(KEYS, 2))
return 1

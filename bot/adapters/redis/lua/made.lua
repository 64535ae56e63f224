#!lua flags=allow-oom
-- The last edit granted to this reply has been answered: it counts for a minute from now on.
-- KEYS: 1 window
-- ARGV: 1 reply, 2 now in microseconds, or "" for the clock of Redis
-- Returns 1.
local window, reply = KEYS[1], ARGV[1]
local t = redis.call('TIME')
local now = tonumber(ARGV[2]) or t[1] * 1000000 + t[2]

for _, edit in ipairs(redis.call('ZREVRANGE', window, 0, -1)) do
  if string.sub(edit, -#reply - 1) == ' ' .. reply then
    redis.call('ZADD', window, 'XX', now, edit)
    break
  end
end
return 1

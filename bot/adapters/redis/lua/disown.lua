-- Forget what one person changed: all of their own list, and their rows in the workspace's.
-- KEYS: 1 changes of the workspace and its channels, 2 changes of the person
-- ARGV: 1 who
-- Returns 1.
local ours, theirs = unpack(KEYS)
redis.call('DEL', theirs)
for _, row in ipairs(redis.call('XRANGE', ours, '-', '+')) do
  local fields = row[2]
  for i = 1, #fields, 2 do
    if fields[i] == 'who' and fields[i + 1] == ARGV[1] then redis.call('XDEL', ours, row[1]) end
  end
end
return 1

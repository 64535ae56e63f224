-- Forget what one person changed: all of their own list, and their rows in those of the workspace.
-- KEYS: 1 changes of the workspace, 2 changes of its channels, 3 changes of the person
-- ARGV: 1 who
-- Returns 1.
redis.call('DEL', KEYS[3])
for at = 1, 2 do
  for _, row in ipairs(redis.call('XRANGE', KEYS[at], '-', '+')) do
    local fields = row[2]
    for i = 1, #fields, 2 do
      if fields[i] == 'who' and fields[i + 1] == ARGV[1] then redis.call('XDEL', KEYS[at], row[1]) end
    end
  end
end
return 1

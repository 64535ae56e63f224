-- One process at a time, as long as it goes on saying so.
-- KEYS: 1 holder
-- ARGV: 1 process, 2 milliseconds
-- Returns 1 if it is this process, else 0.
local holder = KEYS[1]
local process, term = ARGV[1], ARGV[2]

local held = redis.call('GET', holder)
if held and held ~= process then return 0 end
redis.call('SET', holder, process, 'PX', term)
return 1

#!lua flags=allow-oom
-- Ask whoever writes the answer of a thread to end it here. It is written down, so that a dead
-- worker's heir knows, and told to every process, so that it is done at once.
-- KEYS: 1 running, 2 asked
-- ARGV: 1 thread, 2 who wants it, 3 id of the question meant ("" for any), 4 prefix of question
--       keys, 5 channel
-- Returns "stopped", "idle" if no such answer is being written, or "barred" to somebody who never
-- asked in this thread.
local running, people = unpack(KEYS)
local thread, user, meant, questions, channel = unpack(ARGV)

local id = redis.call('HGET', running, thread)
if not id or (meant ~= '' and meant ~= id) then return 'idle' end
local may = false
for _, each in ipairs(redis.call('HVALS', people)) do may = may or each == user end
if not may then return 'barred' end

-- What is taken back altogether need not be stopped.
if redis.call('HGET', questions .. id, 'wish') ~= 'withdraw' then
  redis.call('HSET', questions .. id, 'wish', 'stop ' .. user)
  redis.call('PUBLISH', channel, id .. ' stop ' .. user)
end
return 'stopped'

#!lua flags=allow-oom
-- Write the journal of the question that is leased, where its first asking keeps it.
-- KEYS: 1 owner, 2 question, as first asked
-- ARGV: 1 thread, 2 token, 3 journal (JSON)
-- Returns 1, or 0 if the token is not the holder's.
local owner, question = unpack(KEYS)
local thread, token, journal = unpack(ARGV)

if redis.call('HGET', owner, thread) ~= token then return 0 end
redis.call('HSET', question, 'journal', journal)
return 1

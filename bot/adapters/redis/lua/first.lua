-- Is this message, which does not wait in the mailbox, told for the first time?
-- KEYS: 1 question, 2 traces, 3 forgotten
-- ARGV: 1 id of the question, 2 its ts, 3 milliseconds for which it is remembered
-- Returns 1, or 0 if it was told before, or forgotten.
local question, traces, forgotten = unpack(KEYS)
local id, ts, remembered = unpack(ARGV)

local upto = redis.call('GET', forgotten)
if upto and tonumber(ts) <= tonumber(upto) then return 0 end
local fresh = redis.call('HSETNX', question, 'heard', 1)
redis.call('PEXPIRE', question, remembered, 'NX')
redis.call('SADD', traces, id)
redis.call('PEXPIRE', traces, remembered, 'NX')
redis.call('PEXPIRE', traces, remembered, 'GT')
return fresh

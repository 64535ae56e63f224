-- Append what was said in answering the leased question: the turns of each role once.
-- KEYS: 1 owner, 2 question, 3 conversation, 4 known, 5 preferences of the thread
-- ARGV: 1 thread, 2 token, 3 milliseconds of retention, then pairs of role and turn (JSON)
-- Returns 1, or 0 if the token is not the holder's.
local owner, question, conversation, known, preferences = unpack(KEYS)
local thread, token, retention = unpack(ARGV, 1, 3)

if redis.call('HGET', owner, thread) ~= token then return 0 end
local fresh = {}
for i = 4, #ARGV, 2 do
  local role, turn = ARGV[i], ARGV[i + 1]
  if redis.call('HSETNX', question, 'kept ' .. role, token) == 1 then fresh[role] = true end
  if fresh[role] then redis.call('RPUSH', conversation, turn) end
end
redis.call('PEXPIRE', conversation, retention)
redis.call('PEXPIRE', preferences, retention)
redis.call('PEXPIRE', known, retention)
return 1

-- Before a lost question is asked again: what of its reply is still visible in Slack.
-- KEYS: 1 question
-- ARGV: 1 journal (JSON)
-- Returns 1, or 0 if the question is not lost: its own journal knows better.
local question = KEYS[1]
local journal = ARGV[1]

if redis.call('HEXISTS', question, 'asked') == 1 or redis.call('HEXISTS', question, 'full') == 1 then
  return 0
end
redis.call('HSET', question, 'journal', journal)
return 1

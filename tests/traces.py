"""Everything that a Redis holds, names and values, to be searched for what should be gone."""


async def everything(redis):
    """Each key with all that it holds, as one text a key."""
    found = {}
    for key in sorted(await redis.keys("*")):
        found[key.decode(errors="replace")] = (await _held(redis, key)).decode(errors="replace")
    return found


async def _held(redis, key):
    match await redis.type(key):
        case b"string":
            parts = [await redis.get(key) or b""]
        case b"hash":
            parts = [part for pair in (await redis.hgetall(key)).items() for part in pair]
        case b"list":
            parts = await redis.lrange(key, 0, -1)
        case b"set":
            parts = await redis.smembers(key)
        case b"zset":
            parts = [part for part, _ in await redis.zrange(key, 0, -1, withscores=True)]
            parts += [
                repr(score).encode() for _, score in await redis.zrange(key, 0, -1, withscores=True)
            ]
        case b"stream":
            rows = await redis.xrange(key)
            parts = [part for _, row in rows for pair in row.items() for part in pair]
        case kind:
            raise AssertionError(f"{key}: a {kind}")
    return b"\n".join(parts)


async def naming(redis, *words):
    """The keys that name any of `words`, or hold it: each with the words that it has."""
    held = await everything(redis)
    found = {key: [w for w in words if w in key or w in value] for key, value in held.items()}
    return {key: words for key, words in found.items() if words}

"""Everything that a Redis holds, names and values, to be searched for what should be gone."""


async def everything(redis):
    """Each key with all that it holds, as one text a key."""
    found = {}
    for key in sorted(await redis.keys("*")):
        found[key.decode(errors="replace")] = (await _held(redis, key)).decode(errors="replace")
    return found


async def _held(redis, key):
    kind = (await redis.type(key)).decode()
    match kind:
        case "string":
            parts = [await redis.get(key) or b""]
        case "hash":
            parts = [part for pair in (await redis.hgetall(key)).items() for part in pair]
        case "stream":
            rows = await redis.xrange(key)
            parts = [part for id_, row in rows for part in (id_, *row, *row.values())]
        case _:
            parts = await _members(redis, kind, key)
    return b"\n".join(parts)


async def _members(redis, kind, key):
    match kind:
        case "list":
            return await redis.lrange(key, 0, -1)
        case "set":
            return await redis.smembers(key)
        case "zset":
            scored = await redis.zrange(key, 0, -1, withscores=True)
            return [part for name, score in scored for part in (name, repr(score).encode())]
        case "none":
            return []  # it went between two looks
        case _:
            raise AssertionError(f"{key}: a {kind}")


async def naming(redis, *words):
    """The keys that name any of `words`, or hold it: each with the words that it has."""
    held = await everything(redis)
    found = {key: [w for w in words if w in key or w in value] for key, value in held.items()}
    return {key: words for key, words in found.items() if words}

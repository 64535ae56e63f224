"""The baseline: Bolt's own server, whose listener keeps nothing before Slack is answered."""

import asyncio
import sys

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult


async def authorize(**_):
    return AuthorizeResult(
        enterprise_id=None, team_id="T0LOOM01", bot_token="xoxb-x", bot_user_id="U0BOT0001"
    )


async def main(secret):
    app = AsyncApp(authorize=authorize, signing_secret=secret)

    @app.event("app_mention")
    async def on_mention():
        pass

    async def events(request):
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    house = web.Application()
    house.router.add_post("/slack/events", events)
    runner = web.AppRunner(house, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1]))

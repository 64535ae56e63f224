import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.message import Said
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.workspace import Place, Workspace

from .conftest import ANN, BEN, CHI


@given(st.lists(st.floats(0, 2e9), min_size=1))
def test_no_two_messages_share_a_ts_and_each_is_later_than_the_last(readings):
    times = iter(readings)
    workspace = Workspace(lambda: next(times))
    marks = [workspace.ts() for _ in readings]
    numbers = [int(ts.replace(".", "")) for ts in marks]
    assert numbers == sorted(set(numbers))
    assert all(len(ts.partition(".")[2]) == 6 for ts in marks)


def test_people_and_channels_go_by_id_or_name(workspace):
    assert workspace.user("ann") is workspace.user(ANN) is workspace.user("@ann")
    assert workspace.channel("general") is workspace.channel("#general")
    assert workspace.im("ben").members == {BEN, "U0BOT0001"}
    for nobody in (lambda: workspace.user("dan"), lambda: workspace.channel("dan")):
        with pytest.raises(Refusal, match="_not_found"):
            nobody()


def test_a_root_counts_its_replies_and_a_reply_names_its_root(workspace):
    general = workspace.channel("general")
    root = workspace.post(Place(general), ANN, Said("root"))
    assert "thread_ts" not in root.wire()
    reply = workspace.post(Place(general, root), BEN, Said("reply"))
    assert root.wire()["reply_count"] == 1
    assert root.wire()["reply_users"] == [BEN]
    assert root.wire()["thread_ts"] == root.ts
    assert reply.wire()["thread_ts"] == root.ts
    assert reply.wire()["parent_user_id"] == ANN


def test_a_deleted_root_is_a_tombstone_until_its_last_reply_is_gone(workspace):
    general = workspace.channel("general")
    root = workspace.post(Place(general), ANN, Said("root"))
    reply = workspace.post(Place(general, root), BEN, Said("reply"))
    workspace.delete(root)
    assert workspace.root(general, root.ts).wire()["subtype"] == "tombstone"
    with pytest.raises(Refusal, match="message_not_found"):
        workspace.find(general, root.ts)
    workspace.delete(reply)
    assert workspace.timeline(general) == []


def test_a_whisper_is_seen_by_one_person_and_stands_in_no_timeline(workspace):
    general = workspace.channel("general")
    note = workspace.note(general, ANN, "psst")
    assert [m.said.text for m in workspace.seen_by(ANN)] == ["psst"]
    assert list(workspace.seen_by(BEN)) == workspace.timeline(general) == []
    workspace.delete(note)
    assert list(workspace.seen_by(ANN)) == []


def test_nobody_sees_a_channel_they_are_not_in(workspace):
    workspace.post(Place(workspace.channel("founders")), ANN, Said("secret"))
    workspace.post(Place(workspace.im("ann")), ANN, Said("also secret"))
    assert list(workspace.seen_by(CHI)) == []
    assert len(list(workspace.seen_by(ANN))) == 2


def test_every_change_is_told_with_what_was_before(workspace):
    told = []
    workspace.watchers.append(told.append)
    message = workspace.post(Place(workspace.channel("general")), ANN, Said("one"))
    workspace.edit(message, Said("two"), marked=True)
    workspace.delete(message)
    assert [change.kind for change in told] == ["posted", "edited", "deleted"]
    assert [change.before and change.before["text"] for change in told] == [None, "one", "two"]
    assert len({change.ts for change in told}) == 3


def test_metadata_is_told_only_to_those_who_ask(workspace):
    said = Said("x", metadata={"event_type": "turn", "event_payload": {}})
    message = workspace.post(Place(workspace.channel("general")), "U0BOT0001", said)
    assert "metadata" not in message.wire()
    assert message.wire(metadata=True)["metadata"]["event_type"] == "turn"

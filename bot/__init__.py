"""Threadloom: a Slack thread is a conversation with Claude.

A question travels through this package in one direction::

    handlers -> Bot.ask -> Mailbox -> worker -> Bot.answer -> Request -> Delta -> Answer -> Reply

Decisions are pure and live in `conversation`, `answer` and `reply`; `adapters` does the I/O.
"""

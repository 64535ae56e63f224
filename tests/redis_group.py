"""Several real redis-servers that belong together: watched by Sentinels, or as a Cluster."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from redis import Redis

from tests.redis_server import RedisServer, free_port, program, wait_for

DOWN_AFTER = 1000
"""Milliseconds after which Sentinels take a silent primary for dead."""


def until(true, patience=20.0):
    """Wait for something to become so; an error counts as not so yet."""
    end = time.monotonic() + patience
    while True:
        try:
            if found := true():
                return found
        except Exception:
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.05)


class Watched:
    """A primary, a replica, and three Sentinels that watch them as `mymaster`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.primary = self._server("primary")
        self.replica = self._server("replica", replicaof=f"127.0.0.1 {self.primary.port}")
        self._sentinels: list[tuple[int, subprocess.Popen[bytes]]] = []

    @property
    def url(self):
        """Where the Sentinels are; the first address is nobody's, as after a move."""
        ports = [1, *(port for port, _ in self._sentinels)]
        return f"redis+sentinel://{','.join(f'127.0.0.1:{port}' for port in ports)}/mymaster/0"

    def start(self):
        self.primary.start()
        self.replica.start()
        with Redis(port=self.primary.port) as redis:
            until(lambda: "state=online" in str(redis.info("replication").get("slave0")) or
                  redis.info("replication")["slave0"]["state"] == "online")  # fmt: skip
        for name in ("one", "two", "three"):
            self._watch(name)
        until(lambda: all(self._sees(port) for port, _ in self._sentinels))

    def switch(self):
        """Let the two change places, in peace: the old primary becomes a replica."""
        with Redis(port=self._sentinels[0][0]) as redis:
            until(lambda: redis.sentinel_failover("mymaster"))

    def stop(self):
        for _, sentinel in self._sentinels:
            sentinel.kill()
            sentinel.wait(10)
        for server in (self.primary, self.replica):
            server.thaw()
            server.kill()

    def _server(self, name, **options):
        (self.folder / name).mkdir()
        return RedisServer(self.folder / name, repl_diskless_sync_delay="0", **options)

    def _watch(self, name):
        port, file = free_port(), self.folder / f"{name}.conf"
        file.write_text(
            f"port {port}\nbind 127.0.0.1\ndir {self.folder}\nlogfile {name}.log\n"
            f"sentinel monitor mymaster 127.0.0.1 {self.primary.port} 2\n"
            f"sentinel down-after-milliseconds mymaster {DOWN_AFTER}\n"
            "sentinel failover-timeout mymaster 5000\n"
        )
        self._sentinels.append((port, subprocess.Popen([program(), str(file), "--sentinel"])))
        wait_for(port)

    def _sees(self, port):
        """Whether this Sentinel knows the others and the replica."""
        with Redis(port=port, decode_responses=True) as redis:
            told = redis.sentinel_master("mymaster")
        return told["num-other-sentinels"] == 2 and told["num-slaves"] == 1


class Nodes:
    """A Cluster of three primaries, without replicas."""

    def __init__(self, folder: Path) -> None:
        self.servers = []
        for name in ("one", "two", "three"):
            (folder / name).mkdir()
            options = {"cluster_enabled": "yes", "cluster_port": str(free_port())}
            self.servers.append(RedisServer(folder / name, **options))

    @property
    def url(self):
        """All its nodes, the first address being nobody's."""
        ports = [1, *(server.port for server in self.servers)]
        return f"redis+cluster://{','.join(f'127.0.0.1:{port}' for port in ports)}"

    def start(self):
        for server in self.servers:
            server.start()
        nodes = [Redis(port=server.port) for server in self.servers]
        share = 16384 // 3 + 1
        for number, node in enumerate(nodes):
            last = min(16384, (number + 1) * share) - 1
            node.execute_command("CLUSTER", "ADDSLOTSRANGE", number * share, last)
            node.execute_command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        for server in self.servers[1:]:
            bus = server.option("cluster-port")
            nodes[0].execute_command("CLUSTER", "MEET", "127.0.0.1", server.port, bus)
        until(lambda: all(b"cluster_state:ok" in self._told(node) for node in nodes))
        until(lambda: all(b"known_nodes:3" in self._told(node) for node in nodes))
        for node in nodes:
            node.close()

    def stop(self):
        for server in self.servers:
            server.kill()

    def _told(self, node):
        return bytes(node.execute_command("CLUSTER", "INFO", NEVER_DECODE=True))

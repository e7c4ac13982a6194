"""Listens, and says where."""

import socket
import sys

import uvicorn
from fastapi import FastAPI


def listen(app: FastAPI, host: str, port: int, what: str) -> None:
    """Serves until it is interrupted. Prints the address, with the port that was taken for 0."""
    _Announcing(uvicorn.Config(app, host=host, port=port, log_level="warning"), what).run()


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, what: str) -> None:
        super().__init__(config)
        self._what = what

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"serving {self._what} at http://{host}:{port}", file=sys.stderr, flush=True)

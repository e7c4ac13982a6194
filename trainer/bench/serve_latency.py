"""Latency of a running server at 1, 8 and 64 clients.

    armap-trainer serve MODEL &
    python bench/serve_latency.py http://127.0.0.1:8790 trajectories.jsonl --images IMAGES
    python bench/serve_latency.py --tiny        # on a CPU: shows that it works

Each client asks for one trajectory at a time. Prints a line of JSON for each number of clients:
requests per second, and p50 and p99 in milliseconds. Needs httpx.
"""

import argparse
import base64
import itertools
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

CLIENTS = (1, 8, 64)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url", nargs="?")
    parser.add_argument("trajectories", type=Path, nargs="?", help="trajectories, or triplets, one a line")
    parser.add_argument("--images", type=Path)
    parser.add_argument("--requests", type=int, default=256, help="for each number of clients")
    parser.add_argument("--tiny", action="store_true", help="a server and trajectories of its own")
    given = parser.parse_args()
    if given.tiny:
        with tiny_server() as (url, trajectories, images):
            measure(url, bodies_of(trajectories, images), given.requests)
    elif given.url and given.trajectories and given.images:
        measure(given.url, bodies_of(given.trajectories, given.images), given.requests)
    else:
        parser.error("give URL, TRAJECTORIES and --images, or --tiny")


def measure(url: str, bodies: Sequence[dict[str, Any]], requests: int) -> None:
    token = os.environ.get("ARMAP_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(base_url=url, headers=headers, timeout=600, limits=httpx.Limits()) as client:

        def ask(body: dict[str, Any]) -> float:
            started = time.perf_counter()
            client.post("/v1/score", json=body).raise_for_status()
            return 1000 * (time.perf_counter() - started)

        ask(bodies[0])
        for clients in CLIENTS:
            started = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                times = list(pool.map(ask, itertools.islice(itertools.cycle(bodies), requests)))
            quantiles = statistics.quantiles(times, n=100, method="inclusive")
            result = {
                "clients": clients,
                "requestsPerSecond": requests / (time.perf_counter() - started),
                "p50Ms": quantiles[49],
                "p99Ms": quantiles[98],
            }
            print(json.dumps(result), flush=True)


def bodies_of(trajectories: Path, images: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in trajectories.read_text(encoding="utf-8").splitlines()]
    sides = [[row["positive"], row["negative"]] if "positive" in row else [row] for row in rows]
    return [
        {"format": "armap-score/1", "trajectories": [walk], "images": images_of(walk, images)}
        for walk in itertools.chain.from_iterable(sides)
    ]


def images_of(trajectory: dict[str, Any], folder: Path) -> dict[str, str]:
    pages = [*(step["observation"] for step in trajectory["steps"]), trajectory["final"]]
    hashes = {page["image"]["hash"] for page in pages if page.get("image")}
    return {digest: base64.b64encode((folder / digest).read_bytes()).decode() for digest in hashes}


@contextmanager
def tiny_server() -> Iterator[tuple[str, Path, Path]]:
    """The address of a server of a random model, and trajectories with their pictures."""
    import uvicorn

    from armap_trainer.serve.app import create_app
    from armap_trainer.serve.scorer import open_scorer
    from armap_trainer.testing.golden import save_golden_reward
    from armap_trainer.testing.shapes import write_shapes

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(open_scorer(save_golden_reward("vila", folder)), token=os.environ.get("ARMAP_TOKEN"))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}", write_shapes(folder, 4), folder / "images"
        finally:
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    main()

"""Latency of a running server at 1, 8 and 64 clients.

    armap-trainer serve MODEL &
    python bench/serve_latency.py http://127.0.0.1:8790 trajectories.jsonl --images IMAGES

Each client asks for one trajectory at a time. Prints a line of JSON for each number of clients:
requests per second, and p50 and p99 in milliseconds. Needs httpx.
"""

import argparse
import base64
import itertools
import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx


def images_of(trajectory: dict[str, Any], folder: Path) -> dict[str, str]:
    pages = [*(step["observation"] for step in trajectory["steps"]), trajectory["final"]]
    hashes = {page["image"]["hash"] for page in pages if page.get("image")}
    return {digest: base64.b64encode((folder / digest).read_bytes()).decode() for digest in hashes}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("trajectories", type=Path, help="trajectories, or triplets, one a line")
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=256, help="for each number of clients")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.trajectories.read_text(encoding="utf-8").splitlines()]
    sides = [[row["positive"], row["negative"]] if "positive" in row else [row] for row in rows]
    walks = list(itertools.chain.from_iterable(sides))
    bodies = [
        {"format": "armap-score/1", "trajectories": [walk], "images": images_of(walk, given.images)}
        for walk in walks
    ]
    token = os.environ.get("ARMAP_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(base_url=given.url, headers=headers, timeout=600, limits=httpx.Limits()) as client:

        def ask(body: dict[str, Any]) -> float:
            started = time.perf_counter()
            client.post("/v1/score", json=body).raise_for_status()
            return 1000 * (time.perf_counter() - started)

        ask(bodies[0])
        for clients in (1, 8, 64):
            started = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                times = list(pool.map(ask, itertools.islice(itertools.cycle(bodies), given.requests)))
            quantiles = statistics.quantiles(times, n=100, method="inclusive")
            result = {
                "clients": clients,
                "requestsPerSecond": given.requests / (time.perf_counter() - started),
                "p50Ms": quantiles[49],
                "p99Ms": quantiles[98],
            }
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()

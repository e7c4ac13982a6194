"""What a server counts, for Prometheus."""

from collections.abc import Callable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ..encoding import Encoded


class Meters:
    """@param batches how many batches were run so far"""

    def __init__(self, batches: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        labels = ["path", "status"]
        self._requests = Counter(
            "armap_requests", "Requests by path and status", labels, registry=self._registry
        )
        self._scored = Counter("armap_scored", "Conversations scored", registry=self._registry)
        self._tokens = Counter("armap_tokens", "Tokens read", registry=self._registry)
        self._seconds = Histogram("armap_request_seconds", "Time to answer", registry=self._registry)
        Gauge("armap_batches", "Batches run", registry=self._registry).set_function(batches)

    def count_request(self, path: str, status: int, seconds: float) -> None:
        self._requests.labels(path, status).inc()
        self._seconds.observe(seconds)

    def count_scored(self, encoded: Sequence[Encoded]) -> None:
        self._scored.inc(len(encoded))
        self._tokens.inc(sum(one.length for one in encoded))

    def text(self) -> bytes:
        return generate_latest(self._registry)

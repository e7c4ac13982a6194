"""Gathers what concurrent requests ask into batches of bounded size."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from ..encoding import Encoded

Ask = tuple[Encoded, asyncio.Future[float]]


class OverloadedError(Exception):
    """The queue is full."""


class Batcher:
    """Batches never mix up answers: each question has its own future.

    While a batch runs, questions gather; so batches grow with the load and nobody waits for a timer.

    @param token_budget tokens of a batch, padding included
    @param capacity questions that may wait
    """

    def __init__(
        self,
        score: Callable[[Sequence[Encoded]], list[float]],
        token_budget: int = 16384,
        capacity: int = 1024,
    ) -> None:
        self._score = score
        self._token_budget = token_budget
        self._capacity = capacity
        self._waiting: list[Ask] = []
        self._arrived = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "scorer")
        self._task: asyncio.Task[None] | None = None
        self.batches = 0

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._thread.shutdown(wait=True, cancel_futures=True)
        for _, future in self._waiting:
            future.cancel()

    async def ask(self, questions: Sequence[Encoded]) -> list[float]:
        """Raises `OverloadedError` where the queue has no room for all of them."""
        if len(self._waiting) + len(questions) > self._capacity:
            raise OverloadedError
        loop = asyncio.get_running_loop()
        asks = [(question, loop.create_future()) for question in questions]
        self._waiting += asks
        self._arrived.set()
        try:
            return list(await asyncio.gather(*(future for _, future in asks)))
        finally:
            # Of a caller that went away nothing is computed.
            self._waiting = [ask for ask in self._waiting if not ask[1].done()]

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._arrived.wait()
            batch = self._next()
            if not batch:
                self._arrived.clear()
                continue
            try:
                questions = [question for question, _ in batch]
                scores = await loop.run_in_executor(self._thread, self._score, questions)
            except Exception as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            self.batches += 1
            for (_, future), score in zip(batch, scores, strict=True):
                if not future.done():
                    future.set_result(score)

    def _next(self) -> list[Ask]:
        """The oldest question and as many after it as fit."""
        batch: list[Ask] = []
        longest = 0
        while self._waiting:
            longest = max(longest, self._waiting[0][0].length)
            if batch and longest * (len(batch) + 1) > self._token_budget:
                break
            batch.append(self._waiting.pop(0))
        return batch

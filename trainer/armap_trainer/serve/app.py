"""The server: `armap-score/1`, and the dialects that other clients speak."""

import asyncio
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, ValidationError

from ..calibration import sigmoid
from ..encoding import Encoded
from ..errors import InputError
from ..images import ImageLoader, images_among
from ..triplet_file import describe_issue
from ..triplets import Trajectory
from .batcher import Batcher, OverloadedError
from .dialects import ClassifyRequest, RewardRequest, classified, segments_of
from .held_images import HeldImages
from .meters import Meters
from .scorer import Scorer
from .wire import FORMAT, ScoreRequest, WireError

OPEN_PATHS = ("/health", "/ready")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Limits:
    """Of one request, but for `waiting`: questions in the queue."""

    trajectories: int = 256
    body_bytes: int = 64 * 1024**2
    images: int = 256
    token_budget: int = 16384
    waiting: int = 1024


def create_app(
    scorer: Scorer,
    *,
    token: str | None = None,
    limits: Limits | None = None,
    images: Path | None = None,
    clock: Callable[[], float] = time.time,
) -> FastAPI:
    """Without `token`, everybody may ask: bind to loopback then.

    @param images a folder of pictures that clients need not send
    """
    return _Server(scorer, token, limits or Limits(), HeldImages(images), clock).app


class _Server:
    def __init__(
        self,
        scorer: Scorer,
        token: str | None,
        limits: Limits,
        held: HeldImages,
        clock: Callable[[], float],
    ) -> None:
        self.scorer = scorer
        self.token = token
        self.limits = limits
        self.held = held
        self.clock = clock
        self.ready = False
        self.batcher = Batcher(scorer.score, limits.token_budget, limits.waiting)
        self.meters = Meters(lambda: self.batcher.batches)
        self.app = FastAPI(title="armap reward server", lifespan=self._lifespan)
        self.app.middleware("http")(self._guard)
        self.app.get("/health")(self.health)
        self.app.get("/ready")(self.is_ready)
        self.app.get("/metrics")(self.metrics)
        self.app.get("/v1/model")(self.model)
        self.app.post("/v1/score")(self.score)
        self.app.post("/classify")(self.classify)
        self.app.post("/get_reward")(self.get_reward)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        self.batcher.start()
        self.ready = True
        yield
        self.ready = False
        await self.batcher.stop()

    async def _guard(self, request: Request, following: Callable[[Request], Awaitable[Response]]) -> Response:
        """Asks for the token, turns errors into answers, and counts."""
        started = time.perf_counter()
        try:
            self._authorize(request)
            response = await following(request)
        except WireError as error:
            response = JSONResponse(error.body, error.status, error.headers)
        except OverloadedError:
            error = WireError(429, "overloaded", "the queue is full: ask again later")
            response = JSONResponse(error.body, error.status, error.headers)
        except Exception as cause:
            error = WireError(500, "model-failed", f"the model broke down ({type(cause).__name__})")
            response = JSONResponse(error.body, error.status)
        known = {route.path for route in self.app.routes if hasattr(route, "path")}
        path = request.url.path if request.url.path in known else "other"
        self.meters.count_request(path, response.status_code, time.perf_counter() - started)
        return response

    def _authorize(self, request: Request) -> None:
        if self.token is None or request.url.path in OPEN_PATHS:
            return
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self.token}".encode()):
            raise WireError(401, "unauthorized", "the bearer token is missing or wrong")

    async def health(self) -> dict[str, str]:
        return {"status": "ok"}

    async def is_ready(self) -> dict[str, str]:
        if not self.ready:
            raise WireError(503, "unavailable", "the server is starting or stopping")
        return {"status": "ready"}

    async def metrics(self) -> Response:
        return Response(self.meters.text(), media_type=CONTENT_TYPE_LATEST)

    async def model(self) -> dict[str, Any]:
        limits = {
            "trajectories": self.limits.trajectories,
            "bodyBytes": self.limits.body_bytes,
            "images": self.limits.images,
        }
        return {
            "format": FORMAT,
            "model": self._described(),
            "sees": {"text": True, "images": True},
            "limits": limits,
        }

    async def score(self, request: Request) -> dict[str, Any]:
        asked = await self._read(request, ScoreRequest)
        self._limit(len(asked.trajectories), self.limits.trajectories, "trajectories")
        wanted = [image.hash for one in asked.trajectories for image in one.images]
        self._limit(len(set(wanted) | asked.images.keys()), self.limits.images, "images")

        def encode() -> list[Encoded]:
            found = self.held.find(asked.images, wanted)
            images = images_among(found)
            encoded = [self._encode(one, images) for one in asked.trajectories]
            self.held.keep({digest: found[digest] for one in encoded for digest in one.pictures})
            return encoded

        raws = await self._score(await asyncio.to_thread(encode))
        values = self.scorer.calibration.value(raws).tolist()
        scores = [{"raw": raw, "value": value} for raw, value in zip(raws, values, strict=True)]
        return {"format": FORMAT, "model": self._described(), "scores": scores}

    async def classify(self, request: Request) -> dict[str, Any]:
        asked = await self._read(request, ClassifyRequest)
        if (asked.input is None) == (asked.messages is None):
            raise WireError(400, "bad-request", 'give either field "input" or field "messages"')
        encoder = self.scorer.base.encoder
        if asked.messages is not None:
            segments, images = segments_of(asked.messages)
            encoded = [await asyncio.to_thread(self._checked, encoder.encode_segments, segments, images)]
        else:
            encoded = await asyncio.to_thread(self._encode_texts, asked.input)
        raws = await self._score(encoded)
        values = [float(sigmoid(raw)) for raw in raws] if asked.use_activation else raws
        tokens = sum(one.length for one in encoded)
        return classified(self.scorer.name, int(self.clock()), values, asked.use_activation, tokens)

    async def get_reward(self, request: Request) -> dict[str, Any]:
        asked = await self._read(request, RewardRequest)
        raws = await self._score(await asyncio.to_thread(self._encode_texts, asked.query))
        return {"rewards": raws, "scores": raws, "extra_logs": {}}

    async def _read(self, request: Request, model: type[Model]) -> Model:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self.limits.body_bytes:
                message = f"the body exceeds {self.limits.body_bytes} bytes"
                raise WireError(413, "too-large", message)
        try:
            return await asyncio.to_thread(lambda: model.model_validate(json.loads(bytes(body))))
        except ValidationError as cause:
            raise WireError(400, "bad-request", describe_issue(cause)) from cause
        except ValueError as cause:
            raise WireError(400, "bad-request", "the body is not JSON") from cause

    async def _score(self, encoded: Sequence[Encoded]) -> list[float]:
        raws = await self.batcher.ask(encoded)
        self.meters.count_scored(encoded)
        return raws

    def _encode(self, trajectory: Trajectory, images: ImageLoader) -> Encoded:
        return self._checked(self.scorer.base.encoder.encode, trajectory, images, name=trajectory.id)

    def _encode_texts(self, texts: str | Sequence[str] | None) -> list[Encoded]:
        listed = [texts] if isinstance(texts, str) else list(texts or ())
        self._limit(len(listed), self.limits.trajectories, "texts")
        encode = self.scorer.base.encoder.encode_segments
        return [self._checked(encode, [text], None, templated=True) for text in listed]

    def _checked(
        self, encode: Callable[..., Encoded], *given: Any, name: str = "", **options: Any
    ) -> Encoded:
        try:
            encoded = encode(*given, **options)
        except InputError as error:
            more = {"trajectory": name} if name else {}
            raise WireError(422, "cannot-score", str(error), **more) from error
        most = self.scorer.base.encoder.max_tokens
        if encoded.length > most:
            message = f"the conversation has {encoded.length} tokens, and the model reads {most}"
            raise WireError(422, "cannot-score", message)
        if encoded.length == 0:
            raise WireError(422, "cannot-score", "the text is empty")
        return encoded

    def _limit(self, count: int, most: int, what: str) -> None:
        if count > most:
            raise WireError(413, "too-large", f"{count} {what} are more than {most}: ask with less")

    def _described(self) -> dict[str, Any]:
        return {"name": self.scorer.name, "version": self.scorer.version, "calibrated": True}

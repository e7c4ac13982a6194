"""The wire format `armap-score/1` (docs/reward-servers.md): requests, answers and errors."""

from typing import Any, Literal

from pydantic import Field, model_validator

from ..triplets import Record, Trajectory

FORMAT = "armap-score/1"


class ScoreRequest(Record):
    format: Literal["armap-score/1"]
    trajectories: tuple[Trajectory, ...] = Field(min_length=1)
    images: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _name_trajectories(cls, content: Any) -> Any:
        """Without an id, a trajectory is called by its index."""
        if not isinstance(content, dict) or not isinstance(content.get("trajectories"), list):
            return content
        named = [
            {"id": str(index), **one} if isinstance(one, dict) else one
            for index, one in enumerate(content["trajectories"])
        ]
        return {**content, "trajectories": named}


class WireError(Exception):
    """An answer that is not 200. `code` is for programs, `more` are further fields of `error`."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message, **more}}
        self.headers = {"Retry-After": "1"} if status in (429, 503) else {}

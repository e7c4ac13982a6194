"""Trajectories and triplets, as src/core/trajectory.ts and src/core/triplet.ts define them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, StringConstraints

Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, StringConstraints(min_length=1)]


class Record(BaseModel):
    """Read-only; fields that are not named here are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class ImageReference(Record):
    """A picture by the SHA-256 of its encoded bytes."""

    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    media_type: str = Field(alias="mediaType")
    width: PositiveInt
    height: PositiveInt


class Page(Record):
    text: str
    image: ImageReference | None = None
    url: str | None = None


class Step(Record):
    """One decision: the page on which it was taken, what was thought, what was done."""

    observation: Page
    thought: str | None = None
    action: str


class Trajectory(Record):
    """An attempt at an intent. `final` is what was seen after the last action."""

    id: str = ""
    benchmark: str = "unknown"
    intent: str
    steps: tuple[Step, ...]
    final: Page
    end: Literal["finished", "pending", "truncated", "failed", "unfinished"] = "finished"

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, in the order in which they were seen."""
        return (*(step.observation for step in self.steps), self.final)

    @property
    def images(self) -> tuple[ImageReference, ...]:
        return tuple(page.image for page in self.pages if page.image is not None)


class Triplet(Record):
    """For an intent, a trajectory that fulfils it and one that does not."""

    id: Name
    intent: str
    group: str
    stage: Literal["finished", "prefix"]
    positive: Trajectory
    negative: Trajectory
    negative_kind: str = Field(alias="negativeKind")
    distance: Share | None = None
    confidence: Share

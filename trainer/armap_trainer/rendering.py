"""Trajectories as conversations: the intent first, then each page with its own picture.

src/reward reads the same rules from docs/decisions/2026-11-21-vision-language-rewards.md to render
in Node. A change here changes scores: raise `RENDERING_VERSION` with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .errors import TooLongError
from .triplets import ImageReference, Page, Trajectory

T = TypeVar("T")

RENDERING_VERSION = 1

PAGE_CHARACTERS = 4000

QUESTION = "Does this fulfil the intent?"


@dataclass(frozen=True)
class Reading:
    """How much of a trajectory is read: `max_tokens` are the model's own limit if None."""

    max_tokens: int | None = None
    page_characters: int = PAGE_CHARACTERS
    """Of a page's text; of a longer one the middle is left out."""


Segment = str | ImageReference
"""What a conversation consists of: text, or the place of a picture."""


@dataclass(frozen=True)
class Rendering:
    """A trajectory as one user message. `dropped` counts the steps that were left out."""

    segments: tuple[Segment, ...]
    dropped: int


def render(
    trajectory: Trajectory, kept: int | None = None, page_characters: int = PAGE_CHARACTERS
) -> Rendering:
    """Renders with `kept` steps (all if None): the first one, then the last `kept - 1`.

    Steps that are left out are said to be in the text, at their place. The final page always stays.
    """
    steps = len(trajectory.steps)
    kept = steps if kept is None else min(kept, steps)
    dropped = steps - kept
    head = min(kept, 1) if dropped else kept
    segments: list[Segment] = [f"Intent: {trajectory.intent}\n"]
    for index, step in enumerate(trajectory.steps):
        if head <= index < head + dropped:
            if index == head:
                segments.append(f"\n[{dropped} {'step is' if dropped == 1 else 'steps are'} left out]\n")
            continue
        segments += _page(f"\nPage {index + 1}", step.observation, page_characters)
        thought = f"Thought: {step.thought}\n" if step.thought else ""
        segments.append(f"{thought}Action {index + 1}: {step.action}\n")
    segments += _page("\nFinal page", trajectory.final, page_characters)
    segments.append(f"End: {trajectory.end}\n\n{QUESTION}")
    return Rendering(_join(segments), dropped)


def fit(
    trajectory: Trajectory,
    encode: Callable[[Rendering], T | None],
    page_characters: int = PAGE_CHARACTERS,
) -> T:
    """The encoding with the most steps that `encode` accepts; it answers None for what is too long.

    Raises `TooLongError` when not even the final page fits.
    """
    whole = encode(render(trajectory, None, page_characters))
    if whole is not None:
        return whole
    best: T | None = None
    low, high = 0, len(trajectory.steps) - 1
    while low <= high:
        middle = (low + high) // 2
        encoded = encode(render(trajectory, middle, page_characters))
        if encoded is None:
            high = middle - 1
        else:
            best, low = encoded, middle + 1
    if best is None:
        problem = f"trajectory {trajectory.id!r} is too long, even without its steps"
        raise TooLongError(problem, "Shorten its intent and final page, or raise --max-tokens")
    return best


def shorten(text: str, limit: int) -> str:
    """Cuts the middle of a text of more than `limit` characters, and says how much it cut."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} [{len(text) - 2 * half} characters left out] {text[len(text) - half :]}"


def _page(title: str, page: Page, limit: int) -> list[Segment]:
    place = f" ({page.url})" if page.url else ""
    text = f"{shorten(page.text, limit)}\n"
    if page.image is None:
        return [f"{title}{place}:\n{text}"]
    return [f"{title}{place}:\n", page.image, f"\n{text}"]


def _join(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Joins neighbouring texts, so that they are tokenised as one."""
    joined: list[Segment] = []
    for segment in segments:
        if isinstance(segment, str) and joined and isinstance(joined[-1], str):
            joined[-1] += segment
        else:
            joined.append(segment)
    return tuple(joined)

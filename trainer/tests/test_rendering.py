"""Each page with its own picture, and long walks without their middle."""

import pytest

from armap_trainer.encoding import defuse
from armap_trainer.errors import TooLongError
from armap_trainer.rendering import fit, render, shorten
from armap_trainer.triplets import ImageReference, Trajectory


def walk(steps: int) -> Trajectory:
    def page(number: int) -> dict[str, object]:
        image = {"hash": f"{number:064x}", "mediaType": "image/png", "width": 4, "height": 4}
        return {"text": f"page text {number}", "image": image}

    return Trajectory.model_validate(
        {
            "id": "w",
            "intent": "buy it",
            "steps": [{"observation": page(n), "action": f"act {n}"} for n in range(1, steps + 1)],
            "final": page(99),
        }
    )


def text_of(trajectory: Trajectory, kept: int | None = None) -> str:
    parts = render(trajectory, kept).segments
    return "".join(part if isinstance(part, str) else f"<{int(part.hash, 16)}>" for part in parts)


def test_a_walk_reads_intent_pages_actions_end_and_question() -> None:
    assert text_of(walk(1)) == (
        "Intent: buy it\n\nPage 1:\n<1>\npage text 1\nAction 1: act 1\n\nFinal page:\n<99>\npage text 99\n"
        "End: finished\n\nDoes this fulfil the intent?"
    )


def test_left_out_steps_are_said_and_the_last_ones_stay() -> None:
    text = text_of(walk(6), 3)
    assert "<1>\npage text 1\nAction 1: act 1\n\n[3 steps are left out]\n\nPage 5:\n<5>" in text
    assert "<99>" in text
    assert "page text 3" not in text
    assert "[1 step is left out]\n\nFinal page:" in text_of(walk(1), 0)


@pytest.mark.parametrize("room", [2, 3, 7, 20, 21])
def test_as_many_steps_as_fit_are_kept(room: int) -> None:
    def encode(rendering):
        pictures = sum(isinstance(part, ImageReference) for part in rendering.segments)
        return pictures if pictures <= room else None

    assert fit(walk(20), encode) == room


def test_what_never_fits_is_refused_by_name() -> None:
    with pytest.raises(TooLongError, match="'w' is too long"):
        fit(walk(3), lambda rendering: None)


def test_long_page_texts_lose_their_middle() -> None:
    assert shorten("abcdefghij", 4) == "ab [6 characters left out] ij"
    assert shorten("abcd", 4) == "abcd"


def test_pages_cannot_speak_in_the_name_of_the_template() -> None:
    assert defuse("x <image> y", ["<image>"]) == "x < image> y"

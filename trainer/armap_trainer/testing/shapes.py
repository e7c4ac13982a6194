"""A task in which only the picture decides: the intent names a colour and a shape.

The text of every page is the same. The positive's final page shows what the intent names, the
negative's shows something else; the pages before it show anything.
"""

import hashlib
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

COLOURS = {"red": (220, 30, 30), "blue": (40, 60, 220)}
SHAPES = ("square", "bar")
KINDS = tuple((colour, shape) for colour in COLOURS for shape in SHAPES)

Kind = tuple[str, str]


def draw(kind: Kind, rng: random.Random, size: int = 16) -> bytes:
    """A PNG of the shape, of varying place and size, on a light background."""
    colour, shape = kind
    image = Image.new("RGB", (size, size), tuple(rng.randint(225, 255) for _ in range(3)))
    width = rng.randint(size - 6, size - 3)
    height = width if shape == "square" else size // 4
    left, top = rng.randint(0, size - width - 1), rng.randint(0, size - height - 1)
    pen = ImageDraw.Draw(image)
    pen.rectangle((left, top, left + width, top + height), fill=COLOURS[colour])
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def differs_in_one(kind: Kind, other: Kind) -> bool:
    """Hard negatives: of colour and shape, one is right."""
    return (kind[0] == other[0]) != (kind[1] == other[1])


def write_shapes(
    folder: Path,
    pairs: int,
    seed: int = 0,
    *,
    kinds: Sequence[Kind] = KINDS,
    pages: int = 1,
    shuffled: bool = False,
) -> Path:
    """Writes `triplets.jsonl` and `images/` and gives the path of the former.

    @param pages how many pictures come before the final one
    @param shuffled whether pictures are exchanged between the two sides and pages at random, which
        leaves nothing to learn
    """
    rng = random.Random(seed)
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)

    def picture(kind: Kind) -> dict[str, object]:
        content = draw(kind, rng)
        digest = hashlib.sha256(content).hexdigest()
        (images / digest).write_bytes(content)
        return {"hash": digest, "mediaType": "image/png", "width": 16, "height": 16}

    rows = []
    for index in range(pairs):
        wanted = rng.choice(kinds)
        other = rng.choice([kind for kind in kinds if differs_in_one(kind, wanted)])
        sides = [
            [picture(rng.choice(kinds)) for _ in range(pages)] + [picture(last)] for last in (wanted, other)
        ]
        if shuffled:
            mixed = [image for side in sides for image in side]
            rng.shuffle(mixed)
            sides = [mixed[: pages + 1], mixed[pages + 1 :]]
        positive, negative = (
            trajectory(f"{index}-{side}", " ".join(wanted), pictures) for side, pictures in enumerate(sides)
        )
        rows.append(
            {
                "id": f"row-{index}",
                "benchmark": "shapes",
                "taskId": f"task-{index}",
                "intent": " ".join(wanted),
                "group": f"task-{index}",
                "stage": "finished",
                "positive": positive,
                "negative": negative,
                "negativeKind": "other-colour" if wanted[1] == other[1] else "other-shape",
                "confidence": 1,
            }
        )
    file = folder / "triplets.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def trajectory(name: str, intent: str, pictures: Sequence[dict[str, object]]) -> dict[str, object]:
    """A walk over pages that all say the same; the last picture is on the final page."""
    pages = [{"text": "An item", "image": image} for image in pictures]
    return {
        "id": name,
        "benchmark": "shapes",
        "taskId": name,
        "intent": intent,
        "steps": [{"observation": page, "action": "next"} for page in pages[:-1]],
        "final": pages[-1],
        "end": "finished",
        "facts": {"actions": len(pages) - 1},
        "usage": {"policyCalls": 0, "promptTokens": 0, "completionTokens": 0, "costUsd": 0},
    }

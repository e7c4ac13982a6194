"""What other servers are asked: vLLM's `/classify` and OpenRLHF's `/get_reward`."""

import base64
import binascii
import hashlib
from typing import Any, Literal

from ..images import ImageLoader, images_among
from ..rendering import Segment
from ..triplets import ImageReference, Record
from .wire import WireError


class ImageUrl(Record):
    url: str


class Part(Record):
    type: Literal["text", "image_url"]
    text: str = ""
    image_url: ImageUrl | None = None


class Message(Record):
    role: str
    content: str | tuple[Part, ...]


class ClassifyRequest(Record):
    """Texts that have their template already, or one user message."""

    model: str = ""
    input: str | tuple[str, ...] | None = None
    messages: tuple[Message, ...] | None = None
    use_activation: bool = True


class RewardRequest(Record):
    query: str | tuple[str, ...]


def segments_of(messages: tuple[Message, ...]) -> tuple[list[Segment], ImageLoader]:
    """The parts of one user message. Pictures come as `data:` addresses; none is ever fetched."""
    if len(messages) != 1 or messages[0].role != "user":
        raise WireError(400, "bad-request", 'field "messages": give exactly one message, of "user"')
    content = messages[0].content
    if isinstance(content, str):
        return [content], images_among({})
    segments: list[Segment] = []
    found: dict[str, bytes] = {}
    for index, part in enumerate(content):
        if part.type == "text":
            segments.append(part.text)
            continue
        picture = _data_of(part, f"messages.0.content.{index}.image_url.url")
        digest = hashlib.sha256(picture).hexdigest()
        found[digest] = picture
        segments.append(ImageReference(hash=digest, mediaType="image/png", width=1, height=1))
    return segments, images_among(found)


def classified(model: str, created: int, values: list[float], activated: bool, tokens: int) -> dict[str, Any]:
    """As vLLM answers. `activated` values are probabilities and have the label that they speak for."""
    data = [
        {
            "index": index,
            "label": "LABEL_0" if activated else None,
            "probs": [value],
            "num_classes": 1,
        }
        for index, value in enumerate(values)
    ]
    return {
        "id": f"classify-{created}",
        "object": "list",
        "created": created,
        "model": model,
        "data": data,
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens, "completion_tokens": 0},
    }


def _data_of(part: Part, field: str) -> bytes:
    url = part.image_url.url if part.image_url else ""
    head, _, body = url.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        raise WireError(400, "bad-request", f'field "{field}": give a data:image/...;base64 address')
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as cause:
        raise WireError(400, "bad-request", f'field "{field}": it is not base64') from cause

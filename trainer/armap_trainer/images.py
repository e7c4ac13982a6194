"""Pictures by content hash: in a folder that armap wrote, or sent along with a request."""

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

from .errors import InputError

MAX_BYTES = 16 * 1024**2
MAX_PIXELS = 50_000_000
"""The limits of src/store/image-store.ts, so that few bytes cannot claim gigabytes."""

FORMATS = ("PNG", "JPEG", "WEBP")
HASH = re.compile(r"[0-9a-f]{64}")

ImageLoader = Callable[[str], Image.Image]
"""Gives the RGB picture of a hash. Raises `InputError`."""


def image_folder(folder: Path) -> ImageLoader:
    """Reads pictures of a folder in which each file is named by the SHA-256 of its bytes."""

    def load(digest: str) -> Image.Image:
        if not HASH.fullmatch(digest):
            remedy = "Give 64 lower-case hexadecimal digits"
            raise InputError(f"{digest[:80]!r} is not the hash of a picture", remedy)
        try:
            content = (folder / digest).read_bytes()
        except OSError as cause:
            problem = f"picture {digest} cannot be read ({cause.strerror})"
            remedy = "Give the folder into which the trajectories were recorded as --images"
            raise InputError(problem, remedy, f"{folder}") from cause
        if hashlib.sha256(content).hexdigest() != digest:
            problem = f"picture {digest} was changed"
            raise InputError(problem, "Remove it and record it again", f"{folder}")
        return decode_image(content, digest)

    return load


def images_among(held: Mapping[str, bytes]) -> ImageLoader:
    """Reads pictures whose bytes are at hand."""
    return lambda digest: decode_image(held[digest], digest)


def decode_image(content: bytes, name: str) -> Image.Image:
    """PNG, JPEG or WebP bytes as an RGB picture; transparent parts keep their colours.

    Raises `InputError` for anything else, and beyond the limits of bytes and pixels.
    """
    remedy = "Give a PNG, JPEG or WebP picture of at most 16 MiB and 50 million pixels"
    if len(content) > MAX_BYTES:
        raise InputError(f"picture {name} has {len(content)} bytes", remedy)
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise InputError(f"picture {name} has {image.width} x {image.height} pixels", remedy)
        return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as cause:
        raise InputError(f"picture {name} cannot be decoded", remedy) from cause

"""Pictures that a server holds: those of a folder, and the latest that clients sent."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import InputError
from ..images import MAX_BYTES, image_folder
from ..recent import Recent
from .wire import WireError


class HeldImages:
    """Keeps encoded bytes in memory, the least recently used of which go first.

    @param capacity bytes in memory
    """

    def __init__(self, folder: Path | None = None, capacity: int = 512 * 1024**2) -> None:
        self._folder = folder
        self._recent: Recent[bytes] = Recent(capacity, len)

    def find(self, sent: Mapping[str, str], wanted: Iterable[str]) -> dict[str, bytes]:
        """The wanted pictures and all that were sent, by their hashes.

        Raises `WireError` for a picture that is too large, is not what its hash says, or is missing.
        """
        own = {digest: self._checked(digest, text) for digest, text in sent.items()}
        missing = []
        for digest in dict.fromkeys(wanted):
            content = own.get(digest) or self._find(digest)
            if content is None:
                missing.append(digest)
            else:
                own[digest] = content
        if missing:
            message = f"{len(missing)} pictures are not held here: send their bytes"
            raise WireError(409, "images-missing", message, images=missing)
        return own

    def keep(self, pictures: Mapping[str, bytes]) -> None:
        """For requests to come. Give only what could be decoded."""
        for digest, content in pictures.items():
            self._recent.keep(digest, content)

    def _checked(self, digest: str, text: str) -> bytes:
        if len(text) > MAX_BYTES * 4 // 3 + 4:
            raise WireError(413, "too-large", f"picture {digest[:64]} exceeds {MAX_BYTES} bytes")
        try:
            content = base64.b64decode(text, validate=True)
        except binascii.Error as cause:
            raise WireError(400, "bad-request", f"picture {digest[:64]} is not base64") from cause
        if hashlib.sha256(content).hexdigest() != digest:
            message = f'field "images.{digest[:64]}": it is not the SHA-256 of these bytes'
            raise WireError(400, "bad-request", message)
        return content

    def _find(self, digest: str) -> bytes | None:
        held = self._recent.get(digest)
        if held is not None or self._folder is None:
            return held
        try:
            image_folder(self._folder)(digest)
            return (self._folder / digest).read_bytes()
        except InputError:
            return None

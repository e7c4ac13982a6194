"""Files of triplets, one JSON object a line, read in little memory."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from .errors import InputError
from .triplets import Triplet


class TripletFile:
    """Random access to the rows of a file: only where each line begins is kept in memory.

    Every row is validated once, when the file is opened; `group` and `stage` of each are kept.
    Raises `InputError` that names file, line and field.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.groups: list[str] = []
        self._places: list[tuple[int, int]] = []
        digest = hashlib.sha256()
        for line, offset, content in self._lines():
            digest.update(content)
            if content.strip():
                self.groups.append(parse_triplet(content, path, line).group)
                self._places.append((offset, line))
        if not self._places:
            raise InputError("it has no rows", "Give triplets that `armap synthesize` wrote", f"{path}")
        self.sha256 = digest.hexdigest()

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Triplet:
        offset, line = self._places[index]
        with self.path.open("rb") as file:
            file.seek(offset)
            return parse_triplet(file.readline(), self.path, line)

    def place_of(self, index: int) -> str:
        """File and line of a row, for messages."""
        return f"{self.path}:{self._places[index][1]}"

    def _lines(self) -> Iterator[tuple[int, int, bytes]]:
        try:
            with self.path.open("rb") as file:
                offset = 0
                for line, content in enumerate(file, start=1):
                    yield line, offset, content
                    offset += len(content)
        except OSError as cause:
            problem = f"cannot be read ({cause.strerror})"
            raise InputError(problem, "Check the path and its permissions", f"{self.path}") from cause


def parse_triplet(content: bytes, path: Path, line: int) -> Triplet:
    try:
        return Triplet.model_validate_json(content)
    except ValidationError as cause:
        place = f"{path}:{line}"
        raise InputError(describe_issue(cause), "Repair or remove that line", place) from cause


def describe_issue(error: ValidationError) -> str:
    """The first issue of a validation: its field and what is wrong with it."""
    issue = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in issue["loc"])
    return f'field "{field}": {issue["msg"]}' if field else issue["msg"]

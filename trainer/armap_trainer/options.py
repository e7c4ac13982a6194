"""How a model is trained. Defaults follow published recipes for adapters of small models."""

from dataclasses import dataclass, field, fields
from pathlib import Path

from .errors import InputError
from .lora import Lora
from .losses import ANCHOR_WEIGHT, CENTRING_WEIGHT
from .rendering import PAGE_CHARACTERS, Reading


@dataclass(frozen=True)
class TrainingOptions:
    data: Path
    images: Path
    base: Path
    output: Path
    full: bool = False
    """Train all weights of the language model and projector instead of adapters."""
    train_vision: bool = False
    """With `full`: the vision tower, too. For models that start from nothing."""
    lora: Lora = field(default_factory=Lora)
    epochs: int = 2
    batch_pairs: int = 64
    token_budget: int = 16384
    """Tokens of one forward pass, padding included."""
    max_tokens: int | None = None
    """Of a trajectory; those of longer ones lose steps in the middle. The model's limit if None."""
    page_characters: int = PAGE_CHARACTERS
    """Of a page's text; longer ones lose their middle."""
    learning_rate: float = 1e-4
    head_learning_rate: float = 5e-4
    weight_decay: float = 0.01
    gradient_norm: float = 1.0
    warm_up: float = 0.03
    centring: float = CENTRING_WEIGHT
    anchor: float = ANCHOR_WEIGHT
    patience: int = 2
    """Epochs without a better held-out log-loss before training stops."""
    checkpoint_steps: int = 50
    gradient_checkpointing: bool = True
    seed: int = 0
    resume: bool = False

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_pairs", "token_budget", "patience", "checkpoint_steps"):
            self._require(name, getattr(self, name) >= 1, "Give a whole number from 1 up")
        for name in ("learning_rate", "head_learning_rate", "gradient_norm"):
            self._require(name, getattr(self, name) > 0, "Give a number above 0")
        for name in ("weight_decay", "centring", "anchor", "page_characters"):
            self._require(name, getattr(self, name) >= 0, "Give a number from 0 up")
        self._require("warm_up", 0 <= self.warm_up < 1, "Give a share, such as 0.03")
        self._require("train_vision", self.full or not self.train_vision, "Give --full, too")

    def _require(self, name: str, holds: bool, remedy: str) -> None:
        if not holds:
            place = f"--{name.replace('_', '-')}"
            raise InputError(f"it is {getattr(self, name)}", remedy, place)

    @property
    def reading(self) -> Reading:
        return Reading(self.max_tokens, self.page_characters)

    def facts(self) -> dict[str, object]:
        """What decides the result: a run can only be resumed with the same."""
        left_out = {"output", "resume", "checkpoint_steps", "lora"}
        given = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in left_out}
        return {name: str(value) if isinstance(value, Path) else value for name, value in given.items()}

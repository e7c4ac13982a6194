"""Prints the memory table of docs/train-on-gpu.md, computed from the shapes of published models."""

from dataclasses import dataclass

RANK = 32
TOKENS = 16384
GB = 1e9


@dataclass(frozen=True)
class Shape:
    """Of the language model, and of the vision tower (`gated` has three matrices in its MLP)."""

    name: str
    vocabulary: int
    hidden: int
    inner: int
    layers: int
    key_values: int
    vision_hidden: int
    vision_inner: int
    vision_layers: int
    gated: bool = False

    @property
    def linears(self) -> list[tuple[int, int]]:
        attention = [(self.hidden, self.hidden)] * 2 + [(self.hidden, self.key_values)] * 2
        return attention + [(self.hidden, self.inner)] * 2 + [(self.inner, self.hidden)]

    @property
    def language(self) -> int:
        return self.vocabulary * self.hidden + self.layers * sum(a * b for a, b in self.linears)

    @property
    def vision(self) -> int:
        inner = (3 if self.gated else 2) * self.vision_hidden * self.vision_inner
        return self.vision_layers * (4 * self.vision_hidden**2 + inner)

    @property
    def adapters(self) -> int:
        return self.layers * sum(RANK * (a + b) for a, b in self.linears)


SHAPES = [
    Shape("SmolVLM-256M", 49280, 576, 1536, 30, 192, 768, 3072, 12),
    Shape("VILA1.5-3b", 32000, 2560, 6912, 32, 2560, 1152, 4304, 27),
    Shape("Qwen2.5-VL-3B", 151936, 2048, 11008, 36, 256, 1280, 3420, 32, gated=True),
    Shape("Qwen2.5-VL-7B", 152064, 3584, 18944, 28, 512, 1280, 3420, 32, gated=True),
]


def main() -> None:
    for shape in SHAPES:
        frozen = 2 * (shape.language + shape.vision) / GB
        adapters = 16 * shape.adapters / GB
        kept = 2 * shape.layers * shape.hidden * TOKENS / GB
        full = (16 * shape.language + 4 * shape.vision) / GB
        cells = [frozen, adapters, kept, frozen + adapters + kept, full]
        print(f"| {shape.name} | " + " | ".join(f"{cell:.1f} GB" for cell in cells) + " |")


if __name__ == "__main__":
    main()

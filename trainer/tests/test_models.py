"""What a reward model must not do, for each family: mix pages up, or see its batch mates."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from armap_trainer.base_model import BaseModel
from armap_trainer.errors import InputError
from armap_trainer.images import ImageLoader, image_folder
from armap_trainer.open_base import open_base
from armap_trainer.reward_model import RewardModel
from armap_trainer.testing.shapes import write_shapes
from armap_trainer.triplet_file import TripletFile
from armap_trainer.triplets import Trajectory

FAMILIES = ["vila", "smolvlm", "qwen2.5", "qwen3"]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Trajectory], ImageLoader]:
    """Trajectories of one, two and three pages with pictures."""
    found = []
    folder = tmp_path_factory.mktemp("walks")
    for pages in range(3):
        file = TripletFile(write_shapes(folder, 2, seed=pages, pages=pages))
        found += [file[0].positive, file[1].negative]
    return found, image_folder(folder / "images")


@pytest.fixture(params=FAMILIES)
def opened(request: pytest.FixtureRequest, checkpoints: dict[str, Path]) -> tuple[BaseModel, RewardModel]:
    base = open_base(checkpoints[request.param], torch.float32)
    model = RewardModel(base.backbone).eval()
    torch.manual_seed(1)
    torch.nn.init.normal_(model.score.weight)
    return base, model


def score(opened: tuple[BaseModel, RewardModel], images: ImageLoader) -> Callable[..., list[float]]:
    base, model = opened

    def ask(*trajectories: Trajectory) -> list[float]:
        batch = base.encoder.collate([base.encoder.encode(one, images) for one in trajectories])
        with torch.no_grad():
            return model(**batch).tolist()

    return ask


def exchange_pictures(trajectory: Trajectory) -> Trajectory:
    """The same trajectory with the pictures of its first two pages exchanged."""
    first, second = trajectory.steps[0], trajectory.steps[1]
    pages = [first.observation, second.observation]
    swapped = [
        page.model_copy(update={"image": other.image})
        for page, other in zip(pages, reversed(pages), strict=True)
    ]
    steps = [
        step.model_copy(update={"observation": page})
        for step, page in zip((first, second), swapped, strict=True)
    ]
    return trajectory.model_copy(update={"steps": (*steps, *trajectory.steps[2:])})


def test_exchanging_the_pictures_of_two_pages_changes_the_score(opened, walks) -> None:
    trajectories, images = walks
    ask = score(opened, images)
    for walk in trajectories[4:]:
        assert abs(ask(walk)[0] - ask(exchange_pictures(walk))[0]) > 1e-5


def test_a_score_depends_neither_on_the_batch_nor_on_padding(opened, walks) -> None:
    trajectories, images = walks
    ask = score(opened, images)
    alone = [ask(walk)[0] for walk in trajectories]
    together = ask(*trajectories)
    backwards = ask(*reversed(trajectories))[::-1]
    assert together == pytest.approx(alone, abs=1e-4)
    assert backwards == pytest.approx(alone, abs=1e-4)
    assert max(alone) - min(alone) > 1e-2


def test_a_trajectory_without_pictures_has_a_score_beside_those_with_some(opened, walks) -> None:
    trajectories, images = walks
    ask = score(opened, images)
    pictured = trajectories[0]
    plain = pictured.model_copy(update={"final": pictured.final.model_copy(update={"image": None})})
    assert ask(plain, pictured, plain) == pytest.approx([*ask(plain), *ask(pictured), *ask(plain)], abs=1e-4)


def test_the_composed_smolvlm_computes_what_the_stock_class_computes(checkpoints, walks) -> None:
    from transformers import AutoModelForImageTextToText

    trajectories, images = walks
    base = open_base(checkpoints["smolvlm"], torch.float32)
    stock = AutoModelForImageTextToText.from_pretrained(checkpoints["smolvlm"]).model.eval()
    for walk in trajectories:
        batch = base.encoder.collate([base.encoder.encode(walk, images)])
        with torch.no_grad():
            ours = base.backbone.eval()(**batch)
            theirs = stock(
                input_ids=batch["input_ids"],
                attention_mask=batch["attention_mask"],
                pixel_values=batch["pixel_values"][batch["shown"]][None],
            ).last_hidden_state
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_a_vila_checkpoint_scores_alike_after_each_start(checkpoints, walks) -> None:
    trajectories, images = walks
    hidden = []
    for _ in range(2):
        base = open_base(checkpoints["vila"], torch.float32)
        batch = base.encoder.collate([base.encoder.encode(trajectories[-1], images)])
        with torch.no_grad():
            hidden.append(base.backbone.eval()(**batch))
    assert torch.equal(*hidden)


@pytest.mark.parametrize("change", ["delete", "rename", "reshape"])
@pytest.mark.parametrize("part", ["mm_projector", "vision_tower", "llm"])
def test_vila_refuses_a_checkpoint_with_one_weight_that_is_not_as_it_should_be(
    part: str, change: str, checkpoints: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "vila"
    shutil.copytree(checkpoints["vila"], folder)
    file = folder / part / "model.safetensors"
    weights = load_file(file)
    name = sorted(name for name in weights if weights[name].dim() == 2)[0]
    weight = weights.pop(name)
    if change == "rename":
        weights["other.weight"] = weight
    elif change == "reshape":
        weights[name] = weight[:-1].contiguous()
    save_file(weights, file, {"format": "pt"})
    with pytest.raises((InputError, RuntimeError)) as refusal:
        open_base(folder, torch.float32)
    if change != "reshape" or part == "mm_projector":
        assert isinstance(refusal.value, InputError)
        assert name.removeprefix("vision_model.") in str(refusal.value)
        assert part in str(refusal.value)


def test_vila_merges_patches_in_the_order_of_its_checkpoints() -> None:
    from armap_trainer.vila import DownsampleProjector

    numbers = torch.arange(9.0).view(1, 9, 1)

    def tokens(*, row_by_row: bool) -> list[list[float]]:
        projector = DownsampleProjector(1, 4, row_by_row=row_by_row)
        projector.layers = torch.nn.Identity()
        return projector(numbers)[0].tolist()

    first, right, below, corner = [0, 1, 3, 4], [2, 0, 5, 0], [6, 7, 0, 0], [8, 0, 0, 0]
    assert tokens(row_by_row=False) == [first, below, right, corner]
    assert tokens(row_by_row=True) == [first, right, below, corner]

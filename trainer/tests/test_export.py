"""The ONNX graph gives what PyTorch gives, and its folder has what Node needs."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from armap_trainer.cli import main
from armap_trainer.images import image_folder
from armap_trainer.saved_model import hash_file, open_reward
from armap_trainer.testing.scored import save_random_reward
from armap_trainer.testing.shapes import write_shapes
from armap_trainer.triplet_file import TripletFile


@pytest.mark.parametrize("family", ["vila", "smolvlm"])
def test_the_graph_equals_pytorch_on_20_trajectories(family: str, checkpoints, tmp_path: Path) -> None:
    reward = save_random_reward(checkpoints[family], tmp_path / "reward")
    assert main(["export", str(reward), str(tmp_path / "onnx")]) == 0
    opened = open_reward(reward, torch.float32)
    session = onnxruntime.InferenceSession(str(tmp_path / "onnx" / "model.onnx"))
    encoder = opened.base.encoder
    count = 0
    for pages in range(5):
        file = TripletFile(write_shapes(tmp_path / "data", 2, seed=pages, pages=pages))
        images = image_folder(tmp_path / "data" / "images")
        sides = [side for row in (file[0], file[1]) for side in (row.positive, row.negative)]
        if pages == 0:  # Also one without a picture.
            final = sides[0].final.model_copy(update={"image": None})
            sides[0] = sides[0].model_copy(update={"final": final})
        for batch in (sides, sides[:1], [sides[2]]):
            inputs = encoder.collate([encoder.encode(side, images) for side in batch])
            with torch.no_grad():
                wanted = opened.model(**inputs).numpy()
            inputs["pixel_values"] = inputs["pixel_values"][inputs.pop("shown")]
            if not len(inputs["pixel_values"]):
                size = encoder.pixels.size
                inputs["pixel_values"] = torch.zeros(1, 3, size, size)
            feeds = {name: tensor.numpy() for name, tensor in inputs.items()}
            (given,) = session.run(["reward"], feeds)
            np.testing.assert_allclose(given, wanted, atol=1e-3)
        count += len(sides)
    assert count == 20


def test_the_folder_names_its_files_and_how_to_render(checkpoints, tmp_path: Path) -> None:
    reward = save_random_reward(checkpoints["smolvlm"], tmp_path / "reward")
    assert main(["export", str(reward), str(tmp_path / "onnx")]) == 0
    card = json.loads((tmp_path / "onnx" / "model.json").read_text())
    assert (card["format"], card["kind"]) == ("armap-reward/1", "vlm")
    assert card["calibration"] == {"a": 1.5, "b": -0.25}
    assert {"model.onnx", "tokenizer.json", "preprocessor_config.json"} <= card["files"].keys()
    for name, digest in card["files"].items():
        assert hash_file(tmp_path / "onnx" / name) == digest
    assert card["rendering"]["imageTokens"] == 4
    assert "<image>" in card["rendering"]["reserved"]


@pytest.mark.parametrize(
    ("family", "architecture"),
    [("qwen2.5", "Qwen2_5_VLForSequenceClassification"), ("qwen3", "Qwen3VLForSequenceClassification")],
)
def test_a_qwen_model_goes_to_vllm_and_not_to_onnx(
    family: str, architecture: str, checkpoints, tmp_path: Path, capsys
) -> None:
    reward = save_random_reward(checkpoints[family], tmp_path / "reward")
    assert main(["export", str(reward), str(tmp_path / "onnx")]) == 1
    assert "Serve it with" in capsys.readouterr().err
    assert main(["export", str(reward), str(tmp_path / "vllm"), "--format", "vllm"]) == 0
    config = json.loads((tmp_path / "vllm" / "config.json").read_text())
    assert config["architectures"] == [architecture]
    assert config["num_labels"] == 1
    weights = load_file(tmp_path / "vllm" / "model.safetensors")
    assert weights["score.weight"].dtype == torch.float32
    assert weights["score.weight"].shape == (1, 48)
    assert not [name for name in weights if "lora" in name]
    base = load_file(checkpoints[family] / "model.safetensors")
    assert {name for name in base if not name.startswith("lm_head")} == weights.keys() - {"score.weight"}

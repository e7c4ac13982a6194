import os
from pathlib import Path

import pytest
import torch

from armap_trainer.testing.tiny import make_qwen, make_smolvlm, make_vila

os.environ["HF_HUB_OFFLINE"] = "1"
torch.set_num_threads(1)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A tiny checkpoint of each family."""
    folder = tmp_path_factory.mktemp("checkpoints")
    return {
        "vila": make_vila(folder / "vila"),
        "smolvlm": make_smolvlm(folder / "smolvlm"),
        "qwen2.5": make_qwen(folder / "qwen2.5", version="2.5"),
        "qwen3": make_qwen(folder / "qwen3", version="3"),
    }

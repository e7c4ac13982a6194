"""Training throughput and memory of a 3B-class model with random weights.

    python bench/train_throughput.py            # on a GPU: sequence 4096 with 10 pictures
    python bench/train_throughput.py --tiny     # on a CPU: shows that it works

Prints one JSON object. `twoForwards` is the published recipe's shape (each side of a pair by
itself), to compare with one forward for both.
"""

import argparse
import json
import time
from pathlib import Path

import torch
from torch import nn
from transformers import LlamaConfig, LlamaModel, SiglipVisionConfig, SiglipVisionModel

from armap_trainer.base_model import BaseModel
from armap_trainer.composed import ComposedBackbone, VisionTower
from armap_trainer.lora import Lora, add_lora
from armap_trainer.losses import PairTargets, pair_loss
from armap_trainer.reward_model import RewardModel
from armap_trainer.vila import DownsampleProjector

LLAMA_3B = {
    "vocab_size": 32000,
    "hidden_size": 2560,
    "intermediate_size": 6912,
    "num_hidden_layers": 32,
    "num_attention_heads": 20,
    "max_position_embeddings": 4096,
}
SIGLIP = {
    "hidden_size": 1152,
    "intermediate_size": 4304,
    "num_hidden_layers": 27,
    "num_attention_heads": 16,
    "image_size": 384,
    "patch_size": 14,
}
TINY_LLAMA = {
    "vocab_size": 500,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
}
TINY_SIGLIP = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": 56,
    "patch_size": 14,
}


def build(llama: dict[str, int], siglip: dict[str, int], device: str, dtype: torch.dtype) -> BaseModel:
    """VILA's composition, made where it will run."""
    with torch.device(device):
        torch.set_default_dtype(dtype)
        vision = SiglipVisionModel(SiglipVisionConfig(**siglip))
        language = LlamaModel(LlamaConfig(**llama))
        projector = DownsampleProjector(siglip["hidden_size"], llama["hidden_size"], row_by_row=False)
        torch.set_default_dtype(torch.float32)
        embeddings = vision.embeddings
        tower = VisionTower(
            embeddings.patch_embedding,
            embeddings.position_embedding,
            torch.arange(embeddings.num_positions),
            vision.encoder.layers[:-1],
            nn.Identity(),
        )
    backbone = ComposedBackbone(tower, projector, language, llama["vocab_size"])
    return BaseModel("vila", Path(), backbone, language, tower, None)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--length", type=int, default=4096)
    parser.add_argument("--pictures", type=int, default=10)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--peak-tflops", type=float, help="of the device in bf16, for the share of peak")
    given = parser.parse_args()
    on_gpu = torch.cuda.is_available()
    device, dtype = ("cuda", torch.bfloat16) if on_gpu else ("cpu", torch.float32)
    length = 128 if given.tiny else given.length
    shapes = (TINY_LLAMA, TINY_SIGLIP) if given.tiny else (LLAMA_3B, SIGLIP)
    base = build(*shapes, device, dtype)
    model = RewardModel(base.backbone).to(device)
    add_lora(model, base, Lora())
    base.language.gradient_checkpointing_enable({"use_reentrant": False})
    trained = [one for one in model.parameters() if one.requires_grad]
    for parameter in trained:
        parameter.data = parameter.data.float()
    optimizer = torch.optim.AdamW(trained, lr=1e-4)
    side = shapes[1]["image_size"] // shapes[1]["patch_size"]
    places = ((side + 1) // 2) ** 2
    ids = torch.randint(0, shapes[0]["vocab_size"], (2, length), device=device)
    ids[:, : places * given.pictures] = shapes[0]["vocab_size"]
    pixels = torch.rand(2 * given.pictures, 3, *[shapes[1]["image_size"]] * 2, device=device)
    mask = torch.ones_like(ids)
    one = torch.ones(1, device=device)
    targets = PairTargets(one, 0 * one, one)

    def step(*, together: bool) -> None:
        with torch.autocast(device, torch.bfloat16, enabled=on_gpu):
            if together:
                positive, negative = model(ids, mask, pixel_values=pixels).chunk(2)
            else:
                halves = zip(ids.chunk(2), mask.chunk(2), pixels.chunk(2), strict=True)
                positive, negative = (model(i, m, pixel_values=p) for i, m, p in halves)
        pair_loss(positive, negative, targets).backward()
        optimizer.step()
        optimizer.zero_grad()

    def seconds(*, together: bool) -> float:
        step(together=together)
        if on_gpu:
            torch.cuda.synchronize()
        started = time.perf_counter()
        for _ in range(given.steps):
            step(together=together)
        if on_gpu:
            torch.cuda.synchronize()
        return (time.perf_counter() - started) / given.steps

    together = seconds(together=True)
    parameters = sum(one.numel() for one in base.language.parameters())
    # Forward, forward again (checkpointing), and the gradient of activations: 2 per weight each.
    flops = 6 * parameters * 2 * length
    result = {
        "device": torch.cuda.get_device_name() if on_gpu else "cpu",
        "length": length,
        "pictures": given.pictures,
        "tokensPerSecond": 2 * length / together,
        "tokensPerSecondTwoForwards": 2 * length / seconds(together=False),
        "languageTflops": flops / together / 1e12,
        "peakMemoryGib": torch.cuda.max_memory_allocated() / 2**30 if on_gpu else None,
    }
    if given.peak_tflops:
        result["shareOfPeak"] = result["languageTflops"] / given.peak_tflops
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()

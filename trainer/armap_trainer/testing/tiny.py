"""Writes randomly initialised checkpoints of a few hundred thousand parameters in real layouts."""

import json
from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import nn
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    SiglipVisionConfig,
    SiglipVisionModel,
    SmolVLMConfig,
    SmolVLMForConditionalGeneration,
)

from ..vila import DownsampleProjector

TEXT = [
    "Intent: find a red square\n\nPage 1:\nAn item of the shop.\nAction 1: click[next]\n",
    "Final page:\nThank you for shopping with us!\nEnd: finished\n\nDoes this fulfil the intent?",
    "[2 steps are left out]\nThought: the blue bar costs 24.99\nEnd: unfinished",
    "find a blue square, a red bar, a red square or a blue bar",
    "USER: A chat between a curious user and an artificial intelligence assistant. ASSISTANT:",
    "User: Assistant: The assistant gives helpful, detailed, and polite answers.",
]

SMOLVLM_TOKENS = [
    "<|im_start|>",
    "<end_of_utterance>",
    "<fake_token_around_image>",
    "<global-img>",
    "<image>",
]
QWEN_TOKENS = [
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|video_pad|>",
]


def make_tokenizer(special: list[str], size: int = 1000) -> PreTrainedTokenizerFast:
    """Byte-level BPE, trained on a few sentences."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<pad>", "<s>", "</s>", *special],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", bos_token="<s>", eos_token="</s>"
    )


def make_word_tokenizer(words: Iterable[str], special: list[str]) -> PreTrainedTokenizerFast:
    """Each of `words` is a token, and whatever else is written is the same unknown one."""
    added = ["<pad>", "<s>", "</s>", "<unk>", *special]
    names = dict.fromkeys([*added, *words])
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(added)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
    )


def make_vila(
    folder: Path, *, image_size: int = 16, hidden: int = 48, layers: int = 2, seed: int = 0
) -> Path:
    """VILA 1.5's three folders. Patches of 4 pixels; the vision tower has a layer that is not read."""
    torch.manual_seed(seed)
    tokenizer = make_tokenizer([])
    llm = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            num_hidden_layers=layers,
            num_attention_heads=4,
            num_key_value_heads=4,
            max_position_embeddings=2048,
            tie_word_embeddings=False,
        )
    )
    spread(llm)
    llm.save_pretrained(folder / "llm")
    tokenizer.save_pretrained(folder / "llm")
    vision = SiglipVisionModel(
        SiglipVisionConfig(
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=3,
            num_attention_heads=4,
            image_size=image_size,
            patch_size=4,
        )
    )
    spread(vision)
    vision.save_pretrained(folder / "vision_tower")
    _write(folder / "vision_tower" / "preprocessor_config.json", _siglip_processor(image_size))
    projector = DownsampleProjector(32, hidden, row_by_row=False)
    (folder / "mm_projector").mkdir(exist_ok=True)
    save_file(projector.state_dict(), folder / "mm_projector" / "model.safetensors")
    _write(
        folder / "mm_projector" / "config.json",
        {"model_type": "v2l_projector", "mm_projector_type": "mlp_downsample"},
    )
    _write(
        folder / "config.json",
        {"model_type": "llava_llama", "mm_vision_select_layer": -2},
    )
    return folder


def make_smolvlm(
    folder: Path,
    *,
    image_size: int = 16,
    patch_size: int = 4,
    vision_hidden: int = 32,
    vision_layers: int = 2,
    hidden: int = 48,
    seed: int = 0,
    tokenizer: PreTrainedTokenizerFast | None = None,
) -> Path:
    """One folder as SmolVLM has it. Four patches become one token."""
    torch.manual_seed(seed)
    tokenizer = tokenizer or make_tokenizer(SMOLVLM_TOKENS)
    config = SmolVLMConfig(
        image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
        pad_token_id=tokenizer.pad_token_id,
        scale_factor=2,
        vision_config={
            "hidden_size": vision_hidden,
            "intermediate_size": 2 * vision_hidden,
            "num_hidden_layers": vision_layers,
            "num_attention_heads": 4,
            "image_size": image_size,
            "patch_size": patch_size,
        },
        text_config={
            "model_type": "llama",
            "vocab_size": len(tokenizer),
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "max_position_embeddings": 2048,
            "pad_token_id": tokenizer.pad_token_id,
        },
        tie_word_embeddings=False,
    )
    model = SmolVLMForConditionalGeneration(config)
    spread(model)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    _write(folder / "preprocessor_config.json", {**_siglip_processor(image_size), "resample": 1})
    return folder


def make_qwen(folder: Path, *, version: str = "2.5", seed: int = 0) -> Path:
    """Qwen2.5-VL ("2.5") or Qwen3-VL ("3"), with processor and chat template."""
    from transformers import (
        Qwen2_5_VLConfig,
        Qwen2_5_VLForConditionalGeneration,
        Qwen3VLConfig,
        Qwen3VLForConditionalGeneration,
    )
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    torch.manual_seed(seed)
    tokenizer = make_tokenizer(QWEN_TOKENS)
    ids = {token: tokenizer.convert_tokens_to_ids(token) for token in QWEN_TOKENS}
    text = {
        "vocab_size": len(tokenizer),
        "hidden_size": 48,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 12,
        "max_position_embeddings": 2048,
        "rope_parameters": {
            "rope_type": "default",
            "rope_theta": 10000.0,
            "mrope_section": [2, 2, 2],
            "mrope_interleaved": version == "3",
        },
    }
    vision = {
        "depth": 2,
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_heads": 4,
        "out_hidden_size": 48,
        "patch_size": 4,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
    }
    shared = {
        "image_token_id": ids["<|image_pad|>"],
        "video_token_id": ids["<|video_pad|>"],
        "vision_start_token_id": ids["<|vision_start|>"],
        "vision_end_token_id": ids["<|vision_end|>"],
        "tie_word_embeddings": False,
    }
    pixels = {"patch_size": 4, "merge_size": 2, "size": {"shortest_edge": 256, "longest_edge": 4096}}
    if version == "3":
        vision |= {"deepstack_visual_indexes": [0], "num_position_embeddings": 64}
        config = Qwen3VLConfig(text_config=text, vision_config=vision, **shared)
        model = Qwen3VLForConditionalGeneration
    else:
        vision |= {"window_size": 16, "fullatt_block_indexes": [1]}
        config = Qwen2_5_VLConfig(text_config=text, vision_config=vision, **shared)
        model = Qwen2_5_VLForConditionalGeneration
    model(config).save_pretrained(folder)
    tokenizer.chat_template = (
        "{% for message in messages %}<|im_start|>{{ message.role }}\n"
        "{% for part in message.content %}{% if part.type == 'image' %}"
        "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part.text }}{% endif %}{% endfor %}"
        "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    tokenizer.save_pretrained(folder)
    Qwen2VLImageProcessorPil(**pixels).save_pretrained(folder)
    return folder


def spread(model: nn.Module) -> None:
    """Makes weights as large as their inputs are few: the usual 0.02 is for models of large width.

    With it, tiny models hardly see their pictures, and do not learn to within minutes.
    """
    for module in model.modules():
        if isinstance(module, nn.Linear | nn.Conv2d):
            nn.init.normal_(module.weight, std=module.weight[0].numel() ** -0.5)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.5)


def _siglip_processor(size: int) -> dict[str, object]:
    return {
        "image_processor_type": "SiglipImageProcessor",
        "size": {"height": size, "width": size},
        "resample": 3,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
    }


def _write(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2), encoding="utf-8")

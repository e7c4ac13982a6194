"""The server: right scores under load, and errors that say what is wrong."""

import base64
import hashlib
import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from fastapi.testclient import TestClient
from PIL import Image

from armap_trainer.images import image_folder
from armap_trainer.open_base import open_base
from armap_trainer.saved_model import open_reward
from armap_trainer.serve.app import Limits, create_app
from armap_trainer.serve.looks import Looks
from armap_trainer.serve.scorer import Scorer, open_scorer
from armap_trainer.testing.scored import save_random_reward
from armap_trainer.testing.shapes import write_shapes
from armap_trainer.triplets import Trajectory

TOKEN = {"Authorization": "Bearer secret"}


@pytest.fixture(scope="module")
def scorer(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Scorer:
    return open_scorer(save_random_reward(checkpoints["vila"], tmp_path_factory.mktemp("reward") / "m"))


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict], dict[str, str], Path]:
    """Sixty-four trajectories, the bytes of their pictures and the folder with these."""
    folder = tmp_path_factory.mktemp("walks")
    found = []
    for pages in range(4):
        for line in write_shapes(folder, 8, seed=pages, pages=pages).read_text().splitlines():
            row = json.loads(line)
            found += [row["positive"], row["negative"]]
    images = {
        file.name: base64.b64encode(file.read_bytes()).decode() for file in (folder / "images").iterdir()
    }
    return found, images, folder / "images"


@pytest.fixture
def client(scorer: Scorer) -> Iterator[TestClient]:
    with TestClient(create_app(scorer, token="secret", limits=Limits(token_budget=2048))) as opened:
        opened.headers.update(TOKEN)
        yield opened


def ask(client: TestClient, walks: list[dict], images: dict[str, str]) -> object:
    wanted = {
        page["image"]["hash"]
        for walk in walks
        for page in [*(step["observation"] for step in walk["steps"]), walk["final"]]
        if "image" in page
    }
    sent = {digest: images[digest] for digest in wanted if digest in images}
    return client.post("/v1/score", json={"format": "armap-score/1", "trajectories": walks, "images": sent})


def test_of_64_concurrent_requests_each_gets_its_own_score(client, scorer, walks) -> None:
    trajectories, images, folder = walks
    load = image_folder(folder)
    known = [
        scorer.score([scorer.base.encoder.encode(Trajectory.model_validate(one), load)])[0]
        for one in trajectories
    ]
    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda one: ask(client, [one], images), trajectories))
    assert [answer.status_code for answer in answers] == [200] * 64
    raws = [answer.json()["scores"][0]["raw"] for answer in answers]
    assert raws == pytest.approx(known, abs=1e-4)
    assert len({round(raw, 3) for raw in raws}) > 32
    assert ask(client, trajectories, images).json()["scores"][5]["raw"] == pytest.approx(known[5], abs=1e-4)


@pytest.mark.parametrize("family", ["vila", "smolvlm"])
def test_a_picture_is_looked_at_once_and_the_scores_stay_the_same(
    family: str, checkpoints, tmp_path: Path, walks
) -> None:
    trajectories, _, folder = walks
    saved = save_random_reward(checkpoints[family], tmp_path / "reward")
    scorer, plain = open_scorer(saved), open_reward(saved, torch.float32)
    seen: list[int] = []
    scorer.base.vision.register_forward_hook(lambda _, given, __: seen.append(given[0].shape[0]))
    load = image_folder(folder)
    encoded = [plain.base.encoder.encode(Trajectory.model_validate(one), load) for one in trajectories]
    with torch.no_grad():
        wanted = [plain.model(**plain.base.encoder.collate([one])).item() for one in encoded]
    # As in a search: each batch has pages of those before it, and the last one has no other.
    for batch in (range(20), range(10, 40), [50, 50, 3], range(64)):
        scores = scorer.score([encoded[place] for place in batch])
        assert scores == pytest.approx([wanted[place] for place in batch], abs=1e-4)
    assert sum(seen) == len({digest for one in encoded for digest in one.pictures})


def test_what_was_seen_longest_ago_is_looked_at_again(checkpoints, tmp_path: Path) -> None:
    backbone = open_base(checkpoints["vila"], torch.float32).backbone.eval()
    pixels = torch.rand(3, 3, 16, 16)
    seen: list[int] = []
    backbone.vision.register_forward_hook(lambda _, given, __: seen.append(given[0].shape[0]))
    with torch.inference_mode():
        wanted = backbone.look(pixels)
        looks = Looks(backbone, capacity=2 * wanted[0].nbytes)
        for names in ("abc", "bc", "a", "ca"):
            places = ["abc".index(name) for name in names]
            assert torch.allclose(looks.at(list(names), pixels[places]), wanted[places], atol=1e-5)
    assert seen == [3, 3, 1]


def test_values_are_calibrated(client, walks) -> None:
    answer = ask(client, walks[0][:1], walks[1]).json()
    assert answer["format"] == "armap-score/1"
    assert answer["model"]["calibrated"] is True
    raw, value = answer["scores"][0]["raw"], answer["scores"][0]["value"]
    assert value == pytest.approx(1 / (1 + 2.718281828459045 ** -(1.5 * raw - 0.25)))
    assert client.get("/v1/model").json()["model"] == answer["model"]


def test_pictures_that_the_server_does_not_hold_are_asked_for_once(client, walks) -> None:
    missing = ask(client, walks[0][:1], {})
    assert missing.status_code == 409
    assert missing.json()["error"]["images"] == [walks[0][0]["final"]["image"]["hash"]]
    assert ask(client, walks[0][:1], walks[1]).status_code == 200
    assert ask(client, walks[0][:1], {}).status_code == 200


def test_twenty_pictures_and_a_hundred_steps_lose_their_middle_and_get_a_score(client, walks) -> None:
    walk = walks[0][-1]
    long = {**walk, "steps": walk["steps"] * 34}
    twenty = {**walk, "steps": (walk["steps"] * 7)[:19]}
    assert ask(client, [twenty], walks[1]).status_code == 200
    assert ask(client, [long], walks[1]).status_code == 200


def test_what_does_not_fit_even_without_its_middle_is_named(client, walks) -> None:
    answer = ask(client, [{**walks[0][0], "id": "endless", "intent": "red " * 5000}], walks[1])
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "cannot-score"
    assert answer.json()["error"]["trajectory"] == "endless"
    assert "too long" in answer.json()["error"]["message"]


def test_a_broken_picture_is_named(client, walks) -> None:
    content = b"no picture"
    digest = hashlib.sha256(content).hexdigest()
    broken = {
        **walks[0][0],
        "final": {"text": "", "image": {**walks[0][0]["final"]["image"], "hash": digest}},
    }
    answer = ask(client, [broken], {digest: base64.b64encode(content).decode()})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "cannot-score")
    assert digest in answer.json()["error"]["message"]
    other = ask(client, [broken], {digest: base64.b64encode(b"other bytes").decode()})
    assert other.status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "secret"}])
def test_a_wrong_token_is_refused_everywhere_but_on_health(scorer: Scorer, headers: dict) -> None:
    with TestClient(create_app(scorer, token="secret")) as client:
        for path in ("/v1/score", "/classify", "/get_reward"):
            assert client.post(path, json={}, headers=headers).status_code == 401
        assert client.get("/v1/model", headers=headers).json()["error"]["code"] == "unauthorized"
        assert client.get("/metrics", headers=headers).status_code == 401
        assert client.get("/health", headers=headers).status_code == 200
        assert client.get("/ready", headers=headers).status_code == 200


def test_bad_requests_name_the_field_and_limits_are_kept(scorer: Scorer, walks) -> None:
    limits = Limits(trajectories=2, body_bytes=100_000, waiting=1)
    with TestClient(create_app(scorer, limits=limits)) as client:
        assert client.post("/v1/score", content=b"{").status_code == 400
        other = client.post("/v1/score", json={"format": "armap-score/2", "trajectories": []})
        assert (other.status_code, "format" in other.json()["error"]["message"]) == (400, True)
        nameless = {**walks[0][0], "intent": 3}
        answer = ask(client, [nameless], walks[1])
        assert "trajectories.0.intent" in answer.json()["error"]["message"]
        assert ask(client, walks[0][:3], walks[1]).status_code == 413
        assert client.post("/v1/score", content=b"x" * 200_000).status_code == 413
        busy = ask(client, walks[0][:2], walks[1])
        assert (busy.status_code, busy.headers["retry-after"]) == (429, "1")


def test_the_dialects_of_vllm_and_openrlhf(client, walks) -> None:
    texts = ["USER: find a red square ASSISTANT:", "USER: another ASSISTANT:"]
    rewards = client.post("/get_reward", json={"query": texts}).json()["rewards"]
    raw = client.post("/classify", json={"model": "m", "input": texts, "use_activation": False}).json()
    assert [one["probs"][0] for one in raw["data"]] == pytest.approx(rewards, abs=1e-4)
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 0, 0)).save(buffer, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    content = [{"type": "text", "text": "Intent: x"}, {"type": "image_url", "image_url": {"url": url}}]
    body = {"model": "m", "messages": [{"role": "user", "content": content}]}
    answer = client.post("/classify", json=body).json()
    assert 0 <= answer["data"][0]["probs"][0] <= 1
    content[1]["image_url"]["url"] = "http://127.0.0.1/secret.png"
    assert client.post("/classify", json=body).status_code == 400


def test_metrics_count_requests_and_scores(client, walks) -> None:
    ask(client, walks[0][:2], walks[1])
    text = client.get("/metrics").text
    assert 'armap_requests_total{path="/v1/score",status="200"} 1.0' in text
    assert "armap_scored_total 2.0" in text

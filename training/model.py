"""The encoder that reads stance: a small BERT with a head over each actor's placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as functional
from torch import Tensor, nn

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
VOCABULARY, POSITIONS, LABELS = 30522, 512, 3
# Words from whose vectors a placeholder starts: government, country, group, party, leader.
SEEDS = (2231, 2406, 2177, 2283, 3003)


class Layer(nn.Module):
    """One transformer layer, normalised after each step as BERT's are (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Let every token look at every other: x is [B, T, WIDTH], bias [B, 1, 1, T]."""
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        # No dropout on attention: with it the fast kernel cannot be used.
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Read the stance toward each cell of a window, and toward its actor in the whole window."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.cell = self._head(4)
        self.whole = self._head(2)

    @staticmethod
    def _head(parts: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Linear(parts * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, LABELS)
        )

    def forward(
        self, ids: Tensor, mask: Tensor, here: Tensor, around: Tensor, everywhere: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read a batch.

        Parameters
        ----------
        ids, mask
            [B, T]: token numbers; 1 for a token and 0 for padding.
        here, around, everywhere
            [B, C, T]: for each cell the weights of its mentions in the paragraph, of the tokens
            of the paragraph, of its mentions in the window; each row sums to 1.

        Returns
        -------
        two tensors [B, C, 3]
            Logits of unfavourable, neutral, favourable in the paragraph and in the window.
        """
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kind
        x = self.drop(self.norm(x))
        bias = (mask[:, None, None, :] - 1.0) * 1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = x.float()
        told, passage, actor = (torch.bmm(weights, x) for weights in (here, around, everywhere))
        start = x[:, :1].expand(-1, told.shape[1], -1)
        parts = torch.cat([told, passage, actor, start], -1)
        return self.cell(parts), self.whole(torch.cat([actor, start], -1))


def from_pretrained(weights: Mapping[str, Tensor], *, first: int, count: int) -> Reader:
    """Make a reader from MiniLM's weights, with `count` fresh placeholders from number `first`."""
    reader = Reader()
    own: dict[str, Any] = {
        "words.weight": weights["embeddings.word_embeddings.weight"].clone(),
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for number in range(LAYERS):
        theirs = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            own[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [
                    weights[f"{theirs}.attention.self.{name}.{kind}"]
                    for name in ("query", "key", "value")
                ]
            )
            for mine, name in parts.items():
                own[f"layers.{number}.{mine}.{kind}"] = weights[f"{theirs}.{name}.{kind}"]
    words = own["words.weight"]
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn(count, WIDTH, generator=generator) * words.std()
    words[first : first + count] = words[list(SEEDS)].mean(0) + 0.5 * noise
    missing, extra = reader.load_state_dict(own, strict=False)
    if extra or not all(name.startswith(("cell", "whole")) for name in missing):
        raise ValueError(f"the weights do not fit: missing {missing}, not known {extra}")
    return reader

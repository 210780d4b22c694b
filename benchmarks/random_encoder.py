"""Make an encoder of the size of RoBERTa-base, with random weights, to have its time to compare.

Its time hangs on its size, not on what its weights are. The size is that of Liu et al. 2019,
*RoBERTa: A Robustly Optimized BERT Pretraining Approach*: 12 layers, 768 wide, 12 heads, 3072
inside, 50,265 tokens. It stands for published systems of target sentiment that are built on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


@dataclass(frozen=True)
class Size:
    """Set the size of the network."""

    layers: int = 12
    width: int = 768
    inner: int = 3072
    heads: int = 12
    tokens: int = 50_265
    positions: int = 514


@dataclass
class _Graph:
    """Hold the nodes and weights that were added so far."""

    size: Size
    random: np.random.Generator
    nodes: list[Any] = field(default_factory=list)
    weights: list[Any] = field(default_factory=list)

    def weight(self, *shape: int) -> str:
        values = self.random.standard_normal(shape, dtype=np.float32) * np.float32(0.02)
        return self.constant(values)

    def constant(self, values: Any) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def dense(self, told: str, columns: int, rows: int) -> str:
        return self.add(
            "Add", self.add("MatMul", told, self.weight(rows, columns)), self.bias(columns)
        )

    def bias(self, columns: int) -> str:
        return self.constant(np.zeros(columns, dtype=np.float32))

    def normalise(self, told: str) -> str:
        width = self.size.width
        scale = self.constant(np.ones(width, dtype=np.float32))
        return self.add("LayerNormalization", told, scale, self.bias(width), epsilon=1e-5)

    def gelu(self, told: str) -> str:
        root, one, half = (self.constant(np.float32(value)) for value in (2**0.5, 1, 0.5))
        inside = self.add("Add", self.add("Erf", self.add("Div", told, root)), one)
        return self.add("Mul", self.add("Mul", told, inside), half)

    def attend(self, told: str) -> str:
        width, heads = self.size.width, self.size.heads
        apart = self.constant(np.array([0, -1, heads, width // heads], dtype=np.int64))
        orders = {"query": [0, 2, 1, 3], "key": [0, 2, 3, 1], "value": [0, 2, 1, 3]}
        query, key, value = (
            self.add(
                "Transpose", self.add("Reshape", self.dense(told, width, width), apart), perm=perm
            )
            for perm in orders.values()
        )
        scale = self.constant(np.float32((width // heads) ** -0.5))
        chances = self.add(
            "Softmax", self.add("Mul", self.add("MatMul", query, key), scale), axis=-1
        )
        mixed = self.add("Transpose", self.add("MatMul", chances, value), perm=[0, 2, 1, 3])
        whole = self.constant(np.array([0, -1, width], dtype=np.int64))
        return self.dense(self.add("Reshape", mixed, whole), width, width)


def write_encoder(path: Path, *, size: Size | None = None) -> Path:
    """Write the network as ONNX: `ids` and `positions` [1, L] in, three `labels` [1, 3] out."""
    size = size or Size()
    graph = _Graph(size, np.random.default_rng(2018))
    words = graph.add("Gather", graph.weight(size.tokens, size.width), "ids")
    places = graph.add("Gather", graph.weight(size.positions, size.width), "positions")
    told = graph.normalise(graph.add("Add", words, places))
    for _ in range(size.layers):
        told = graph.normalise(graph.add("Add", told, graph.attend(told)))
        inner = graph.gelu(graph.dense(told, size.inner, size.width))
        told = graph.normalise(graph.add("Add", told, graph.dense(inner, size.width, size.inner)))
    first = graph.add("Gather", told, graph.constant(np.int64(0)), axis=1)
    labels = graph.dense(first, 3, size.width)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"])
                for name in ("ids", "positions")
            ],
            [helper.make_tensor_value_info(labels, TensorProto.FLOAT, [1, 3])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.save(model, path)
    return path

"""Write the trained encoder as a small ONNX file: `python training/export.py WEIGHTS --out DIR`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file

INPUTS = ("ids", "here", "around", "everywhere")
AXES = {
    "ids": {1: "tokens"},
    **{name: {1: "cells", 2: "tokens"} for name in INPUTS[1:]},
    "cells": {1: "cells"},
    "wholes": {1: "cells"},
}


class OneWindow(torch.nn.Module):
    """Read a single window, which needs no mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        ids: torch.Tensor,
        here: torch.Tensor,
        around: torch.Tensor,
        everywhere: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Read ids [1, T] and the three weights [1, C, T] of each cell."""
        cells, wholes = self.reader(ids, torch.ones_like(ids), here, around, everywhere)
        return cells, wholes


def export(weights: Path, file: Path) -> None:
    """Trace the reader and write it in 32-bit floats."""
    reader = Reader()
    reader.load_state_dict(load_file(str(weights)))
    model = OneWindow(reader).eval()
    ids = torch.randint(1000, 2000, (1, 24))
    rows = torch.full((1, 3, 24), 1 / 24)
    torch.onnx.export(
        model,
        (ids, rows, rows, rows),
        str(file),
        input_names=list(INPUTS),
        output_names=["cells", "wholes"],
        dynamic_axes=AXES,
        opset_version=17,
        dynamo=False,
    )


def quantise_weights(file: Path) -> None:
    """Keep every large table of weights as 8-bit integers with one scale a row or column.

    Only the weights are rounded; the arithmetic stays in 32-bit floats, so that the numbers are
    the same on every processor, which is not so where activations are rounded too.
    """
    model = onnx.load(str(file))
    graph = model.graph
    kept, added, nodes = [], [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.ndim != 2 or values.size < 10_000:
            kept.append(tensor)
            continue
        gathered = any(n.op_type == "Gather" and n.input[0] == tensor.name for n in graph.node)
        axis = 0 if gathered or values.shape[0] > 10_000 else 1
        scale = np.abs(values).max(axis=1 - axis) / 127
        scale = np.maximum(scale, 1e-12).astype(np.float32)
        shape = (-1, 1) if axis == 0 else (1, -1)
        rounded = np.clip(np.rint(values / scale.reshape(shape)), -127, 127).astype(np.int8)
        name = tensor.name
        added += [
            numpy_helper.from_array(rounded, f"{name}.int8"),
            numpy_helper.from_array(scale, f"{name}.scale"),
        ]
        nodes.append(
            helper.make_node(
                "DequantizeLinear", [f"{name}.int8", f"{name}.scale"], [name], axis=axis
            )
        )
    del graph.initializer[:]
    graph.initializer.extend(kept + added)
    others = list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes + others)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def export_model(weights: Path, *, encoder: Path, out: Path) -> dict[str, str]:
    """Write the encoder and its tokenizer; return the SHA-256 of each file."""
    out.mkdir(parents=True, exist_ok=True)
    export(weights, out / "stance.onnx")
    quantise_weights(out / "stance.onnx")
    tokenizer = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(text, encoding="utf-8", newline="\n")
    files = ("stance.onnx", "tokenizer.json")
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}


def main() -> None:
    """Export, shrink, and note the hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    hashes = export_model(options.weights, encoder=options.encoder, out=options.out)
    for name, told in hashes.items():
        print(name, f"{(options.out / name).stat().st_size:,} bytes", told)


if __name__ == "__main__":
    main()

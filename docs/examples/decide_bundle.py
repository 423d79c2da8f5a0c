"""Decides images with a bundle of Ellipsight: decide_bundle.py BUNDLE IMAGE…, with onnxruntime, numpy and pillow alone."""
import json, sys
from pathlib import Path
import numpy as np, onnxruntime
from PIL import Image
bundle = Path(sys.argv[1])
manifest = json.loads((bundle / "manifest.json").read_text())
scale, patch = manifest["preprocessing"]["imageScale"], manifest["grid"]["patchSize"]
gray, rule = manifest["model"]["input"]["channels"] == "gray", manifest["decision"]["rule"]
session = onnxruntime.InferenceSession(str(bundle / "model.onnx"), providers=["CPUExecutionProvider"])
def shares(n, m):  # [m, n]: the part of input pixel i in output pixel o, in units of 1/m pixel; each row sums to n
    i, o = np.arange(n), np.arange(m)[:, None]
    return np.maximum(0, np.minimum((i + 1) * m, (o + 1) * n) - np.maximum(i * m, o * n))
def pixels(path):  # bytes [channels, height, width] by the rule area-mean-1
    image = Image.open(path)
    a, d = np.asarray(image).astype(np.int64), 257 if image.mode.startswith("I") else 1
    a = a[None] if a.ndim == 2 else a.transpose(2, 0, 1)[:3]
    a, d = (a.sum(0)[None], d * len(a)) if gray else (np.repeat(a, 3 // len(a), 0), d)
    rows, columns = (shares(n, max(1, int(np.floor(n * scale + 0.5)))) for n in a.shape[1:])
    d *= a.shape[1] * a.shape[2]
    return ((2 * np.stack([rows @ plane @ columns.T for plane in a]) + d) // (2 * d)).astype(np.uint8)
for name in sys.argv[2:]:
    p = pixels(name)
    ys, xs = ([int(np.floor(i * (n - patch) / max(1, -(-n // patch) - 1) + 0.5)) for i in range(-(-n // patch))] for n in p.shape[1:])
    z = session.run(None, {"patches": np.stack([p[:, y : y + patch, x : x + patch] for y in ys for x in xs])})[0].astype(float)
    q, c = np.exp(z - z.max(1, keepdims=True)), z.argmax(1)
    q, votes = q / q.sum(1, keepdims=True), np.bincount(c // 2, minlength=z.shape[1] // 2)
    texture, score = np.where(votes == votes.max(), q.sum(0).reshape(-1, 2).sum(1), -1).argmax(), q[:, 1::2].sum(1).max()
    found = (c % 2 == 1).any() if rule["kind"] == "any-defective-patch" else score >= rule["upper"]
    print(json.dumps({"image": name, "texture": manifest["textures"][texture], "defective": bool(found), "score": float(score)}))

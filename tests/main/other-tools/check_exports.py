"""Reads our exports with the programs that others use, and prints one JSON object a mark or image.

check_exports.py FOLDER: FOLDER/{coco,labelme,dagm,masks} are exports of one project, FOLDER/truth.json its ellipses.
"""

import json
import sys
from pathlib import Path

import numpy
import PIL.Image
from labelme._label_file import LabelFile
from labelme.utils import shape_to_mask
from pycocotools.coco import COCO

folder = Path(sys.argv[1])
truth = {name: ellipses for name, ellipses in json.loads((folder / "truth.json").read_text()).items()}


def raster(ellipse, width, height):
    """Pixels whose centre lies in the ellipse."""
    rows, columns = numpy.mgrid[0:height, 0:width] + 0.5
    dx, dy = columns - ellipse["x"], rows - ellipse["y"]
    cos, sin = numpy.cos(ellipse["angle"]), numpy.sin(ellipse["angle"])
    u, v = (dx * cos + dy * sin) / ellipse["a"], (dy * cos - dx * sin) / ellipse["b"]
    return u * u + v * v <= 1


def iou(one, other):
    return float((one & other).sum() / max(1, (one | other).sum()))


def say(tool, image, **figures):
    print(json.dumps({"tool": tool, "image": image, **figures}))


def name_of(path):
    return Path(path).stem


# pycocotools prints what it does, which is no figure of ours.
standard_output, sys.stdout = sys.stdout, sys.stderr
coco = COCO(str(folder / "coco" / "annotations.json"))
sys.stdout = standard_output
for image in coco.loadImgs(coco.getImgIds()):
    marks = coco.loadAnns(coco.getAnnIds(imgIds=image["id"]))
    size = PIL.Image.open(folder / "coco" / image["file_name"]).size
    assert size == (image["width"], image["height"])
    expected = truth[name_of(image["file_name"])]
    assert len(marks) == len(expected)
    for mark, ellipse in zip(marks, expected):
        mask = coco.annToMask(mark).astype(bool)
        rows, columns = numpy.nonzero(mask)
        left, top, width, height = mark["bbox"]
        say(
            "pycocotools",
            image["file_name"],
            iou=iou(mask, raster(ellipse, *size)),
            pixels=int(mask.sum()),
            area=mark["area"],
            outside_box=float(
                max(left - columns.min(), columns.max() + 1 - left - width, top - rows.min(), rows.max() + 1 - top - height)
            ),
        )

for path in sorted((folder / "labelme").rglob("*.json")):
    read = LabelFile(str(path))
    size = PIL.Image.open(path.parent / read.image_path).size
    expected = truth[name_of(path)]
    assert len(read.shapes) == len(expected)
    for shape, ellipse in zip(read.shapes, expected):
        # LabelMe paints the outline too, half a pixel on each side, with pixels' centres at whole numbers: 16 times as large,
        # that is little.
        points = [[16 * x - 0.5, 16 * y - 0.5] for x, y in shape["points"]]
        large = (16 * size[0], 16 * size[1])
        mask = shape_to_mask((large[1], large[0]), points, shape["shape_type"])
        scaled = {**ellipse, **{key: 16 * ellipse[key] for key in ("x", "y", "a", "b")}}
        say("labelme", path.name, iou=iou(mask, raster(scaled, *large)))
    # What LabelMe writes when somebody presses Save: our fields among the others.
    shapes = [
        {**{key: value for key, value in shape.items() if key not in ("other_data", "mask")}, "mask": None, **shape["other_data"]}
        for shape in read.shapes
    ]
    saved = folder / "labelme-saved" / path.relative_to(folder / "labelme")
    saved.parent.mkdir(parents=True, exist_ok=True)
    saved.with_name(read.image_path).write_bytes((path.parent / read.image_path).read_bytes())
    LabelFile().save(
        str(saved), shapes, read.image_path, size[1], size[0], None, read.other_data, read.flags
    )

for path in sorted((folder / "dagm").glob("*_def/labels.txt")):
    for row in numpy.loadtxt(path, ndmin=2):
        index, a, b, theta, column, line = row
        image = path.parent / f"{int(index)}.png"
        size = PIL.Image.open(image).size
        # DAGM counts pixels from 1, at their centres.
        ellipse = {"a": a, "b": b, "angle": theta, "x": column - 0.5, "y": line - 0.5}
        marked = raster(ellipse, *size)
        best = max(iou(marked, raster(other, *size)) for all in truth.values() for other in all)
        say("dagm", image.name, iou=best)

for path in sorted((folder / "masks" / "masks").rglob("*.png")):
    mask = numpy.array(PIL.Image.open(path))
    assert mask.ndim == 2 and set(numpy.unique(mask)) <= {0, 255}
    size = (mask.shape[1], mask.shape[0])
    expected = numpy.zeros(mask.shape, bool)
    for ellipse in truth[name_of(path)]:
        expected |= raster(ellipse, *size)
    say("masks", path.name, iou=iou(mask > 0, expected) if expected.any() else float(not (mask > 0).any()))

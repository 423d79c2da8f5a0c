"""Makes data sets with the programs that others use.

make_sources.py FOLDER: FOLDER/{rle,polygons,labelme,voc,bmp}, all with the marks of FOLDER/truth.json (by image).
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy
import PIL.Image
import pycocotools.mask
from labelme._label_file import LabelFile

folder = Path(sys.argv[1])
truth = json.loads((folder / "truth.json").read_text())
width, height = 96, 80
random = numpy.random.default_rng(1)


def raster(ellipse):
    rows, columns = numpy.mgrid[0:height, 0:width] + 0.5
    dx, dy = columns - ellipse["x"], rows - ellipse["y"]
    cos, sin = numpy.cos(ellipse["angle"]), numpy.sin(ellipse["angle"])
    u, v = (dx * cos + dy * sin) / ellipse["a"], (dy * cos - dx * sin) / ellipse["b"]
    return u * u + v * v <= 1


def corners(ellipse, count=40):
    turn = numpy.arange(count) * 2 * numpy.pi / count
    x, y = ellipse["a"] * numpy.cos(turn), ellipse["b"] * numpy.sin(turn)
    cos, sin = numpy.cos(ellipse["angle"]), numpy.sin(ellipse["angle"])
    return numpy.stack([ellipse["x"] + x * cos - y * sin, ellipse["y"] + x * sin + y * cos], axis=1)


def image(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    PIL.Image.fromarray(random.integers(0, 256, (height, width), numpy.uint8)).save(path)


def coco(name, segmentation):
    entries, marks = [], []
    for number, (stem, ellipses) in enumerate(truth.items()):
        image(folder / name / "images" / f"{stem}.png")
        entries.append({"id": number, "file_name": f"{stem}.png", "width": width, "height": height})
        for ellipse in ellipses:
            marks.append({"id": len(marks), "image_id": number, "category_id": 1, **segmentation(ellipse)})
    listed = {"images": entries, "annotations": marks, "categories": [{"id": 1, "name": "defect"}]}
    (folder / name / "instances.json").write_text(json.dumps(listed))


def packed(ellipse):
    run = pycocotools.mask.encode(numpy.asfortranarray(raster(ellipse).astype(numpy.uint8)))
    box = pycocotools.mask.toBbox(run).tolist()
    return {"segmentation": {"size": run["size"], "counts": run["counts"].decode("ascii")}, "bbox": box, "iscrowd": 0}


coco("rle", packed)
coco("polygons", lambda ellipse: {"segmentation": [corners(ellipse).reshape(-1).tolist()], "iscrowd": 0})

for stem, ellipses in truth.items():
    image(folder / "labelme" / f"{stem}.png")
    shapes = [
        {
            "label": "defect",
            "points": corners(ellipse).tolist(),
            "group_id": None,
            "description": "",
            "shape_type": "polygon",
            "flags": {},
            "mask": None,
        }
        for ellipse in ellipses
    ]
    data = (folder / "labelme" / f"{stem}.png").read_bytes()
    LabelFile().save(
        str(folder / "labelme" / f"{stem}.json"), shapes, f"{stem}.png", height, width, data
    )

for stem, ellipses in truth.items():
    image(folder / "voc" / "JPEGImages" / f"{stem}.png")
    root = ElementTree.Element("annotation")
    ElementTree.SubElement(root, "filename").text = f"{stem}.png"
    for ellipse in ellipses:
        rows, columns = numpy.nonzero(raster(ellipse))
        mark = ElementTree.SubElement(root, "object")
        ElementTree.SubElement(mark, "name").text = "defect & more"
        box = ElementTree.SubElement(mark, "bndbox")
        limits = (columns.min() + 1, rows.min() + 1, columns.max() + 1, rows.max() + 1)
        for key, value in zip(("xmin", "ymin", "xmax", "ymax"), limits):
            ElementTree.SubElement(box, key).text = str(value)
    path = folder / "voc" / "Annotations" / f"{stem}.xml"
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)

for stem, ellipses in truth.items():
    for kind, mode in (("gray", "L"), ("colour", "RGB"), ("bit", "1")):
        path = folder / "bmp" / f"{kind}-{stem}.bmp"
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = random.integers(0, 256, (height, width, 3), numpy.uint8)
        PIL.Image.fromarray(pixels).convert(mode).save(path)
        mask = numpy.zeros((height, width), bool)
        for ellipse in ellipses:
            mask |= raster(ellipse)
        PIL.Image.fromarray(mask).save(folder / "bmp" / f"{kind}-{stem}_mask.bmp")

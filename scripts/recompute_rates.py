"""Counts the rates of a run again, from its predictions CSV alone, with scikit-learn and SciPy.

    ellipsight evaluate P --run RUN --json --predictions OUT.csv > evaluate.json
    ellipsight thresholds P --run RUN --show --json > thresholds.json
    python scripts/recompute_rates.py OUT.csv evaluate.json thresholds.json

Prints one JSON object with the largest difference of each kind of figure; ends with 1 where one is above 1e-9.
Needs numpy, scipy and scikit-learn.
"""

import csv
import json
import sys

import numpy as np
from scipy.stats import beta
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    confusion_matrix,
    roc_auc_score,
)

TOLERANCE = 1e-9


class Differences:
    """The largest difference of each kind; a figure that only one side has counts as infinite."""

    def __init__(self):
        self.largest = {}
        self.counts = {}

    def compare(self, kind, ours, theirs):
        if ours is None or theirs is None:
            difference = 0.0 if ours is theirs else float("inf")
        else:
            difference = abs(float(ours) - float(theirs))
        self.largest[kind] = max(self.largest.get(kind, 0.0), difference)
        self.counts[kind] = self.counts.get(kind, 0) + 1


def interval(right, count, confidence=0.95):
    """Clopper and Pearson."""
    if count == 0:
        return None
    outside = (1 - confidence) / 2
    lower = 0.0 if right == 0 else beta.ppf(outside, right, count - right + 1)
    upper = 1.0 if right == count else beta.isf(outside, right + 1, count - right)
    return lower, upper


def compare_interval(differences, kind, ours, right, count):
    theirs = interval(right, count)
    differences.compare(kind, None if ours is None else ours["lower"], theirs and theirs[0])
    differences.compare(kind, None if ours is None else ours["upper"], theirs and theirs[1])


def areas(defective, scores):
    if defective.all() or not defective.any():
        return None, None
    return roc_auc_score(defective, scores), average_precision_score(defective, scores)


def compare_areas(differences, ours, defective, scores):
    roc, precision = areas(defective, scores)
    differences.compare("ROC area", ours["rocArea"], roc)
    differences.compare("average precision", ours["averagePrecision"], precision)


def compare_rates(differences, rates, columns):
    texture, defective, found_texture, found, scores = columns
    names = [row["texture"] for row in rates["textures"]]
    right = (texture == found_texture) & (defective == found)
    for row in rates["textures"]:
        own = texture == row["texture"]
        for rate, kind in (("tpr", defective), ("tnr", ~defective)):
            chosen = own & kind
            count, hits = int(chosen.sum()), int((chosen & right).sum())
            differences.compare("rate", row[rate]["rate"], hits / count if count else None)
            compare_interval(differences, "interval", row[rate]["interval"], hits, count)
        compare_areas(differences, row, defective[own], scores[own])
    compare_areas(differences, rates, defective, scores)
    differences.compare("Brier score", rates["brierScore"], brier_score_loss(defective, scores))
    index = {name: 2 * place for place, name in enumerate(names)}
    labelled = [index[name] + int(bad) for name, bad in zip(texture, defective)]
    decided = [index[name] + int(bad) for name, bad in zip(found_texture, found)]
    theirs = confusion_matrix(labelled, decided, labels=range(2 * len(names)))
    for ours_row, theirs_row in zip(rates["confusion"], theirs):
        for ours, count in zip(ours_row, theirs_row):
            differences.compare("confusion", ours, count)


def compare_thresholds(differences, shown, defective, scores):
    thresholds, test = shown["thresholds"], shown["test"]
    expectation = thresholds["expectation"]
    costs, rate = expectation["costs"], expectation["defectRate"]
    passed, rejected = scores < thresholds["lower"], scores >= thresholds["upper"]
    inspected = ~passed & ~rejected
    weights = np.where(defective, rate / max(1, defective.sum()), (1 - rate) / max(1, (~defective).sum()))
    escapes = 1e4 * weights[defective & passed].sum()
    overkills = 1e4 * weights[~defective & rejected].sum()
    looks = 1e4 * weights[inspected].sum()
    parts = test["parts"]
    differences.compare("parts of 10,000", parts["escapes"], escapes)
    differences.compare("parts of 10,000", parts["overkills"], overkills)
    differences.compare("parts of 10,000", parts["inspected"], looks)
    cost = costs["escape"] * escapes + costs["overkill"] * overkills + costs["inspection"] * looks
    differences.compare("cost of a part", parts["costPerPart"], cost / 1e4)
    compare_interval(
        differences,
        "interval",
        test["escapeRate"],
        int((defective & passed).sum()),
        int(defective.sum()),
    )
    compare_interval(
        differences,
        "interval",
        test["overkillRate"],
        int((~defective & rejected).sum()),
        int((~defective).sum()),
    )


def main(predictions, evaluation, thresholds=None):
    with open(predictions, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = (
        np.array([row["texture"] for row in rows]),
        np.array([row["defective"] == "1" for row in rows]),
        np.array([row["predicted_texture"] for row in rows]),
        np.array([row["predicted_defective"] == "1" for row in rows]),
        np.array([float(row["defect_score"]) for row in rows]),
    )
    differences = Differences()
    with open(evaluation, encoding="utf-8") as file:
        compare_rates(differences, json.load(file)["rates"], columns)
    if thresholds is not None:
        with open(thresholds, encoding="utf-8") as file:
            compare_thresholds(differences, json.load(file), columns[1], columns[4])
    agree = all(difference <= TOLERANCE for difference in differences.largest.values())
    print(
        json.dumps(
            {
                "decisions": len(rows),
                "agree": agree,
                "largestDifferences": differences.largest,
                "figures": differences.counts,
            }
        )
    )
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

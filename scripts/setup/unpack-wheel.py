"""Unpack chosen members of a wheel (a zip archive).

usage: unpack-wheel.py WHEEL OUT_FOLDER PREFIX…

A member is written to OUT_FOLDER under its full name when its name begins with one of the prefixes.
Exits with 1, naming the prefix, when a prefix matches nothing. The wheel's SHA-256 was checked before.
"""

import sys
import zipfile


def main():
    wheel, out_folder = sys.argv[1:3]
    prefixes = sys.argv[3:]
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        for prefix in prefixes:
            members = [name for name in names if name.startswith(prefix)]
            if not members:
                sys.exit("nothing in it begins with %s" % prefix)
            for name in members:
                archive.extract(name, out_folder)


main()

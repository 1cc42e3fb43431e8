"""Every list of the two documents is known to core.flett_liste, and no other; one whose elements have an id goes by it.
A list that is not there would be merged as one value: two people could not add to it at the same time.

Usage: flett_lister.py DATABASE CONTRACT"""
import subprocess, sys
from google.protobuf import descriptor_pb2

files = descriptor_pb2.FileDescriptorSet.FromString(open(sys.argv[2], "rb").read())
messages = {f".{f.package}.{m.name}": m for f in files.file for m in f.message_type}
REPEATED, MESSAGE = 3, 11


def lists(message, path):
    for field in message.field:
        here = f"{path}/{field.name}".lstrip("/")
        inner = messages[field.type_name] if field.type == MESSAGE else None
        if field.label == REPEATED:
            yield here, "." if inner is None else "id" if any(f.name == "id" for f in inner.field) else None
        if inner is not None:
            yield from lists(inner, here)


wanted = {}
for document in ("Omstillingsplan", "Handlingsplan"):
    for path, key in lists(messages[f".omstilling.v1.{document}"], ""):
        wanted.setdefault(path, key)
rows = subprocess.run(["psql", "-X", "-A", "-t", "-F", " ", "-d", sys.argv[1], "-c", "select sti, noekkel from core.flett_liste()"],
                      check=True, capture_output=True, text=True).stdout.split("\n")
got = dict(r.split(" ") for r in rows if r)
assert len(got) > 20 and wanted.keys() == got.keys(), f"missing {wanted.keys() - got.keys()}, unknown {got.keys() - wanted.keys()}"
for path, key in wanted.items():
    assert key in (None, got[path]) and (key or got[path] not in ("id", ".")), f"{path} goes by {got[path]}, the contract has {key}"
print(f"{len(got)} lists")

#!/usr/bin/env python3
"""What a package is made of: a CycloneDX 1.6 list (SBOM) and the notices and licence texts of third parties. The same input gives the same bytes.

deploy/package.sh calls it. Every package of the lock files is in the list; those that are not in the published program have the scope "excluded".
"""
import argparse
import base64
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

NUGET = Path(os.environ.get("NUGET_PACKAGES") or Path.home() / ".nuget/packages")
TEXTS = re.compile(r"(licen[cs]e|notice|third-?party|copying)", re.IGNORECASE)
# Licences that lie behind an address or a file of the package, where NuGet's own field names no SPDX expression.
KNOWN = {"MQTTnet": "MIT", "Microsoft.ML.OnnxRuntime": "MIT", "Microsoft.ML.OnnxRuntime.Managed": "MIT", "Otp.NET": "MIT"}


def fail(text):
    sys.exit(f"bill.py: {text}")


def digest(algorithm, content):
    return {"alg": algorithm, "content": content}


def from_base64(text):
    return base64.b64decode(text).hex()


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Nuspec:
    """What a NuGet package says of itself, out of the folder that restoring filled."""

    def __init__(self, name, version):
        self.folder = NUGET / name.lower() / version.lower()
        self.fields = {}
        file = self.folder / f"{name.lower()}.nuspec"
        if not file.exists():
            return
        for field in xml.etree.ElementTree.parse(file).getroot()[0]:
            tag = field.tag.rsplit("}", 1)[-1]
            self.fields[tag] = (field.text or "").strip()
            if tag == "license":
                self.expression = self.fields[tag] if field.get("type") == "expression" else None

    def licence(self, name):
        found = getattr(self, "expression", None) or KNOWN.get(name)
        if not found and self.fields:
            fail(f"{name} names no SPDX licence: read its terms, then name it in KNOWN")
        return found

    def texts(self):
        if not self.folder.exists():
            return []
        return [file for file in sorted(self.folder.iterdir()) if file.is_file() and TEXTS.match(file.name)]


def locked(files):
    """(name, version) -> SHA-512 of NuGet's lock files."""
    found = {}
    for file in files:
        for packages in json.loads(Path(file).read_text())["dependencies"].values():
            for name, package in packages.items():
                if package["type"] != "Project":
                    found[name, package["resolved"]] = from_base64(package["contentHash"])
    return found


def published(folder, program):
    """What is in the published program by its own list: packages, and the runtime's packs."""
    packages, packs = set(), set()
    for library, fields in json.loads((folder / f"{program}.deps.json").read_text())["libraries"].items():
        name, version = library.split("/")
        if fields["type"] == "package":
            packages.add((name, version))
        elif fields["type"] == "runtimepack":
            packs.add((name.removeprefix("runtimepack."), version))
    return packages, packs


def component(kind, name, version, **fields):
    purl = fields.pop("purl", None)
    made = {"type": kind, "bom-ref": purl or f"{kind}:{name}", "name": name}
    if version:
        made["version"] = version
    licence = fields.pop("licence", None)
    if licence:
        made["licenses"] = [{"expression": licence}]
    made.update({key: value for key, value in fields.items() if value})
    if purl:
        made["purl"] = purl
    return made


def nuget(name, version, kind, scope, hash512, nuspec):
    return component(kind, name, version, scope=scope, licence=nuspec.licence(name), copyright=nuspec.fields.get("copyright"),
                     hashes=[digest("SHA-512", hash512)] if hash512 else None, purl=f"pkg:nuget/{quote(name)}@{quote(version)}")


def npm(lock):
    for path, package in json.loads(Path(lock).read_text())["packages"].items():
        if path:
            yield path.removeprefix("node_modules/"), path, package


def npm_component(name, package, scope):
    return component("library", name, package["version"], scope=scope, licence=package["license"],
                     hashes=[digest("SHA-512", from_base64(package["integrity"].removeprefix("sha512-")))],
                     purl=f"pkg:npm/{quote(name, safe='/')}@{quote(package['version'])}")


def natives(folder):
    for file in sorted(folder.rglob("*.so")):
        yield component("file", str(file.relative_to(folder)), None, scope="required", hashes=[digest("SHA-256", sha256(file))])


def models(folder):
    for model in json.loads((folder / "pack.json").read_text())["files"]:
        # "MIT (package), Apache-2.0 (NanoDet)": both hold.
        licence = " AND ".join(sorted({part.split("(")[0].strip() for part in model["licence"].split(",")}))
        yield component("machine-learning-model", model["file"], None, scope="required", licence=licence, description=model["source"],
                        hashes=[digest("SHA-256", model["sha256"])])


class Notices:
    """Texts, each once, under the names of all that come under it."""

    def __init__(self, licences):
        self.licences = licences
        self.texts = {}

    def add(self, who, text):
        self.texts.setdefault("\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")), []).append(who)

    def add_package(self, who, licence, files, holder):
        for file in files:
            self.add(who, file.read_text(encoding="utf-8-sig", errors="replace"))
        if not any(re.match("(?i)licen|copying", file.name) for file in files):
            text = self.licences / (licence or "")
            if not text.is_file():
                fail(f"{who} brings no licence text, and {self.licences} has none of {licence}")
            self.add(who, f"{holder}\nLicence: {licence}\n\n{text.read_text()}")

    def write(self, path, head):
        line = "=" * 100
        parts = [head.rstrip()]
        for text, names in sorted(self.texts.items(), key=lambda one: one[1]):
            parts.append(f"{line}\n{chr(10).join(sorted(set(names)))}\n{line}\n\n{text}")
        path.write_text("\n\n\n".join(parts) + "\n")


def holder(nuspec):
    words = nuspec.fields.get("copyright") or nuspec.fields.get("authors") or "its authors"
    return words if re.match(r"(?i)\W*(copyright|\(c\)|©)", words) else f"Copyright {words}"


def main():
    words = argparse.ArgumentParser()
    for option in ("name", "version", "arch", "published", "notice", "licences", "sbom", "notices"):
        words.add_argument(f"--{option}", required=True)
    words.add_argument("--lock", action="append", default=[])
    words.add_argument("--npm", default="")
    words.add_argument("--models", default="")
    given = words.parse_args()
    folder = Path(given.published)
    used, packs = published(folder, given.name)
    lock = locked(given.lock)
    missing = used - set(lock)
    if missing:
        fail(f"in the program and in no lock file: {sorted(missing)}")
    notices = Notices(Path(given.licences))
    components = []
    for (name, version), hash512 in sorted(lock.items()):
        nuspec = Nuspec(name, version)
        there = (name, version) in used
        components.append(nuget(name, version, "library", "required" if there else "excluded", hash512, nuspec))
        if there:
            notices.add_package(f"{name} {version}", nuspec.licence(name), nuspec.texts(), holder(nuspec))
    for name, version in sorted(packs):
        nuspec = Nuspec(name, version)
        components.append(nuget(name, version, "framework", "required", None, nuspec))
        notices.add_package(f"{name} {version}", nuspec.licence(name), nuspec.texts(), holder(nuspec))
    if given.npm:
        file, modules = given.npm.split("=", 1)
        for name, path, package in npm(file):
            components.append(npm_component(name, package, "required"))
            files = [one for one in sorted((Path(modules) / path).iterdir()) if TEXTS.match(one.name)]
            notices.add_package(f"{name} {package['version']}", package["license"], files, f"Copyright the {name} developers")
    components.extend(natives(folder))
    if given.models:
        components.extend(models(Path(given.models)))
        components.extend(npm_component(name, package, "excluded") for name, _, package in npm(Path(given.models) / "package-lock.json"))
        for file in sorted((Path(given.models) / "licences").iterdir()):
            notices.add(f"models: {file.name.removeprefix('LICENCE.')}", file.read_text())
    program = component("application", given.name, given.version, licence="Apache-2.0",
                        purl=f"pkg:deb/zhuhui/{given.name}@{quote(given.version)}?arch={given.arch}")
    stamp = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    bill = {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
            "metadata": {"timestamp": stamp, "component": program}, "components": components,
            "dependencies": [{"ref": program["bom-ref"],
                              "dependsOn": sorted(one["bom-ref"] for one in components if one.get("scope") == "required")}]}
    Path(given.sbom).write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
    notices.write(Path(given.notices), Path(given.notice).read_text())


main()

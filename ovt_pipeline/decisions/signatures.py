"""Who really signed a decision: OpenSSH's own tool verifies it against the list of those who may.

Belongs here: whether signatures are required, asking `ssh-keygen -Y verify`. Does not belong here: any cryptography,
what a decision says.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ovt_pipeline.decisions.guarded_file import read_guarded, shown
from ovt_pipeline.language.errors import OvtError, Where

ALLOWED = "allowed_signers"
NAMESPACE = "ovt-decision"
TOOL = "ssh-keygen"
SECONDS = 30  # it takes hundredths of one


@dataclass(frozen=True)
class Verifier:
    """Verifies decisions with `tool` against the bytes of a list of signers."""

    tool: str
    allowed: bytes

    def signer_of(self, path: Path, raw: bytes, signed_on: date) -> str:
        """Return who signed these bytes of a decision, as the list of signers names the key.

        A key counts when the list says that it was valid at noon of `signed_on`: one that expires later takes nothing
        back. Raises: OVT-D01 without a signature beside the file, D02 when it does not verify.
        """
        beside = path.with_name(f"{path.name}.sig")
        names = {"signature": shown(beside), "file": shown(path)}
        if not os.path.lexists(beside):
            raise OvtError("OVT-D01", Where(file=shown(path)), **names)
        with TemporaryDirectory(prefix="ovt-") as folder:  # what is verified is what was read
            listed, signature = Path(folder) / ALLOWED, Path(folder) / "signature"
            listed.write_bytes(self.allowed)
            signature.write_bytes(read_guarded(beside))
            found = next(self._signers(raw, ("-f", str(listed), "-s", str(signature)), signed_on), None)
        if found is None:
            raise OvtError("OVT-D02", Where(file=shown(path)), signature=shown(beside))
        return found

    def _signers(self, raw: bytes, files: tuple[str, ...], signed_on: date) -> Iterator[str]:
        """Yield the principals whose key made the signature, for our namespace and on that day."""
        when = f"-Overify-time={signed_on:%Y%m%d}1200"
        for principal in self._said(b"", "find-principals", *files, when).splitlines():
            if self._said(raw, "verify", *files, "-n", NAMESPACE, "-I", principal, when):
                yield principal

    def _said(self, given: bytes, *words: str) -> str:
        """Return what the tool says of a success, '' when it says no."""
        try:
            done = subprocess.run(
                [self.tool, "-Y", *words], input=given, capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OvtError("OVT-D04", Where(file=TOOL), found=type(error).__name__) from None
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def verifier(folder: Path, *, was_required: bool) -> Verifier | None:
    """Return what verifies the decisions of a folder, None where no signature is required.

    One is required where the folder has a list of signers, or where the last release required one.

    Raises: OVT-D03 when that list is gone, D04 without OpenSSH's tool, OVT-C01 when the list cannot be read.
    """
    listed = folder / ALLOWED
    if not os.path.lexists(listed):
        if was_required:
            raise OvtError("OVT-D03", Where(file=ALLOWED))
        return None
    tool = shutil.which(TOOL)
    if tool is None:
        raise OvtError("OVT-D04", Where(file=TOOL), found="—")
    return Verifier(tool, read_guarded(listed))

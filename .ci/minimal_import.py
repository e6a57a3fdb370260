"""Check on an installed kzling: importing it loads nothing but the standard library, and quickly."""

import sys
import time

before = set(sys.modules)
start = time.perf_counter()
import kzling  # noqa: E402

milliseconds = (time.perf_counter() - start) * 1000
loaded = {name.partition(".")[0] for name in set(sys.modules) - before} - {"kzling"}
foreign = sorted(name for name in loaded if name not in sys.stdlib_module_names)
assert not foreign, f"import kzling loads {', '.join(foreign)}"
missing = [name for name in kzling.__all__ if getattr(kzling, name, None) is None]
assert not missing, f"public names that do not exist: {', '.join(missing)}"
try:
    kzling.build("nowhere", "out")
except kzling.errors.MissingExtra as error:
    assert "kzling[corpus]" in str(error)
else:
    raise AssertionError("build must ask for the extra `corpus` in an environment without it")
print(f"import kzling: {milliseconds:.1f} ms, standard library only")

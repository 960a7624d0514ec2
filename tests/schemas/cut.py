"""Cut: Kubernetes' schema without what our manifests do not use, from a copy of its definitions.

`python tests/schemas/cut.py DEFINITIONS` takes `_definitions.json` of a strict schema, as the package kubernetes-validate
holds one for each version (108 MB, hence not installed), and writes `kubernetes.json` beside itself.
"""

import json
import sys
from pathlib import Path
from typing import Any

KINDS = {
    "Deployment": "io.k8s.api.apps.v1.Deployment",
    "HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
    "Service": "io.k8s.api.core.v1.Service",
}


def cut(definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions that the kinds reach, without descriptions; the kinds' own names point at theirs."""
    kept: dict[str, Any] = {}
    left = list(KINDS.values())
    while left:
        name = left.pop()
        if name not in kept:
            kept[name] = _bare(definitions[name], left)
    return {"definitions": kept, "kinds": KINDS}


def _bare(node: Any, met: list[str]) -> Any:
    if isinstance(node, list):
        return [_bare(each, met) for each in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        name = node["$ref"].rpartition("/")[2]
        met.append(name)
        return {"$ref": f"#/definitions/{name}"}
    texts = {key for key, value in node.items() if key == "description" and isinstance(value, str)}
    return {key: _bare(value, met) for key, value in node.items() if key not in texts}


if __name__ == "__main__":
    whole = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["$defs"]
    made = json.dumps(cut(whole), indent=1, sort_keys=True)
    (Path(__file__).parent / "kubernetes.json").write_text(f"{made}\n", encoding="utf-8")

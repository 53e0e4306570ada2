"""The workflow files that ship do what README.md says, with commands that exist and no more rights than they need."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
import yaml
from shipped import ROOT

from generator.__main__ import app

GITHUB = ROOT / ".github" / "workflows" / "publish.yml"
GITLAB = ROOT / ".gitlab-ci.yml"
README = (ROOT / "README.md").read_text("utf-8")


def read(path: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """A workflow as it is written: PyYAML would take the word `on` for true."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - makes nothing but texts


def github_steps() -> list[dict[str, Any]]:
    return [step for job in read(GITHUB)["jobs"].values() for step in job["steps"]]


def lines() -> Iterator[str]:
    """Every command that either file runs."""
    yield from (step["run"] for step in github_steps() if "run" in step)
    for job in read(GITLAB).values():
        yield from job.get("script", []) if isinstance(job, dict) else []


def options(command: str) -> set[str]:
    group = typer.main.get_group(app)
    return {each for parameter in group.commands[command].params for each in parameter.opts if each.startswith("--")}


@pytest.mark.parametrize("line", sorted(set(lines())))
def test_every_command_they_run_exists(line: str) -> None:
    program, *arguments = shlex.split(line)
    if program == "make":
        assert all(
            re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE) for target in arguments
        )
    else:
        assert program == ".venv/bin/sangkien"
        assert {each for each in arguments[1:] if each.startswith("--")} <= options(arguments[0])


def test_both_build_the_site_and_publish_what_was_built() -> None:
    assert {"make site", ".venv/bin/sangkien deploy public --compress"} == set(lines())
    (upload,) = [step for step in github_steps() if "upload-pages-artifact" in step.get("uses", "")]
    assert upload["with"]["path"] == "build/site"
    assert read(GITLAB)["pages"]["artifacts"]["paths"] == ["public"]


def test_actions_are_those_of_github_itself_at_a_major_version() -> None:
    used = [step["uses"] for step in github_steps() if "uses" in step]
    assert len(used) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in used)


def test_nothing_may_write_but_the_job_that_publishes() -> None:
    workflow = read(GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in workflow["jobs"].items()} == {
        "build": None,
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert workflow["jobs"]["deploy"]["if"] == "github.event_name != 'pull_request'"
    assert read(GITLAB)["pages"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE != "merge_request_event"'}]


def test_what_pip_fetched_is_kept_by_what_is_required() -> None:
    (python,) = [step["with"] for step in github_steps() if "setup-python" in step.get("uses", "")]
    named = {python["cache-dependency-path"], *read(GITLAB)["cache"]["key"]["files"]}
    assert named == {"requirements.txt"}
    assert (ROOT / "requirements.txt").is_file()


def test_the_readme_tells_every_option_of_deploying() -> None:
    told = options("deploy") - {"--help", "--root"}
    assert sorted(each for each in told if f"`{each}" not in README and f" {each}" not in README) == []
